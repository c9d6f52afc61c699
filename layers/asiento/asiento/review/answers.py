"""What a person answers when a table asks how it writes its amounts and dates."""

from collections.abc import Mapping
from dataclasses import replace

from asiento.errors import RequestError
from asiento.reading.dialect import Decimals
from asiento.reading.writing import DATE_ORDER, DECIMAL, Writing
from asiento.review.written import Said

MARKS: Mapping[str, Decimals] = {",": ",", ".": "."}
ORDERS: Mapping[str, Writing] = {
    "day_first": Writing(day_first=True),
    "month_first": Writing(day_first=False),
    "year_first": Writing(year_first=True),
}


def answered(writing: Writing, fields: Mapping[str, Said]) -> Writing:
    """Return *writing* with the answers in *fields*: `decimal`, `,` or `.`, and `date_order`, one of `ORDERS`.

    The year comes first only where it has two digits. Raises `RequestError` 422: `unknown_field`, `invalid_value`.
    """
    for name, value in fields.items():
        if name == DECIMAL:
            writing = replace(writing, decimal=_one_of(MARKS, name, value))
        elif name == DATE_ORDER:
            said = _one_of(ORDERS, name, value)
            writing = replace(writing, day_first=said.day_first, year_first=said.year_first)
        else:
            raise RequestError(422, "unknown_field.table", field=name, fields=(DECIMAL, DATE_ORDER))
    return writing


def _one_of[T](known: Mapping[str, T], name: str, value: Said) -> T:
    if not isinstance(value, str) or value not in known:
        raise RequestError(422, "invalid_value.choice", field=name, path=name, choices=list(known))
    return known[value]
