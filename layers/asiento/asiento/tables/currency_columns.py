"""Which column of currencies is that of the amount: by what both titles share, or by where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asiento.lexicon.folding import bare_words
from asiento.lexicon.words import Word, words_saying
from asiento.money.signs import EXPECTED_CODES
from asiento.tables.columns import meaning_of
from asiento.tables.meanings import AMOUNTS, Meaning

_BESIDE = frozenset({*AMOUNTS, Meaning.FOREIGN_AMOUNT, Meaning.FEE, Meaning.OUTSTANDING, Meaning.NET, Meaning.TAX})
_PLAIN = frozenset({*AMOUNTS, Meaning.CURRENCY})
_SMALL = frozenset({"in", "en", "code", *(code.lower() for code in EXPECTED_CODES)})
_RATES = words_saying(Word.EXCHANGE_RATE)
"""Words of titles of exchange rates: they are in no currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The *columns*, with that of the currency of the amount.

    *open* holds the columns of currencies where neither titles nor places show which of them is the amount's.
    """

    columns: dict[Meaning, int]
    open: tuple[int, ...] = ()


def paired(names: Sequence[str], columns: Mapping[Meaning, int], *, ordered: bool = True) -> Paired:
    """Return *columns* of *names* with the currency that is the amount's, by what both titles share or their places.

    Places say nothing of names that are not *ordered*, as the keys of a row, of which some are missing.
    """
    figure = next((columns[one] for one in AMOUNTS if one in columns), None)
    known = {at: meaning for at, name in enumerate(names) if (meaning := meaning_of(name))}
    if Meaning.CURRENCY in columns:  # `Valuta` may be one by its cells
        known[columns[Meaning.CURRENCY]] = Meaning.CURRENCY
    named = [at for at, meaning in known.items() if meaning is Meaning.CURRENCY]
    if figure is None or not named:
        return Paired(columns=dict(columns))
    keys = {at: _key(names[at]) for at in known}
    others = [at for at, one in known.items() if one in _BESIDE and at != figure and not _is_rate(names[at])]
    same = [at for at in named if keys[at] & keys.get(figure, set())]
    taken = {at for at in named for other in others if keys[at] & keys[other]}
    left = same or [at for at in named if at not in taken] or named
    foreign = {
        at for at in others if known[at] is Meaning.FOREIGN_AMOUNT and not any(keys[at] & keys[one] for one in taken)
    }
    shared = bool(foreign) and not same and Meaning.FOREIGN_CURRENCY not in known.values()
    titled = [at for at, name in enumerate(names) if name.strip()]
    place = {at: nth for nth, at in enumerate(titled)}  # a column without a title parts nobody
    beside = [
        at
        for at in left
        if ordered and _touch(place[at], place[figure]) and not any(_touch(place[at], place[other]) for other in others)
    ]
    bare = [at for at in left if not keys[at] and not keys.get(figure)]
    sure = left if len(left) == 1 else bare
    # Beside a foreign amount without a currency of its own a single one may be that one's: then its place must tell.
    is_sure = len(sure) == 1 and (not shared or sure == left == beside)
    own = sure[0] if is_sure else left[0]
    return Paired(columns={**columns, Meaning.CURRENCY: own}, open=() if is_sure else tuple(left))


def _touch(one: int, other: int) -> bool:
    return abs(one - other) == 1


def _is_rate(name: str) -> bool:
    return bool(_RATES & set(bare_words(name).split()))


def _key(name: str) -> frozenset[str]:
    """Return the words of a title that say more than that it holds amounts or currencies (`billing`)."""
    return frozenset(word for word in bare_words(name).split() if word not in _SMALL and meaning_of(word) not in _PLAIN)
