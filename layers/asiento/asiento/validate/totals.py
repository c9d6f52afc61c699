"""The rules on sums: `net + taxes + tip = total`, tax rows, lines, and what is left to pay.

A document may print its total with or without withholdings, its prices with or without tax: any printed reading that
adds up is right. Only a total that contradicts its parts fails a document; a part that does not fit a total that adds
up goes to a person, since it may be a discount, an advance or supplies that have no field of their own.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from asiento.document import BILLS, DocType, Document, Source, Tax
from asiento.model import Finding, Severity
from asiento.validate.finding import Context, severity_of
from asiento.validate.sums import (
    Amount,
    adds_up,
    fits,
    gross_readings,
    is_data,
    is_row,
    known,
    net_of,
    sum_of,
    tax_readings,
    tolerance,
    total_readings,
    withheld_of,
)

NOT_BY_RATE = frozenset({"ICE", "IRBPNR", "AIEM"})
"""Taxes by piece or on another base than the one printed: their amount does not follow from the rate."""

MOST_OF_TOTAL = Decimal("0.4")
"""No tax on sales is as much of a total: that would be two thirds of the net."""

LINE_ROUNDING = Decimal("0.01")
"""Share of a tax by which rounding it line by line may miss base times rate, when the lines are not all read."""


def totals(document: Document, _: Context) -> Iterator[Finding]:
    """Yield a `totals_mismatch` for each sum that does not hold. What is not printed is not checked."""
    if document.doc_type in (DocType.BANK_STATEMENT, DocType.OTHER):
        return
    yield from _unstated_tax(document)
    yield from _too_much_tax(document)
    yield from _total(document)
    yield from _tax_total(document)
    yield from _by_rate(document)
    yield from _lines(document)
    yield from _payable(document)


def _total(document: Document) -> Iterator[Finding]:
    net = net_of(document)
    if adds_up(document) is not False or net is None or document.total is None:
        return
    tax, fields = tax_readings(document)[0]
    expected = total_readings(document, net, tax)[0]
    severity = _severity_of_total(document, net, [document.net, document.total, document.tip, *fields])
    said = document.total.value
    if document.tip:
        tip = document.tip.value
        yield Finding.of(
            severity, "totals_mismatch.total_with_tip", "total", net=net, tax=tax, tip=tip, made=expected, said=said
        )
    else:
        yield Finding.of(severity, "totals_mismatch.total", "total", net=net, tax=tax, made=expected, said=said)


def _too_much_tax(document: Document) -> Iterator[Finding]:
    """Doubt a tax of a printed bill that is no part of its total: net and tax were taken for each other."""
    total, tax = document.total, document.tax_total
    if is_data(document) or document.doc_type not in BILLS or total is None or not total.value or tax is None:
        return
    if not 0 <= tax.value / total.value <= MOST_OF_TOTAL:
        yield Finding.of(Severity.REVIEW, "totals_mismatch.tax_of_total", "tax_total", tax=tax.value, said=total.value)


def _unstated_tax(document: Document) -> Iterator[Finding]:
    """Ask what stands between the net and the total of a bill or row that states no tax."""
    net, total, row = document.net, document.total, is_row(document)
    if not (row or document.doc_type in BILLS) or net is None or total is None or tax_readings(document):
        return
    if not fits(document, total.value, *total_readings(document, net.value, Decimal(0))):
        yield Finding.of(Severity.REVIEW, "tax_not_stated", "tax_total", net=net.value, total=total.value)


def _severity_of_total(document: Document, net: Decimal, fields: Sequence[Amount | None]) -> Severity:
    """Let a person look if the lines make the total: supplies and exempt amounts are lines, but not in the net.

    A cent that was rounded away is for a person as well, and a net or a tax that a row does not state.
    """
    if document.net is None or known(document.taxes) is None:
        return Severity.REVIEW
    if document.total is not None:
        said = document.total.value
        sums = (one for tax, _ in tax_readings(document) for one in total_readings(document, net, tax))
        if any(abs(said - one) <= tolerance(document) for one in sums):
            return Severity.REVIEW
    lines = known(document.lines)
    if lines and document.total is not None:
        made = (total_readings(document, sum_of(lines), tax) for tax, _ in tax_readings(document))
        if any(fits(document, document.total.value, *readings) for readings in made):
            return Severity.REVIEW
    return severity_of(*fields)


def _severity_of_part(document: Document, *fields: Amount | None) -> Severity:
    """Columns of a PDF may be taken for one another: while the total adds up, they fail nothing."""
    from_layout = any(field is not None and field.source is Source.PDF_TEXT for field in fields)
    return Severity.REVIEW if from_layout and adds_up(document) else severity_of(*fields)


def _tax_total(document: Document) -> Iterator[Finding]:
    """Compare the printed sum with that of all taxes and that of each kind (`Total IVA` beside a surcharge)."""
    rows, said = known(document.taxes), document.tax_total
    if not rows or said is None:
        return
    kinds = {tax.kind.upper() for tax in document.taxes}
    groups = [kinds, *({kind} for kind in kinds)]
    sums = [sum_of(known(tax for tax in document.taxes if tax.kind.upper() in group) or []) for group in groups]
    if not fits(document, said.value, *sums):
        yield Finding.of(
            _severity_of_part(document, said, *rows),
            "totals_mismatch.taxes",
            "tax_total",
            amounts=[row.value for row in rows],
            made=sums[0],
            said=said.value,
        )


def _by_rate(document: Document) -> Iterator[Finding]:
    for group, rows in (("taxes", document.taxes), ("withholdings", document.withholdings)):
        for index, row in enumerate(rows):
            yield from _row_by_rate(document, f"{group}.{index}.amount", row)


def _row_by_rate(document: Document, path: str, row: Tax) -> Iterator[Finding]:
    if row.rate is None or row.base is None or row.amount is None or row.kind.upper() in NOT_BY_RATE:
        return
    expected = row.base.value * row.rate.value / 100
    said = row.amount.value
    missing = abs(expected - said) if is_data(document) else abs(abs(expected) - abs(said))
    if missing <= tolerance(document):
        return
    rounding = missing <= abs(expected) * LINE_ROUNDING
    yield Finding.of(
        Severity.REVIEW if rounding else _severity_of_part(document, row.rate, row.base, row.amount),
        "totals_mismatch.rate",
        path,
        kind=row.kind,
        rate=row.rate.value,
        base=row.base.value,
        made=round(expected, 2),
        said=said,
    )


def _lines(document: Document) -> Iterator[Finding]:
    """Lines make the net, or with tax in their prices the total; of a page, a discount at its foot is only told."""
    lines = known(document.lines)
    readings = list(_line_readings(document))
    if not lines or not readings or fits(document, sum_of(lines), *readings):
        return
    severity = Severity.WARNING if adds_up(document) and not is_data(document) else Severity.REVIEW
    count, made, said = len(lines), sum_of(lines), readings[0]
    if document.net is not None:
        yield Finding.of(severity, "totals_mismatch.lines", "lines", lines=count, made=made, said=said)
    else:
        yield Finding.of(severity, "totals_mismatch.lines_of_total", "lines", lines=count, made=made, said=said)


def _line_readings(document: Document) -> Iterator[Decimal]:
    """Lines are net, or with tax, or with what is not taxed; the tip and what is withheld are not lines."""
    if document.net is not None:
        yield document.net.value
        yield document.net.value - (document.adjustments.value if document.adjustments else Decimal(0))
    if document.total is not None:
        total, tip = document.total.value, document.tip.value if document.tip else Decimal(0)
        yield from (total, total - tip, total + withheld_of(document))
        yield from (total - tax for tax, _ in tax_readings(document))


def _payable(document: Document) -> Iterator[Finding]:
    """Less to pay than expected may be an advance that was not read; more goes to a person.

    Of a page it was not found, and the smallest profiles of Factur-X, which have no lines, cannot say it.
    """
    total, said, withheld = document.total, document.payable, known(document.withholdings)
    if total is None or said is None or withheld is None:
        return
    prepaid = document.prepaid.value if document.prepaid else Decimal(0)
    expected = total.value - sum_of(withheld) - prepaid
    net_of_withheld = adds_up(document) and not fits(document, total.value, *gross_readings(document))
    if fits(document, said.value, expected, *([total.value - prepaid] if net_of_withheld else [])):
        return
    told = is_row(document) or (is_data(document) and (document.lines or document.taxes))
    less = abs(said.value) < abs(expected) and not told
    severity = Severity.WARNING if less else Severity.REVIEW
    yield _not_payable(severity, total.value, sum_of(withheld), prepaid, said.value)


def _not_payable(severity: Severity, total: Decimal, withheld: Decimal, prepaid: Decimal, said: Decimal) -> Finding:
    made = total - withheld - prepaid
    if not prepaid:
        return Finding.of(
            severity, "totals_mismatch.payable", "payable", total=total, withheld=withheld, made=made, said=said
        )
    return Finding.of(
        severity,
        "totals_mismatch.payable_prepaid",
        "payable",
        total=total,
        withheld=withheld,
        prepaid=prepaid,
        made=made,
        said=said,
    )
