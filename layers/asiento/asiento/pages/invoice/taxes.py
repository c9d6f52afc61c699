"""The table of taxes by rate, and what was withheld. A row counts when its arithmetic holds or its label says so."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import chain, islice, permutations

from asiento.document import Field, Tax
from asiento.lexicon.terms import Term
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import is_heading, nearest_below
from asiento.pages.annotated.phrases import label_keys
from asiento.pages.invoice.rates import HIGHEST_RATE, holds
from asiento.pages.invoice.weights import TAX
from asiento.reading.layout import Span

HEADED = 6
"""How many lines above a row its heading may stand."""

CONTEXT = frozenset((Label.TAX, Label.TAX_TOTAL, Label.WITHHOLDING, Label.RATE))
NAMES = frozenset((Label.TAX, Label.TAX_TOTAL, Label.WITHHOLDING))
KINDS = {
    Term.IVA: "IVA",
    Term.TAX_INCLUDED: "IVA",
    Term.RECARGO: "RE",
    Term.MWST: "MwSt",
    Term.MWST_RATE: "MwSt",
    Term.VAT: "VAT",
    Term.TAXES: "VAT",
}
"""The kind of tax that each term is; one that is named by `TAX_BY_NAME` is its own name in capitals."""

WITHHELD_KINDS = {Term.WITHHOLDING: "IRPF", Term.WITHHOLDING_IRS: "IRS"}


@cache
def tax_words() -> Mapping[str, str]:
    """Return the kind of tax by each label that names one, run together."""
    own = {name: name.upper() for name in label_keys(Term.TAX_BY_NAME)}
    return own | {name: kind for term, kind in KINDS.items() for name in label_keys(term)}


@cache
def withheld_words() -> Mapping[str, str]:
    """Return the kind of withholding by each label that names one, run together."""
    return {name: kind for term, kind in WITHHELD_KINDS.items() for name in label_keys(term)}


@dataclass(frozen=True)
class _Nets:
    """The bases that are printed away from their taxes, and every value of the pages."""

    figures: Sequence[Figure]
    printed: Container[Decimal]

    def rows(self, kind: str, rate: Figure, amounts: Iterable[Figure], *, withheld: bool) -> Iterator["_Row"]:
        """Yield the tax of each of *amounts* that is the one of a net.

        Of small amounts a net before a discount or charge has the same tax, to the cent, as the one after it. Then the
        base is the one whose sum with it the page shows, or none. Nobody prints a net less what is withheld alone.
        """
        for amount in amounts:
            bases = {net.value: net for net in self.figures if holds(rate.value, net.value, amount.value)}
            summed = [] if withheld else [value for value in bases if value + amount.value in self.printed]
            if bases:
                chosen = list(bases) if len(bases) == 1 else summed
                base = bases[chosen[0]] if len(chosen) == 1 else None
                yield _Row(kind, withheld, rate, base, amount, proven=True)


@dataclass(frozen=True)
class _Row:
    """A tax as found: what of it is printed."""

    kind: str
    withheld: bool
    rate: Figure
    base: Figure | None
    amount: Figure | None
    proven: bool


def taxes_of(
    pages: AnnotatedPages, skip: Container[int], nets: Sequence[Figure]
) -> tuple[tuple[Tax, ...], tuple[Tax, ...]]:
    """Return the taxes and the withholdings. Lines of *skip* hold the items; *nets* are bases printed elsewhere."""
    found: dict[tuple[bool, str, Decimal, Decimal | None], _Row] = {}
    elsewhere = _Nets(nets, {figure.value for line in pages.figures for figure in line})
    for at in range(len(pages.lines)):
        if at in skip:
            continue
        for row in list(_headed(pages, at, elsewhere)) or _beside(pages, at, elsewhere):
            key = (
                row.withheld,
                row.kind if row.kind == "RE" else "",
                row.rate.value,
                abs(row.amount.value) if row.amount else None,
            )
            if key not in found or (row.proven and not found[key].proven):
                found[key] = row
    rows = _without_doubt(list(found.values()))
    return (
        tuple(_tax(pages, row) for row in rows if not row.withheld),
        tuple(_tax(pages, row) for row in rows if row.withheld),
    )


def _without_doubt(rows: list[_Row]) -> list[_Row]:
    """Drop rows without proof where the same kind of row has been proven: they repeat or explain it."""
    proven = {row.withheld for row in rows if row.proven}
    return [row for row in rows if row.proven or row.withheld not in proven]


def _beside(pages: AnnotatedPages, at: int, nets: _Nets) -> list[_Row]:
    row = _row(pages, at, nets)
    return [row] if row else []


def _row(pages: AnnotatedPages, at: int, nets: _Nets) -> _Row | None:
    mentions = _context(pages, at)
    if not mentions:
        return None
    kind, withheld = _kind(pages, at, mentions)
    money = [figure for figure in pages.figures[at] if figure.money]
    for rate in _rates(pages, at):
        pair = _proven(rate, [figure for figure in money if figure is not rate])
        if pair:
            return _Row(kind, withheld, rate, pair[0], pair[1], proven=True)
    printed = [rate for rate in pages.rates[at] if 0 < rate.value < HIGHEST_RATE]
    if not printed or not money or not _named_here(pages, at):
        return None
    return _single(kind, withheld, printed[0], money, nets)


def _headed(pages: AnnotatedPages, at: int, nets: _Nets) -> Iterator[_Row]:
    """Yield the taxes whose names and rates stand above their amounts (`IVA 21 % | IRPF 15 %`)."""
    line = pages.lines[at]
    if is_heading(pages, at):
        return
    for cell in line.cells:
        words = range(line.words.index(cell.words[0]), line.words.index(cell.words[-1]) + 1)
        names = [one for one in pages.mentions[at] if one.label in NAMES and one.start in words]
        rates = [one for one in pages.rates[at] if one.start in words and 0 < one.value < HIGHEST_RATE]
        inside = [one for one in pages.figures[at] if one.start in words and one.money]
        if not names or not rates or not _is_above(pages, at, cell):
            continue
        below = nearest_below(pages, cell, at)
        kind, withheld = _kind(pages, at, names)
        beside = (
            _Row(kind, withheld, rates[0], one, two, proven=True)
            for one in inside
            for two in below
            if holds(rates[0].value, one.value, two.value)
        )
        yield from islice(chain(beside, nets.rows(kind, rates[0], below, withheld=withheld)), 1)


def _is_above(pages: AnnotatedPages, at: int, cell: Span) -> bool:
    """Return whether nothing but labels stands right of *cell*: its amount is not beside it."""
    return not any(
        one.money and one.span.box[0] > cell.box[2] and not _in_labelled_cell(pages, at, one)
        for one in pages.figures[at]
    )


def _in_labelled_cell(pages: AnnotatedPages, at: int, figure: Figure) -> bool:
    cell = next((cell for cell in pages.lines[at].cells if figure.span.words[0] in cell.words), None)
    return cell is not None and any(one.span.words[0] in cell.words for one in pages.mentions[at])


def _single(kind: str, withheld: bool, rate: Figure, money: list[Figure], nets: _Nets) -> _Row | None:
    """Return the row of a rate and one amount, its base the net that proves it, if there is one."""
    unproven = _Row(kind, withheld, rate, None, money[-1], proven=False) if len(money) == 1 else None
    return next(nets.rows(kind, rate, reversed(money), withheld=withheld), unproven)


def _named_here(pages: AnnotatedPages, at: int) -> bool:
    return any(mention.label in NAMES for mention in pages.mentions[at])


def _context(pages: AnnotatedPages, at: int) -> list[Mention]:
    """Return the labels of tax on this line or, for a row of a table, on the heading above it."""
    page = pages.lines[at].page
    for above in range(at, max(at - HEADED, 0) - 1, -1):
        if pages.lines[above].page != page or (above != at and is_heading(pages, above)):
            return []
        mentions = [
            mention for mention in pages.mentions[above] if mention.label in CONTEXT or mention.text in tax_words()
        ]
        if mentions:
            return mentions
    return []


def _kind(pages: AnnotatedPages, at: int, mentions: list[Mention]) -> tuple[str, bool]:
    """Return the kind of tax, by the nearest word that names one, and whether it is withheld."""
    near = [m for other in (at, at - 1, at + 1) if 0 <= other < len(pages.lines) for m in pages.mentions[other]]
    for mention in (*(m for m in mentions if m.at == at), *near, *mentions, *pages.every(Label.TAX, Label.TAX_TOTAL)):
        if mention.text in withheld_words():
            return withheld_words()[mention.text], True
        word = next((kind for name, kind in tax_words().items() if len(name) > 2 and name in mention.text), None)  # noqa: PLR2004 (`re` hides in words)
        if mention.text in tax_words() or (word and mention.label in (Label.TAX_TOTAL, Label.RATE, Label.NET)):
            return tax_words().get(mention.text) or word or "VAT", False
    return "VAT", False


def _rates(pages: AnnotatedPages, at: int) -> Iterator[Figure]:
    """Yield what may be a rate: percentages first, then small bare numbers, as under a heading `%`."""
    yield from (rate for rate in pages.rates[at] if rate.value < HIGHEST_RATE)
    yield from (figure for figure in pages.figures[at] if 0 <= figure.value < HIGHEST_RATE)


def _proven(rate: Figure, money: list[Figure]) -> tuple[Figure, Figure] | None:
    """Return base and tax among *money* for which base times rate is the tax."""
    for base, amount in permutations(money, 2):
        if base.value and holds(rate.value, base.value, amount.value) and (rate.value or base.start < amount.start):
            return base, amount
    return None


def _tax(pages: AnnotatedPages, row: _Row) -> Tax:
    sure = TAX.proven if row.proven else TAX.labelled
    return Tax(
        kind=row.kind,
        rate=_field(pages, row.rate, sure, positive=False),
        base=_field(pages, row.base, sure, positive=False),
        amount=_field(pages, row.amount, sure, positive=row.withheld),
    )


def _field(pages: AnnotatedPages, figure: Figure | None, confidence: float, *, positive: bool) -> Field[Decimal] | None:
    if figure is None:
        return None
    return pages.field(abs(figure.value) if positive else figure.value, figure.span, confidence)
