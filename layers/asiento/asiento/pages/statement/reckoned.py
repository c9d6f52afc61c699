"""The movements of a paper with their proof: of one account, or of each that it names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from asiento.document import Source
from asiento.pages.statement.accounts import Part, parts_of
from asiento.pages.statement.direction import is_card, is_told
from asiento.pages.statement.guesses import guessed_columns
from asiento.pages.statement.money import StatementPages
from asiento.pages.statement.proof import Evidence, Proof, proofs_of
from asiento.pages.statement.stated import stated_in, totals_in
from asiento.pages.statement.table_lines import Movements, Row, movements_of


@dataclass(frozen=True)
class Reckoned:
    """The movements of one account and what proves them; *part*: where it stands, if the paper has several.

    *told*: something besides the arithmetic says which way its signs point. *whole*: no amount in a column of money was
    left out.
    """

    rows: Sequence[Row]
    proof: Proof
    told: bool
    whole: bool
    part: Part | None = None


def reckoned_of(pages: StatementPages) -> list[Reckoned]:
    """Return the movements of each account; nothing if there are none, or the signs of some are unknown.

    They are read with and without lines that have no day of their own: what is proven counts, else the first. Columns
    that nothing names are guessed, and count if they are proven.
    """
    ways = [found for undated in (False, True) if (found := movements_of(pages, undated=undated)).rows]
    parts = parts_of(pages, ways[0]) if ways else []
    if parts:
        each = [_best(pages, [found.within(part.start, part.stop) for found in ways], part) for part in parts]
        return [one for one in each if one] if all(each) else []
    best = _best(pages, ways)
    if best is None and not ways:
        guesses = (
            movements_of(pages, undated=undated, columns=columns)
            for columns in guessed_columns(pages)
            for undated in (False, True)
        )
        guessed = _best(pages, guesses)
        best = guessed if guessed and guessed.proof.proven else None
    return [best] if best else []


def _best(pages: StatementPages, ways: Iterable[Movements], part: Part | None = None) -> Reckoned | None:
    """Return the first that is proven, and of those one that is told and leaves no amount out.

    If others are proven as well and have more movements or fewer, nothing is: the lines that differ come to nothing.
    """
    found = list(_reckoned(pages, ways, part))
    best = max(found, key=lambda one: (one.proof.proven, one.told, one.whole), default=None)
    if best and len({len(one.rows) for one in found if one.proof.proven}) > 1:
        return replace(best, proof=replace(best.proof, proven=False))
    return best


def _reckoned(pages: StatementPages, ways: Iterable[Movements], part: Part | None) -> Iterator[Reckoned]:
    start, stop = (part.start, part.stop) if part else (0, len(pages.lines))
    stated = [one for one in stated_in(pages) if start <= one.at < stop]
    totals = [one for one in totals_in(pages) if start <= one.at < stop]
    for found in ways:
        if not found.rows:
            continue
        card = is_card(pages, found.rows[0].at)
        evidence = Evidence(stated, totals, card=card, exact=pages.source is Source.PDF_TEXT)
        for proof in proofs_of(found, evidence):
            told = is_told(pages, found.rows, proof, card=card)
            yield Reckoned(found.rows, proof, told, not found.strays, part)
