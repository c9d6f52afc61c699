"""The rules on what the figures of data prove of each other: of XML and rows, no part was left unread.

`sum(bases) = net`, `quantity x price + adjustments = amount`, the lines of each rate are its base, and no more is
withheld than the net. A page has the same sums, but a column of it may be missing; `totals` judges both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from asiento.document import DocType, Document, Field, Line, Tax
from asiento.model import Finding
from asiento.money.last_digit import last_digit
from asiento.validate.finding import Context, review
from asiento.validate.sums import SURCHARGES, is_data, is_row, slack, tolerance

CENT = Decimal("0.01")
"""Prices are rounded to this or finer."""

Amount = Field[Decimal]


def proven(document: Document, _: Context) -> Iterator[Finding]:
    """Yield a `totals_mismatch` for each equation that does not hold. What is not stated is not compared."""
    if document.doc_type in (DocType.BANK_STATEMENT, DocType.OTHER) or not is_data(document):
        return
    yield from _bases(document)
    yield from _prices(document)
    yield from _rates(document)
    yield from _withheld(document)
    yield from _signs(document)


def _bases(document: Document) -> Iterator[Finding]:
    """Compare the bases of all taxes with the net, or those of one kind, which others may be part of.

    What is added or taken off at the foot may be free of tax.
    """
    rows = [row for row in document.taxes if row.kind.upper() not in SURCHARGES]
    if document.net is None or not rows or any(row.base is None for row in rows):
        return
    net, every = document.net.value, _sum(row.base for row in rows)
    untaxed = document.adjustments.value if document.adjustments else Decimal(0)
    pairs = [(every, net), (every, net - untaxed)]
    for kind in {row.kind for row in rows}:
        others = _sum(row.amount for row in rows if row.kind != kind)
        pairs += [(_sum(row.base for row in rows if row.kind == kind), one) for one in (net, net + others)]
    if all(abs(made - said) > slack(document) for made, said in pairs):
        yield review("totals_mismatch.bases", "taxes", made=every, said=net)


def _prices(document: Document) -> Iterator[Finding]:
    """Name the first line whose amount is not quantity times price, with its own charges and discounts."""
    wrong = [(at, made) for at, line in enumerate(document.lines) if (made := _made(line, document)) is not None]
    if wrong:
        at, made = wrong[0]
        line = document.lines[at]
        yield review(
            "totals_mismatch.line",
            f"lines.{at}.amount",
            row=at + 1,
            made=made,
            said=line.amount.value if line.amount else Decimal(0),
            more=len(wrong) - 1,
        )


def _made(line: Line, document: Document) -> Decimal | None:
    """Return what quantity and price of *line* make, if it is not its amount; None if it is, or cannot be known.

    Price and quantity may be rounded: what half a unit of their last digits makes of the other is no difference.
    """
    if line.quantity is None or line.unit_price is None or line.amount is None:
        return None
    pieces = line.price_quantity.value if line.price_quantity and line.price_quantity.value else Decimal(1)
    units = line.quantity.value / pieces
    made = units * line.unit_price.value + (line.adjustments.value if line.adjustments else 0)
    price, whole = line.unit_price.value, line.quantity.value == line.quantity.value.to_integral_value()
    of_price = abs(units) * min(last_digit(price), CENT) / 2
    of_quantity = Decimal(0) if whole else abs(price) * last_digit(line.quantity.value) / pieces / 2
    return None if abs(made - line.amount.value) <= of_price + of_quantity + tolerance(document) else made


def _rates(document: Document) -> Iterator[Finding]:
    """Compare the lines of each rate with its base; where the foot has charges or discounts, only the rates."""
    rows = [row for row in document.taxes if row.kind.upper() not in SURCHARGES]
    unrated = all(line.tax_rate is None for line in document.lines)
    if len({row.kind for row in rows}) != 1 or unrated or any(line.amount is None for line in document.lines):
        return
    if is_row(document) and any(row.rate is None or row.base is None for row in rows):
        return
    bases, lines = _by_rate(rows), _by_rate(document.lines)
    unknown = sorted(lines.keys() - bases.keys())
    if unknown:
        yield review("totals_mismatch.rate_of_line", "lines", rate=unknown[0])
    elif document.adjustments is None:
        wrong = [rate for rate in bases if not _makes(document, rate, bases[rate], lines.get(rate, Decimal(0)))]
        if wrong:
            made, said = lines.get(wrong[0], Decimal(0)), bases[wrong[0]]
            yield review("totals_mismatch.lines_of_rate", "lines", rate=wrong[0], made=made, said=said)


def _makes(document: Document, rate: Decimal, base: Decimal, lines: Decimal) -> bool:
    """Return whether *lines*, the sum of those of a *rate*, are its *base*; those of a row may have the tax in them."""
    gross = is_row(document) and abs(base * (100 + rate) / 100 - lines) <= tolerance(document)
    return gross or abs(base - lines) <= slack(document)


def _by_rate(rows: Iterable[Tax] | Iterable[Line]) -> Mapping[Decimal, Decimal]:
    """Return the bases of tax rows or the amounts of lines by their rate; what has none is not taxed."""
    sums = defaultdict[Decimal, Decimal](Decimal)
    for row in rows:
        part = row.base if isinstance(row, Tax) else row.amount
        sums[_rate_of(row)] += part.value if part else Decimal(0)
    return sums


def _rate_of(row: Tax | Line) -> Decimal:
    """Return the rate of a tax or line in percent, 0 for none."""
    rate = row.rate if isinstance(row, Tax) else row.tax_rate
    return rate.value if rate else Decimal(0)


def _withheld(document: Document) -> Iterator[Finding]:
    """Nobody withholds more than the net, or where that is not stated, than the total."""
    withheld, total = _sum(row.amount for row in document.withholdings), document.total
    if document.net is not None and abs(withheld) > abs(document.net.value):
        yield review("totals_mismatch.withheld", "withholdings", withheld=withheld, net=document.net.value)
    elif document.net is None and total is not None and abs(withheld) > abs(total.value):
        yield review("totals_mismatch.withheld_of_total", "withholdings", withheld=withheld, total=total.value)


def _signs(document: Document) -> Iterator[Finding]:
    """In the ledger all sums of a credit note are negative: one of another sign would make another total."""
    sums = [field.value for field in (document.net, document.tax_total, document.total) if field is not None]
    if document.doc_type is not DocType.CREDIT_NOTE or len(sums) < 3:  # noqa: PLR2004 (two are compared as a sum)
        return
    if min(sums) < 0 < max(sums):
        net, tax, total = sums
        yield review("totals_mismatch.signs", "tax_total", net=net, tax=tax, total=total)


def _sum(amounts: Iterable[Amount | None]) -> Decimal:
    return sum((amount.value for amount in amounts if amount is not None), Decimal(0))
