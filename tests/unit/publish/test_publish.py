"""Postings: the columns of the schema and no others, values as they were read, nothing invented."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from asiento.document import Account, DocType, Document, Field, Line, Party, Payment, Tax
from asiento.errors import DocumentError
from asiento.model import Posting
from asiento.publish import NEEDED, publish
from builders import make_item, make_tools
from papers import OWN_NIF, SUPPLIER_NIF, amount, day, field, invoice, line, party, receipt, row, statement, tax
from places import MIGRATIONS

SCHEMA = MIGRATIONS / "versions" / "0001_first_schema.sql"
KEYS = {"tenant_id", "id", "item_id", "invoice_id", "line", "created_at"}
"""What the store adds."""

CREDIT_NOTE = DocType.CREDIT_NOTE


def postings_of(document: Document) -> tuple[Posting, ...]:
    """Return what publish makes of *document*."""
    return publish(make_item(document=document), make_tools()).postings


def values_of(document: Document) -> dict[str, Any]:
    """Return the values of its only posting."""
    (posting,) = postings_of(document)
    return dict(posting.values)


def columns(table: str) -> dict[str, str]:
    """Return the columns of *table* and their definitions, read from the migration."""
    found = re.search(rf"CREATE TABLE {table} \((.*?)\n\);", SCHEMA.read_text(), re.DOTALL)
    assert found
    rows = [words.split(maxsplit=1) for words in found[1].strip().splitlines()]
    return {name: rest for name, rest in rows if name.islower() and name not in KEYS}


FULL = invoice(
    due_on=day("2025-04-09"),
    description=field("Material"),
    lines=(
        Line(
            description=field("Tornillos"),
            quantity=amount("2"),
            unit_price=amount("50.00"),
            tax_rate=amount("21"),
            amount=amount("100.00"),
        ),
    ),
    withholdings=(tax("IRPF", "15", "100.00", "15.00"),),
    tax_total=amount("21.00"),
    payable=amount("106.00"),
    payment=Payment(method=field("transfer"), iban=field("ES9121000418450200051332")),
)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("expenses", values_of(receipt())),
        ("invoices", values_of(invoice())),
        ("invoice_lines", values_of(FULL)["lines"][0]),
        ("invoice_taxes", values_of(FULL)["taxes"][0]),
        ("bank_transactions", dict(postings_of(statement())[0].values)),
    ],
)
def test_the_keys_are_the_columns_of_the_schema(table: str, values: dict[str, Any]) -> None:
    """Every column is there, none that the table does not have."""
    parts = {"lines", "taxes"} if table == "invoices" else set()
    assert set(columns(table)) == set(values) - parts


@pytest.mark.parametrize("table", NEEDED)
def test_what_is_needed_is_what_the_schema_demands(table: str) -> None:
    """NOT NULL columns, but for those that publish itself fills."""
    demanded = {name for name, definition in columns(table).items() if "NOT NULL" in definition}
    assert demanded - {"direction", "doc_type"} == set(NEEDED[table])


TAX = {"base": "100.00"}


def test_an_invoice_is_one_row_with_its_lines_and_taxes() -> None:
    """All figures as printed, the withholding among the taxes."""
    assert postings_of(FULL) == (
        Posting(
            table="invoices",
            line=0,
            values={
                "direction": "received",
                "doc_type": "invoice",
                "number": "F-2025-17",
                "issued_on": "2025-03-10",
                "due_on": "2025-04-09",
                "supplier_name": "Suministros Ejemplo, S.A.",
                "supplier_tax_id": SUPPLIER_NIF,
                "customer_name": "Ferretería Ejemplo, S.L.",
                "customer_tax_id": OWN_NIF,
                "description": "Material",
                "currency": "EUR",
                "net": "100.00",
                "tax_total": "21.00",
                "withheld_total": "15.00",
                "total": "121.00",
                "payable": "106.00",
                "payment_method": "transfer",
                "iban": "ES9121000418450200051332",
                "lines": [
                    {
                        "position": 0,
                        "description": "Tornillos",
                        "quantity": "2",
                        "unit_price": "50.00",
                        "tax_rate": "21",
                        "amount": "100.00",
                    }
                ],
                "taxes": [
                    TAX | {"position": 0, "kind": "IVA", "rate": "21", "amount": "21.00", "withheld": False},
                    TAX | {"position": 1, "kind": "IRPF", "rate": "15", "amount": "15.00", "withheld": True},
                ],
            },
        ),
    )


def test_a_receipt_is_one_expense() -> None:
    """What the receipt does not say stays None: no category, no net, no name."""
    document = receipt(supplier=party(name=None), issued_on=None, tip=amount("1.00"))
    assert postings_of(document) == (
        Posting(
            table="expenses",
            line=0,
            values={
                "issued_on": None,
                "number": None,
                "supplier_name": None,
                "supplier_tax_id": None,
                "description": None,
                "category": None,
                "currency": "EUR",
                "net": None,
                "tax_total": None,
                "tip": "1.00",
                "total": "11.00",
                "payment_method": None,
            },
        ),
    )


def test_a_category_that_was_given_is_kept() -> None:
    """A category comes from the document, never from a guess."""
    assert values_of(receipt(category=field("travel")))["category"] == "travel"


def test_a_statement_is_one_row_a_transaction() -> None:
    """In the statement's order, each with its line."""
    postings = postings_of(statement())
    assert [(posting.table, posting.line) for posting in postings] == [
        ("bank_transactions", 0),
        ("bank_transactions", 1),
    ]
    assert postings[0].values == {
        "iban": "ES9121000418450200051332",
        "booked_on": "2025-03-01",
        "value_on": None,
        "amount": "-30.00",
        "balance": "70.00",
        "currency": "EUR",
        "description": None,
        "reference": None,
    }


@pytest.mark.parametrize(
    ("supplier", "direction"),
    [
        (party(OWN_NIF), "issued"),
        (party("ES-B12345674"), "issued"),
        (party(SUPPLIER_NIF), "received"),
        (party(), "received"),
    ],
)
def test_an_invoice_of_ours_is_issued(supplier: Party, direction: str) -> None:
    """The supplier's tax id tells the direction."""
    assert values_of(invoice(supplier=supplier))["direction"] == direction


@pytest.mark.parametrize(
    ("document", "field_name", "missing"),
    [
        (invoice(number=None), "number", "the number"),
        (invoice(issued_on=None), "issued_on", "the date"),
        (invoice(total=None), "total", "the total"),
        (receipt(currency=None), "currency", "the currency"),
        (statement(row("2025-03-01", "1.00"), currency=None), "currency", "the currency"),
    ],
)
def test_a_row_that_the_ledger_would_refuse_is_not_made(document: Document, field_name: str, missing: str) -> None:
    """Nothing is made up for a missing value."""
    assert any(field_name in needed for needed in NEEDED.values())
    with pytest.raises(DocumentError, match=f"incomplete_document: The ledger needs {missing}, which"):
        postings_of(document)


@pytest.mark.parametrize(
    ("document", "code"), [(None, "nothing_extracted"), (Document(doc_type=DocType.OTHER), "unsupported_document")]
)
def test_what_is_no_document_makes_no_posting(document: Document | None, code: str) -> None:
    """Without a document of a bookable type there is nothing to post."""
    with pytest.raises(DocumentError, match=code):
        publish(make_item(document=document), make_tools())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1E+3", "1000.00"),
        ("14.5", "14.50"),
        ("1E-7", "0.0000001"),
        ("100.00", "100.00"),
        ("-0.00", "0.00"),
        ("12345678901234.56", None),
    ],
)
def test_an_amount_is_a_plain_decimal(value: str, expected: str | None) -> None:
    """No exponent, no lost digit, no negative zero, two decimals at least."""
    assert values_of(receipt(total=field(Decimal(value))))["total"] == (expected or value)


@pytest.mark.parametrize(
    ("withholdings", "expected"),
    [
        ((), None),
        ((tax("IRPF", "15", "100.00", "15.00"), tax("IRPF", "1", "100.00", "1.00")), "16.00"),
        ((tax("IRPF", "15", "100.00", "15.00"), Tax(kind="IRPF")), None),
    ],
)
def test_the_withheld_total_is_the_sum_of_withholdings(withholdings: tuple[Tax, ...], expected: str | None) -> None:
    """An unknown part makes an unknown sum."""
    assert values_of(invoice(withholdings=withholdings))["withheld_total"] == expected


def credit_note(sign: str, **changes: Any) -> Document:
    """Return a credit note printed with this sign."""
    return invoice(
        doc_type=CREDIT_NOTE,
        lines=(line(f"{sign}120.00"), line(f"{'-' if sign == '' else ''}20.00")),
        taxes=(tax("IVA", "21", f"{sign}100.00", f"{sign}21.00"),),
        withholdings=(tax("IRPF", "15", f"{sign}100.00", f"{sign}15.00"),),
        net=amount(f"{sign}100.00"),
        total=amount(f"{sign}121.00"),
        payable=amount(f"{sign}106.00"),
        **changes,
    )


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_credit_note_posts_negative_however_it_is_printed(sign: str) -> None:
    """Printed positive or negative, the ledger has the same row; a line of the other sign keeps its meaning."""
    values = values_of(credit_note(sign))
    sums = ("net", "withheld_total", "total", "payable")
    assert [values[name] for name in sums] == ["-100.00", "-15.00", "-121.00", "-106.00"]
    assert [found["amount"] for found in values["lines"]] == ["-120.00", "20.00"]
    assert [(found["base"], found["amount"]) for found in values["taxes"]] == [
        ("-100.00", "-21.00"),
        ("-100.00", "-15.00"),
    ]


def test_bases_and_amounts_of_taxes_turn_apart() -> None:
    """Some notes print the base without its sign."""
    mixed = invoice(doc_type=CREDIT_NOTE, total=amount("-121.00"), taxes=(tax("IVA", "21", "100.00", "-21.00"),))
    assert [(found["base"], found["amount"]) for found in values_of(mixed)["taxes"]] == [("-100.00", "-21.00")]


def test_a_group_of_lines_turns_by_its_sum() -> None:
    """Cents turn as thousands do; lines that come to nothing keep their signs."""
    cents = invoice(doc_type=CREDIT_NOTE, lines=(line("0.60"), line("-0.10")))
    nothing = invoice(doc_type=CREDIT_NOTE, lines=(line("20.00"), line("-20.00")))

    assert [found["amount"] for found in values_of(cents)["lines"]] == ["-0.60", "0.10"]
    assert [found["amount"] for found in values_of(nothing)["lines"]] == ["20.00", "-20.00"]


def test_a_credit_note_with_a_missing_figure_keeps_it_missing() -> None:
    """Turning signs invents nothing."""
    values = values_of(invoice(doc_type=CREDIT_NOTE, net=None, lines=(Line(),), taxes=(Tax(kind="IVA"),)))
    assert (values["net"], values["lines"][0]["amount"], values["taxes"][0]["base"]) == (None, None, None)


@pytest.mark.parametrize("document", [receipt(), FULL, statement(), statement(account=Account())])
def test_values_are_ready_for_json(document: Document) -> None:
    """What is posted survives JSON, and no provenance leaks into the ledger."""
    postings = [posting.values for posting in postings_of(document)]

    assert json.loads(json.dumps(postings)) == postings
    assert [value for values in postings for value in values.values() if isinstance(value, Field)] == []


def test_posting_twice_gives_the_same() -> None:
    """The stage is pure: a second run makes the same postings."""
    item = make_item(document=FULL)
    once = publish(item, make_tools())
    assert publish(once, make_tools()).postings == once.postings


@pytest.mark.parametrize(
    ("total", "payable", "posted"),
    [
        ("106.00", None, ("121.00", "106.00")),
        ("106.00", "56.00", ("121.00", "56.00")),  # of which 50 were paid before
        ("121.00", "106.00", ("121.00", "106.00")),
        ("121.00", None, ("121.00", None)),
        ("130.00", None, ("130.00", None)),
    ],
)
def test_m25_the_total_is_the_one_before_withholdings(
    total: str, payable: str | None, posted: tuple[str, str | None]
) -> None:
    """M25: `InvoiceTotal` of Facturae is after them, that of UBL before: in the ledger it is one thing."""
    document = invoice(
        net=amount("100.00"),
        taxes=(tax("IVA", "21", "100.00", "21.00"),),
        tax_total=None,
        withholdings=(tax("IRPF", "15", "100.00", "15.00"),),
        total=amount(total),
        payable=amount(payable) if payable else None,
    )

    assert tuple(values_of(document)[name] for name in ("total", "payable")) == posted


def test_m25_a_note_with_negative_figures_has_a_gross_total() -> None:
    """M25: what is withheld of it has either sign."""
    for withheld in ("15.00", "-15.00"):
        document = invoice(
            doc_type=CREDIT_NOTE,
            net=amount("-100.00"),
            taxes=(tax("IVA", "21", "-100.00", "-21.00"),),
            tax_total=None,
            withholdings=(tax("IRPF", "15", "-100.00", withheld),),
            total=amount("-106.00"),
            payable=None,
        )

        assert values_of(document)["total"] == "-121.00"
