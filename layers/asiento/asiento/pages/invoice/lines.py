"""The table of items: what was bought, how many, at what price. Only where the columns are clear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from asiento.document import Field, Line
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import ROUNDING, is_heading
from asiento.pages.invoice.descriptions import continues, description_of
from asiento.pages.invoice.rates import TOLERANCE
from asiento.pages.invoice.weights import ITEM
from asiento.reading.amounts import read_amount
from asiento.reading.layout import Span
from asiento.reading.writing import open_amount

ENDS = frozenset((Label.NET, Label.TOTAL, Label.GRAND_TOTAL, Label.PAYABLE, Label.TAX_TOTAL))
AMOUNTS = (Label.AMOUNT, Label.TOTAL, Label.GRAND_TOTAL, Label.NET)
PAGE_NUMBER = re.compile(r"[^\W\d]+\.? \d+ ?(?:/|[^\W\d]{1,3}) ?\d+")
"""`Page 1 of 2`, `Seite 1 von 2`, `Pág. 1/2`: in yen the last would be an amount."""

UNIT = Decimal(1)
"""By how much price and quantity may miss an amount without decimals: it and its discount are rounded."""

COLUMNS = frozenset((Label.DESCRIPTION, Label.QUANTITY, Label.UNIT_PRICE, Label.RATE, Label.TAX, *AMOUNTS))


@dataclass(frozen=True)
class Table:
    """The lines *start* to before *stop* under a heading, and the labels of its columns."""

    start: int
    stop: int
    columns: tuple[Mention, ...]

    def column(self, *labels: Label) -> Mention | None:
        """Return the last column with one of *labels*."""
        return next((mention for mention in reversed(self.columns) if mention.label in labels), None)


def tables_of(pages: AnnotatedPages) -> list[Table]:
    """Return the tables of items, one a page at most for each heading."""
    tables: list[Table] = []
    for at in range(len(pages.lines)):
        columns = tuple(mention for mention in pages.mentions[at] if mention.label in COLUMNS)
        if not is_heading(pages, at) or not any(m.label in AMOUNTS or m.label is Label.UNIT_PRICE for m in columns):
            continue
        if not tables or at >= tables[-1].stop:
            tables.append(Table(at + 1, _end(pages, at), columns))
    return tables


def _end(pages: AnnotatedPages, heading: int) -> int:
    """Return the line of the first total below, or of the page's end."""
    page = pages.lines[heading].page
    for at in range(heading + 1, len(pages.lines)):
        mentions = pages.mentions[at]
        first = mentions[0] if mentions else None
        if pages.lines[at].page != page or (at > heading + 1 and is_heading(pages, at)):
            return at
        if any(m.label in ENDS and (m is first or _opens_cell(pages, m)) for m in mentions) and at > heading + 1:
            return at
        if first and first.label is Label.TAX and first.start == 0 and pages.rates[at] and at > heading + 1:
            return at
    return len(pages.lines)


def _opens_cell(pages: AnnotatedPages, mention: Mention) -> bool:
    return any(
        cell.box[0] >= mention.span.box[0] - ROUNDING and cell.box[0] < mention.span.box[2]
        for cell in pages.lines[mention.at].cells
    )


def lines_of(pages: AnnotatedPages, tables: Sequence[Table]) -> tuple[Line, ...]:
    """Return the items of all *tables* in order."""
    lines: list[Line] = []
    for table in tables:
        last: tuple[int, Span] | None = None
        for at in range(table.start, table.stop):
            line, text = _item(pages, table, at, len(lines) + 1)
            if line and _is_carried(pages, table, at, line, lines if len(tables) > 1 else ()):
                last = None
            elif line:
                lines.append(line)
                last = (at, text) if text else None
            elif last and lines and continues(pages, table.column(*AMOUNTS), last, at):
                lines[-1] = _with_more(lines[-1], pages.lines[at])
                last = (at, last[1])
    return tuple(lines)


def _is_carried(pages: AnnotatedPages, table: Table, at: int, line: Line, before: Sequence[Line]) -> bool:
    """Return whether *line* is the sum of those *before* it, at the end of a page or the beginning of the next.

    A label of what was settled or carried before says so by itself.
    """
    if line.quantity or line.unit_price or line.amount is None:
        return False
    if any(one.label is Label.SETTLED and one.start == 0 for one in pages.mentions[at]):
        return True
    made = sum((one.amount.value for one in before if one.amount), Decimal(0))
    ends = not any(figure.money for row in pages.figures[at + 1 : table.stop] for figure in row)
    return bool(before) and line.amount.value == made and (ends or at <= table.start + 1)


def _item(pages: AnnotatedPages, table: Table, at: int, position: int) -> tuple[Line | None, Span | None]:
    if PAGE_NUMBER.fullmatch(pages.lines[at].text):
        return None, None
    heading = table.column(*AMOUNTS) or table.column(Label.UNIT_PRICE)
    money = [figure for figure in pages.figures[at] if figure.money]
    amount = min(money, key=lambda figure: _distance(figure, heading), default=None) if heading else None
    if amount is None or heading is None or _distance(amount, heading) > ITEM.near:
        return None, None
    others = [one for one in pages.figures[at] if one is not amount and not _is_position(table, one, position)]
    rate = _rate(pages, table, at)
    quantity, price, sure = _factors(pages, table, at, others, amount)
    text = description_of(
        pages,
        table.column(Label.DESCRIPTION),
        at,
        [figure for figure in (quantity, price, amount, rate) if figure],
        position,
    )
    if text is None:
        return None, None
    line = Line(
        description=pages.field(_clean(text.text), text, ITEM.text),
        quantity=_field(pages, quantity, sure),
        unit_price=_field(pages, price, sure),
        tax_rate=_field(pages, rate, ITEM.text),
        amount=_field(pages, amount, max(sure, ITEM.amount)),
    )
    return line, text


def _is_position(table: Table, figure: Figure, position: int) -> bool:
    """Return whether a row begins with its number, and not with how many were bought."""
    count = table.column(Label.QUANTITY)
    return figure.start == 0 and figure.value == position and bool(count and _distance(figure, count) > ITEM.near)


def _field(pages: AnnotatedPages, figure: Figure | None, sure: float) -> Field[Decimal] | None:
    return pages.field(figure.value, figure.span, sure) if figure else None


def _distance(figure: Figure, heading: Mention) -> float:
    """Return how far a figure stands from a heading: by the edges or the middle, whichever are aligned."""
    one, two = figure.span.box, heading.span.box
    return min(abs(one[2] - two[2]), abs(one[0] - two[0]), abs(one[0] + one[2] - two[0] - two[2]) / 2)


def _rate(pages: AnnotatedPages, table: Table, at: int) -> Figure | None:
    """Return the percentage nearest to the heading of the tax: another one of the row is a discount."""
    columns = [one for one in table.columns if not _is_other_percentage(pages, one)]
    heading = replace(table, columns=tuple(columns)).column(Label.TAX, Label.RATE)
    return min(pages.rates[at], key=lambda rate: _distance(rate, heading), default=None) if heading else None


def _is_other_percentage(pages: AnnotatedPages, column: Mention) -> bool:
    """Return whether the heading is the `%` of a discount (`Remise %`)."""
    beside = (one for one in pages.mentions[column.at] if column.start in (one.stop, one.start - 1))
    return column.text == "%" and any(one.label in (Label.DISCOUNT, Label.OTHER_AMOUNT) for one in beside)


def _factors(
    pages: AnnotatedPages, table: Table, at: int, others: list[Figure], amount: Figure
) -> tuple[Figure | None, Figure | None, float]:
    """Return quantity and price: the two that make the amount, else what stands under their headings."""
    discounts = [Decimal(1), *(1 - rate.value / 100 for rate in pages.rates[at])]
    wanted = [column for column in (table.column(Label.QUANTITY), table.column(Label.UNIT_PRICE)) if column]
    if wanted:
        missing = UNIT if pages.whole and amount.value == amount.value.to_integral_value() else TOLERANCE
        pairs = [
            (one, two)
            for one, two in permutations([*others, *_otherwise(pages, others)], 2)
            if one.start < amount.start
            and any(abs(one.value * two.value * d - amount.value) <= missing for d in discounts)
        ]
        if pairs:
            return *_nearest(table, pairs), ITEM.product
    quantity = _under(table.column(Label.QUANTITY), others)
    price = _under(table.column(Label.UNIT_PRICE), [figure for figure in others if figure is not quantity])
    return quantity, price, ITEM.under_heading


def _otherwise(pages: AnnotatedPages, figures: list[Figure]) -> list[Figure]:
    """Return those of *figures* that have another reading, with that: `1.333` may be a part of a day's work."""
    other = pages.dialect.swapped
    open_ones = [figure for figure in figures if open_amount(figure.span.text, (pages.dialect, other))]
    readings = [(figure, read_amount(figure.span.text, other)) for figure in open_ones]
    return [replace(figure, value=value) for figure, value in readings if value is not None]


def _nearest(table: Table, pairs: list[tuple[Figure, Figure]]) -> tuple[Figure, Figure]:
    """Return quantity and price: the pair next to their headings, or else the first, whose price has decimals."""
    count, cost = table.column(Label.QUANTITY), table.column(Label.UNIT_PRICE)
    if count and cost:
        return min(pairs, key=lambda pair: _distance(pair[0], count) + _distance(pair[1], cost))
    if count:
        return min(pairs, key=lambda pair: _distance(pair[0], count))
    one, two = pairs[0]
    return (one, two) if two.money or not one.money else (two, one)


def _under(heading: Mention | None, figures: list[Figure]) -> Figure | None:
    if heading is None:
        return None
    nearest = min(figures, key=lambda figure: _distance(figure, heading), default=None)
    return nearest if nearest and _distance(nearest, heading) < ITEM.near / 2 else None


def _with_more(line: Line, more: Span) -> Line:
    if line.description is None:
        return line
    return replace(line, description=line.description.map(lambda text: f"{text} {_clean(more.text)}"))


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" |:;-")
