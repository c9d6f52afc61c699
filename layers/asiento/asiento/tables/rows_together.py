"""What the rows of one file say against each other: totals that stand on several lines, and signs that they share."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from asiento.document import DocType, Doubt
from asiento.lexicon.folding import bare_words
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Writing
from asiento.tables.columns import columns_of
from asiento.tables.line_totals import sums_in_rows
from asiento.tables.meanings import Meaning
from asiento.tables.numbers import number
from asiento.tables.other_types import has_other_types
from asiento.tables.row_reading import flat_row
from asiento.tables.row_type import row_doc_type

REPEATED = Doubt.of("repeated_total")
SIGNED = Doubt.of("may_be_income.signed")
MANY = Decimal("0.3")
"""Share of negative amounts above which a list is no list of expenses with a refund."""


def writings_together(rows: Sequence[Mapping[str, Any]], writing: Writing, country: str) -> list[Writing]:
    """Return the *writing* of each of the JSON *rows* that came together, with what the others say against it."""
    rows = [dict(flat_row(row)) for row in rows]
    sums, doubts = sums_in_rows(rows, writing, country), doubts_among(rows, writing, country)
    writing = replace(writing, other_types=has_other_types(rows))
    return [replace(writing, sums_up=at in sums, doubts=(*writing.doubts, *doubts[at])) for at in range(len(rows))]


def doubts_among(rows: Sequence[Mapping[str, Any]], writing: Writing, country: str) -> list[tuple[Doubt, ...]]:
    """Return the doubts of each of *rows*, which came in one file, by the others."""
    dialect, _ = writing.readings(country)
    places = [columns_of(list(row)) for row in rows]
    keys = [_key(row, columns) for row, columns in zip(rows, places, strict=True)]
    received = _received(rows, [_total(row, columns, dialect) for row, columns in zip(rows, places, strict=True)])
    counts = Counter(key for key in keys if key)
    return [tuple(_doubts(repeated=counts[key] > 1, income=at in received)) for at, key in enumerate(keys)]


def _doubts(*, repeated: bool, income: bool) -> Iterator[Doubt]:
    if repeated:
        yield REPEATED
    if income:
        yield SIGNED


def _key(row: Mapping[str, Any], columns: Mapping[Meaning, int]) -> tuple[str, ...]:
    """Return date, number, supplier and total of *row* as it has them; empty if it has no number or no total."""
    values = list(row.values())
    date, number_, total = (
        _text(values, columns, meaning) for meaning in (Meaning.DATE, Meaning.NUMBER, Meaning.TOTAL)
    )
    supplier = _text(values, columns, Meaning.SUPPLIER) or _text(values, columns, Meaning.SUPPLIER_TAX_ID)
    total = total or _text(values, columns, Meaning.AMOUNT)
    return (date, number_, supplier, total) if number_ and total.strip("0., ") else ()


def _text(values: Sequence[Any], columns: Mapping[Meaning, int], meaning: Meaning) -> str:
    said = values[columns[meaning]] if meaning in columns else None
    return "" if said is None or isinstance(said, Mapping | list) else bare_words(str(said)) or str(said)


def _total(row: Mapping[str, Any], columns: Mapping[Meaning, int], dialect: Dialect) -> Decimal | None:
    values = list(row.values())
    found = (number(values[columns[one]], dialect) for one in (Meaning.TOTAL, Meaning.AMOUNT) if one in columns)
    return next((total for total in found if total is not None), None)


def _received(rows: Sequence[Mapping[str, Any]], totals: Sequence[Decimal | None]) -> set[int]:
    """Return the places of the *rows* that may be income: where a good part is negative, as in an export of an account.

    Only expenses and invoices count: movements and credit notes may well be negative.
    """
    if not any(total is not None and total < 0 for total in totals):
        return set()
    bought = {at: total for at, total in enumerate(totals) if total is not None and _is_purchase(rows[at])}
    if sum(total < 0 for total in bought.values()) <= MANY * len(bought):
        return set()
    return {at for at, total in bought.items() if total > 0}


def _is_purchase(row: Mapping[str, Any]) -> bool:
    return row_doc_type(row).doc_type in (DocType.RECEIPT, DocType.INVOICE)
