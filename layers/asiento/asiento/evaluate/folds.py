"""What is fitted to files is judged on others: sources are dealt to folds whole, and each fit leaves one out."""

from collections.abc import Callable, Sequence
from hashlib import sha256

MOST_FOLDS = 20
"""With fewer sources each is a fold of its own."""


def out_of_source[T, F](items: Sequence[T], source_of: Callable[[T], str], fit: Callable[[list[T]], F]) -> list[F]:
    """Return of each of *items*, in its order, what *fit* makes of the items of other sources."""
    fold_of = _folds(sorted({source_of(one) for one in items}))
    fits = {
        fold: fit([one for one in items if fold_of[source_of(one)] != fold]) for fold in sorted(set(fold_of.values()))
    }
    return [fits[fold_of[source_of(one)]] for one in items]


def _folds(sources: Sequence[str]) -> dict[str, int]:
    """Return the fold of each of *sources*: the same for the same sources, whatever else is true of them."""
    shuffled = sorted(sources, key=lambda one: sha256(one.encode()).digest())
    return {source: at % MOST_FOLDS for at, source in enumerate(shuffled)}
