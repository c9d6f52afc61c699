"""The parameters by which the lists of the ledger are filtered and ordered."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query

from asiento.api.review_models import Amount, OfSupplier, Text
from asiento.errors import RequestError
from asiento.store.ledger import Filters, Order

Number = Annotated[Text | None, Query(description="Only with this number, as it is shown.")]
TaxId = Annotated[
    Text | None,
    Query(description="Only of the supplier with this tax id; capitals, spaces, dots and hyphens do not count."),
]
Supplier = Annotated[OfSupplier | None, Query()]
Currency = Annotated[
    str | None, Query(pattern="^[A-Z]{3}$", description="Only in this currency, by ISO 4217.", examples=["EUR"])
]
TotalFrom = Annotated[Amount | None, Query(description="Only with this total, or a larger one.")]
TotalTo = Annotated[Amount | None, Query(description="Only with this total, or a smaller one.")]
AmountFrom = Annotated[Amount | None, Query(description="Only with this amount, or a larger one.")]
AmountTo = Annotated[Amount | None, Query(description="Only with this amount, or a smaller one.")]
BillText = Annotated[
    Text | None,
    Query(description="Only with this in the number, a party, the description or category; capitals do not count."),
]
BankText = Annotated[
    Text | None, Query(description="Only with this in the description or reference; capitals do not count.")
]

_ORDER = (
    "By which value the rows stand, the smallest first, or with a minus the largest; equal ones as they were posted. A "
    "cursor goes with the order of its page. Rows without a date or supplier count as the smallest."
)
BillOrder = Annotated[
    Literal[
        "created_at", "-created_at", "issued_on", "-issued_on", "total", "-total", "supplier.name", "-supplier.name"
    ],
    Query(description=_ORDER),
]
BankOrder = Annotated[
    Literal["created_at", "-created_at", "booked_on", "-booked_on", "amount", "-amount"], Query(description=_ORDER)
]


def order_of(said: str) -> Order:
    """Return the order that *said* names."""
    return Order(by=said.removeprefix("-"), descending=said.startswith("-"))


def filters_of(amount: str, *, amount_from: str | None = None, amount_to: str | None = None, **said: Any) -> Filters:
    """Return the filters that were *said*. Raises `RequestError` 422 `reversed_range`, of dates or of the *amount*."""
    check_range("from", "to", said.get("since"), said.get("until"))
    least, most = amounts_between(amount, amount_from, amount_to)
    return Filters(amount_from=least, amount_to=most, **said)


def amounts_between(name: str, first: str | None, last: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of a range of amounts. Raises `RequestError` 422 `reversed_range`."""
    least, most = (None if each is None else Decimal(each) for each in (first, last))
    check_range(f"{name}_from", f"{name}_to", least, most)
    return least, most


def check_range(first: str, last: str, least: Any, most: Any) -> None:
    """Raise `RequestError` 422 `reversed_range` if *least* is more than *most*, the values of two parameters."""
    if least is not None and most is not None and least > most:
        raise RequestError(422, "reversed_range", field=first, first=first, last=last)
