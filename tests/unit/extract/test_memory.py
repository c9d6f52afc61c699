"""What a person corrected about a supplier: what is remembered of it, and when it is used again."""

from dataclasses import replace
from typing import Any

import pytest

from asiento.codec import to_json
from asiento.document import DocType, Document, Field, Party, Source
from asiento.extract import extract
from asiento.extract.memory import with_memory
from asiento.publish import publish
from asiento.tenant import Supplier
from builders import TENANT, DictFiles, make_item, make_tools
from papers import SUPPLIER_NIF, field, invoice, party, receipt
from readings import paper_item, sheet

BY_PERSON = Source.PERSON
KNOWN = Supplier(name="Cafés del Norte, S.L.", tax_id="A58818501", category="Hostelería", description="Desayunos")
PAGE = "EL RINCON DE PEPE\nC.I.F. A-58818501\nTOTAL 12,10"


def learned(document: Document) -> list[dict[str, Any]]:
    """Return what publishing *document* leaves in the supplier memory."""
    postings = publish(make_item(document=document), make_tools()).postings
    return [dict(posting.values) for posting in postings if posting.table == "supplier_memory"]


def remembered(document: Document, page: str, *known: Supplier) -> Document:
    """Return *document*, read from *page*, with what a tenant remembers of the suppliers that it *known*."""
    item = make_item(tenant=replace(TENANT, suppliers=known))
    return with_memory(item, document, sheet(page))


def said(value: Field[str] | None) -> tuple[str, float, Source] | None:
    """Return value, confidence and source of a field."""
    return (value.value, value.confidence, value.source) if value else None


def test_a_correction_is_remembered_under_the_tax_id() -> None:
    """With what a person set: an id and a description that were only read are of this document alone."""
    supplier = Party(name=field("Bar Sol", BY_PERSON), tax_id=field(SUPPLIER_NIF))

    assert learned(receipt(supplier=supplier, category=field("Dietas", BY_PERSON), description=field("Café"))) == [
        {
            "supplier": SUPPLIER_NIF,
            "seen_name": "Bar Sol",
            "seen_tax_id": SUPPLIER_NIF,
            "name": "Bar Sol",
            "tax_id": None,
            "category": "Dietas",
            "description": None,
        }
    ]


def test_without_a_tax_id_a_supplier_is_remembered_by_its_folded_name() -> None:
    """Case, accents and punctuation of the name make no other supplier."""
    supplier = Party(name=field("CAFÉS del Norte, S.L."))

    (row,) = learned(receipt(supplier=supplier, category=field("Dietas", BY_PERSON)))

    assert (row["supplier"], row["seen_name"], row["seen_tax_id"]) == ("cafes norte s l", "CAFÉS del Norte, S.L.", None)


def test_a_misread_name_is_not_remembered() -> None:
    """A person who corrected the category alone said nothing of the name and the id."""
    supplier = Party(name=field("RlNCON DE PEPE"), tax_id=field("A58818501"))

    (row,) = learned(receipt(supplier=supplier, category=field("Dietas", BY_PERSON)))

    assert (row["name"], row["tax_id"], row["category"]) == (None, None, "Dietas")
    again = remembered(receipt(supplier=Party(name=field("EL RINCON DE PEPE"))), PAGE, known_by(row))
    assert said(again.category) == ("Dietas", 0.95, Source.DERIVED)
    assert again.supplier == Party(name=field("EL RINCON DE PEPE"))


def test_a_corrected_id_is_filled_in_where_the_name_is_seen_again() -> None:
    """The name was only read, so it is what the supplier is known by, and never what a document gets."""
    supplier = Party(name=field("EL RINCON DE PEPE"), tax_id=field("A58818501", BY_PERSON))

    (row,) = learned(receipt(supplier=supplier))
    again = remembered(receipt(supplier=Party()), "EL RINCON DE PEPE\nTOTAL 12,10", known_by(row))

    assert said(again.supplier.tax_id) == ("A58818501", 0.85, Source.DERIVED)
    assert again.supplier.name is None


def known_by(row: dict[str, Any]) -> Supplier:
    """Return the supplier that a row of the memory holds."""
    return Supplier(**{name: value for name, value in row.items() if name != "supplier"})


@pytest.mark.parametrize(
    "document",
    [
        invoice(),
        receipt(category=field("Dietas", BY_PERSON), supplier=Party()),
        invoice(supplier=Party(name=field("Nosotros", BY_PERSON), tax_id=field(TENANT.tax_ids[0]))),
    ],
)
def test_nothing_is_learned(document: Document) -> None:
    """Not from what nobody corrected, nor of a supplier without a name, nor from a tenant's own invoices."""
    assert learned(document) == []


def test_a_supplier_is_known_again_by_its_tax_id() -> None:
    """Its name replaces what was read, what is missing is filled, and each says that it was not read here."""
    read = receipt(supplier=Party(name=field("EL RINCON DE PEPE")), category=None, description=None)

    document = remembered(read, PAGE, KNOWN)

    assert said(document.supplier.name) == (KNOWN.name, 0.95, Source.DERIVED)
    assert said(document.supplier.tax_id) == (KNOWN.tax_id, 0.95, Source.DERIVED)
    assert said(document.category) == ("Hostelería", 0.95, Source.DERIVED)
    assert said(document.description) == ("Desayunos", 0.95, Source.DERIVED)


def test_a_supplier_is_known_again_by_its_name() -> None:
    """With less confidence, for two companies may share one; a name that was read right keeps its place."""
    read = receipt(supplier=Party(name=field("CAFES DEL NORTE S.L.")), category=None)

    document = remembered(read, "CAFES DEL NORTE S.L.\nTOTAL 12,10", KNOWN)

    assert document.supplier.name == read.supplier.name
    assert said(document.supplier.tax_id) == (KNOWN.tax_id, 0.85, Source.DERIVED)
    assert said(document.category) == ("Hostelería", 0.85, Source.DERIVED)


def test_what_was_read_is_not_replaced_but_for_the_name() -> None:
    """A category and a description of this document stay."""
    read = receipt(category=field("Viajes"), description=field("Menú"))

    document = remembered(replace(read, supplier=Party()), PAGE, KNOWN)

    assert (document.category, document.description) == (field("Viajes"), field("Menú"))


@pytest.mark.parametrize(
    ("read", "page", "known"),
    [
        (receipt(supplier=Party()), "BAR SOL\nTOTAL 12,10", (KNOWN,)),
        (receipt(supplier=Party()), PAGE, ()),
        (receipt(supplier=party("B76543214")), PAGE, (KNOWN,)),
        (invoice(supplier=Party(), customer=party("A58818501")), PAGE, (KNOWN,)),
        (receipt(supplier=Party()), PAGE + "\nB76543214", (KNOWN, Supplier(name="Dos", tax_id="B76543214"))),
        (receipt(supplier=Party()), "BAR TOTAL 12,10", (Supplier(name="Bar"),)),
        (receipt(supplier=Party()), "CAFESDELNORTESL 12,10", (KNOWN,)),
    ],
    ids=["not there", "none known", "another's id", "the customer", "two of them", "short name", "part of a word"],
)
def test_what_does_not_fit_is_left_as_it_was_read(read: Document, page: str, known: tuple[Supplier, ...]) -> None:
    """Another supplier's document, the tenant's customer, or more than one candidate change nothing."""
    assert remembered(read, page, *known) == read


def test_extract_uses_the_memory_of_the_tenant() -> None:
    """The stage gives the remembered category to what it reads from a page."""
    files = DictFiles({"reading": to_json(sheet(PAGE))})
    item = paper_item(DocType.RECEIPT, content_key="reading", tenant=replace(TENANT, suppliers=(KNOWN,)))

    document = extract(item, make_tools(files)).document

    assert document is not None
    assert said(document.category) == ("Hostelería", 0.95, Source.DERIVED)
