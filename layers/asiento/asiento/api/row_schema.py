"""What a row of JSON may hold, as the OpenAPI document tells it. What is read of a row is for `tables/` to say.

No type is demanded: a row with a value that nobody can read is taken in, and its item says why it failed.
"""

from typing import Any

from asiento.document import DocType

Schema = dict[str, Any]

ROW: Schema = {"doc_type": "receipt", "issued_on": "2026-03-05", "supplier": {"name": "Bar Sol"}, "total": "12.10"}
"""An example."""


def _text(description: str, **more: Any) -> Schema:
    return {"description": description, **more}


def _amount(description: str) -> Schema:
    return _text(description, examples=["12.10", 12.1, "12,10"])


def _day(description: str) -> Schema:
    return _text(description, examples=["2026-03-05", "05/03/2026"])


def _object(description: str, /, **properties: Schema) -> Schema:
    return {"description": description, "properties": properties}


def _list(description: str, /, **properties: Schema) -> Schema:
    return {"description": description, "items": _object("One of them.", **properties)}


def _party(description: str) -> Schema:
    return _object(
        description,
        name=_text("Its name."),
        tax_id=_text("Its tax id."),
        country=_text("By ISO 3166-1."),
        address=_text("Its address."),
    )


_TAX = {
    "kind": _text("Such as IVA, IGIC, IRPF."),
    "rate": _amount("In percent."),
    "base": _amount("What it is counted from."),
    "amount": _amount("The tax."),
}

PROPERTIES: Schema = {
    "doc_type": _text(
        f"What it is: {', '.join(each for each in DocType if each is not DocType.OTHER)}. Words of people, such as "
        "`gasto`, are understood as well; without one the other fields tell.",
        examples=["receipt"],
    ),
    "number": _text("Of the invoice or receipt."),
    "issued_on": _day("The date of the document."),
    "due_on": _day("Until when it is to be paid."),
    "supplier": _party("Who issued it."),
    "customer": _party("To whom it is addressed."),
    "description": _text("What was bought, or what the bank says."),
    "category": _text("Of an expense."),
    "currency": _text("By ISO 4217; without one that of your books.", examples=["EUR"]),
    "lines": _list(
        "The lines of an invoice.",
        description=_text("What it is."),
        quantity=_amount("How many."),
        unit_price=_amount("Of one."),
        tax_rate=_amount("In percent."),
        amount=_amount("Without tax."),
    ),
    "taxes": _list("One of each kind and rate.", **_TAX),
    "withholdings": _list("What is withheld, as positive amounts.", **_TAX),
    "net": _amount("Before taxes."),
    "tax_rate": _amount("In percent, where there is one tax."),
    "tax_total": _amount("All taxes."),
    "withheld_total": _amount("All that is withheld."),
    "tip": _amount("The tip."),
    "total": _amount("With taxes."),
    "payable": _amount("What is left to pay after what is withheld."),
    "payment": _object("How it is paid.", method=_text("Such as `card`."), iban=_text("To which account.")),
    "booked_on": _day("Of a bank transaction: the day on which it was booked."),
    "value_on": _day("Of a bank transaction: its value date."),
    "amount": _amount("Of a bank transaction: money in is positive."),
    "balance": _amount("Of a bank transaction: the balance after it."),
    "reference": _text("Of a bank transaction: the bank's own number."),
    "iban": _text("Of a bank transaction: the account."),
}
"""The names of the document, which rows share with it. Other titles that tables have are understood as well."""

SCHEMA: Schema = {
    "type": "object",
    "description": "An expense, invoice or bank transaction. The names are those of the document, in objects as there "
    "or with a dot (`supplier.name`); other titles that tables have, in any of their languages, are understood too.",
    "properties": PROPERTIES,
    "additionalProperties": True,
    "examples": [ROW],
}
