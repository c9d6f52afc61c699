"""What one run of an engine over one page gives, and how much it says. Knows no engine."""

from collections.abc import Sequence
from dataclasses import dataclass

from asiento.reading import Word

LEGIBLE = 0.6
"""Confidence from which a word is likely right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """The words of one run, how sure the engine was of them (by letters, 0 to 1), and how much it says.

    *evidence* counts letters of legible words, each by its confidence: a run that leaves out a column may be sure
    of all the rest.
    """

    words: tuple[Word, ...] = ()
    confidence: float = 0.0
    evidence: float = 0.0


def pass_of(words: Sequence[Word]) -> Pass:
    """Return *words* with what they say."""
    return Pass(words=tuple(words), confidence=confidence_of(words), evidence=evidence_of(words))


def confidence_of(words: Sequence[Word]) -> float:
    """Return the mean confidence of *words* by letters: noise comes in short pieces. 0 without words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def evidence_of(words: Sequence[Word]) -> float:
    """Return the letters of the legible among *words*, each counted by its confidence."""
    return sum(word.confidence * len(word.text) for word in words if word.confidence >= LEGIBLE)
