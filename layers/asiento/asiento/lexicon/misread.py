"""Recognises words of which a reader got one letter wrong."""

from collections.abc import Iterator, Mapping

LONG = 5
"""Letters from which a word may lack one, or have one too many: `cash` is not `cas`."""


def is_almost(word: str, known: str) -> bool:
    """Return whether *word* is *known* but for one letter changed or, in long words, left out or put in.

    That is a Levenshtein distance of one at most. Both are folded.
    """
    if len(word) == len(known):
        return sum(one != other for one, other in zip(word, known, strict=True)) <= 1
    short, long = sorted((word, known), key=len)
    return len(long) - len(short) == 1 and len(known) >= LONG and short in without_one(long)


def without_one(word: str) -> Iterator[str]:
    """Yield *word* with each of its letters left out in turn."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


class Misread[T]:
    """Known words with what each means, found again where one letter was read wrong or not at all.

    A letter too many makes another word of many labels, such as a plural, and finds nothing. Words are found by what
    is left without one letter, as in SymSpell's symmetric deletes, so that a look-up costs no more with more words.
    """

    def __init__(self, meanings: Mapping[str, T], shortest: int) -> None:
        """Take the folded words of *meanings* that have *shortest* letters or more."""
        self._meanings = {word: meaning for word, meaning in meanings.items() if len(word) >= shortest}
        self._shorter: dict[str, list[str]] = {}
        for word in self._meanings:
            for less in without_one(word):
                self._shorter.setdefault(less, []).append(word)

    def meaning_of(self, text: str) -> T | None:
        """Return what the known word means that *text* almost is: one that has a letter more first.

        None where words of several meanings are as near.
        """
        for shorter in ((text,), tuple(without_one(text))):
            found = {self._meanings[word] for less in shorter for word in self._almost(text, less)}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def _almost(self, text: str, less: str) -> Iterator[str]:
        return (word for word in self._shorter.get(less, ()) if is_almost(text, word))
