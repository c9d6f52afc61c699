"""What is posted already is not posted again: by its file, its number, its movements, however many send it at once."""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.document import DocType, Document, Doubt, Party
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.store.statements import statement as statement_of
from asiento.tax_ids import VAT_PREFIXES, is_same_tax_id
from asiento.tenant import Tenant
from bookable import DAY, LOOK, MANY_INVOICES, ended, invoice, read, statement
from builders import delivered
from integration.conftest import FILE, PUBLISH, Publish

ItemRow = Callable[[ItemRef], Any]
Count = Callable[[str], int]


def test_the_same_file_is_posted_once(publish: Publish, item_row: ItemRow, count: Count) -> None:
    """The second names the first; another place in the file, or another file, is another posting."""
    receipts = (invoice(number=number, doc_type=DocType.RECEIPT) for number in ("1", "1", "2"))
    first, second, third = (
        publish(each, **FILE, sha256=of) for each, of in zip(receipts, ("aa", "aa", "bb"), strict=True)
    )

    assert ended(item_row(first)) == ("done", None)
    assert ended(item_row(second)) == ("duplicate", "duplicate.file")
    assert item_row(second).duplicate_of == first.item_id
    assert item_row(second).error["params"] == {"item": str(first.item_id)}
    assert ended(item_row(third)) == ("done", None)
    assert count("expenses") == 2


@pytest.mark.parametrize(
    ("document", "end"),
    [
        (invoice("f 2026 118"), ("duplicate", "duplicate.number")),
        (invoice(total="120.00"), ("review", "maybe_duplicate.number")),
        (invoice(issued_on=read(DAY + timedelta(days=365))), ("review", "maybe_duplicate.number")),
        (invoice(currency=read("USD")), ("review", "maybe_duplicate.number")),
        (invoice("F-2026/119"), ("done", None)),
        (invoice(doc_type=DocType.CREDIT_NOTE), ("done", None)),
        (invoice(supplier=Party(name=read("Talleres Uno"), tax_id=read("A58818501"))), ("done", None)),
        (invoice(supplier=Party(name=read("Papelería Sol"), tax_id=read("A58818501"))), LOOK),
        (invoice(supplier=Party(name=read("Papelería Sol"))), LOOK),
        (invoice(supplier=Party(tax_id=read("ITB12345674"))), ("duplicate", "duplicate.number")),
        (invoice("F-20/26118"), LOOK),
        (invoice("F-20/26118", total="120.00"), ("done", None)),
        (invoice("S/N"), ("done", None)),
        (invoice("F-2O26/ll8"), LOOK),
    ],
)
def test_an_invoice_is_known_by_its_supplier_number_and_type(
    document: Document, end: tuple[str, str | None], publish: Publish, item_row: ItemRow, count: Count
) -> None:
    """With the same date and total it is the same; with others a person says what is right."""
    first, second = publish(invoice()), publish(document)

    assert ended(item_row(first)) == ("done", None)
    assert ended(item_row(second)) == end
    assert item_row(second).duplicate_of == (None if end[0] == "done" else first.item_id)
    assert count("invoices") == (2 if end[0] == "done" else 1)


@pytest.mark.parametrize(
    "other", ["B12345674", "ITB12345674", "01234567890", "IT01234567890", "1710034065", "1710034065001"]
)
@pytest.mark.parametrize(
    "one", [*sorted(f"{prefix}123456789" for prefix in VAT_PREFIXES), "123456789", "1710034065001"]
)
def test_the_ledger_knows_whom_a_tax_id_names(one: str, other: str, database: Database) -> None:
    """As `is_same_tax_id` has it, which knows the same prefixes; it alone tells two before the same digits apart."""
    with database.transaction([]) as connection:
        asked = text("SELECT person(:one) = person(:other) AS same, person(:one) = person('123456789') AS plain")
        found = connection.execute(asked, {"one": one, "other": other}).one()

    assert (found.same, found.plain) == (is_same_tax_id(one, other), is_same_tax_id(one, "123456789"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GB123456789", "XI123456789", True),
        ("GB123456789", "GB 123 4567 89", True),
        ("ESB12345674", "B12345674", True),
        ("es-b12345674", "B12345674", True),
        ("EL123456789", "GR123456789", True),
        ("GB123456789", "GB123456780", False),
        ("X1234567L", "1234567L", False),
        ("G12345674", "12345674", False),
        ("1710034065001", "1710034065", True),
    ],
)
def test_an_invoice_is_known_by_each_spelling_of_a_tax_id(
    one: str, other: str, same: bool, publish: Publish, item_row: ItemRow
) -> None:
    """With the letters of a country and without, either of two; not with another digit or type."""
    first, second = (publish(invoice(supplier=Party(tax_id=read(tax_id)))) for tax_id in (one, other))

    assert ended(item_row(first)) == ("done", None)
    assert ended(item_row(second)) == (("duplicate", "duplicate.number") if same else ("done", None))
    assert is_same_tax_id(one, other) == same


def test_another_tenant_has_its_own(publish: Publish, other_tenant: Tenant, item_row: ItemRow, count: Count) -> None:
    """The same invoice of two tenants is posted for each."""
    publish(invoice(), **FILE, sha256="aa")
    theirs = publish(invoice(), of=other_tenant, **FILE, sha256="aa")

    assert ended(item_row(theirs)) == ("done", None)
    assert count("invoices") == 2


def test_rows_of_one_list_may_be_parts_of_one_invoice(
    put: Publish, services: Services, tenant: Tenant, item_row: ItemRow, admin: Engine
) -> None:
    """Other figures are another part; the same figures are for a person to look at."""
    rows = [put(tenant, invoice(total=total)) for total in ("121.00", "55.00", "55.00")]
    with admin.begin() as connection:
        batch = item_row(rows[0]).batch_id
        connection.execute(text("UPDATE asiento.items SET batch_id = :batch"), {"batch": batch})

    run_stage(PUBLISH, [delivered(ref) for ref in rows], services)

    ends = [ended(item_row(ref)) for ref in rows]
    assert ends == [("done", None), ("done", None), ("review", "maybe_duplicate.number")]


def test_movements_that_come_alone_are_others_than_those_of_their_list(
    put: Publish, services: Services, tenant: Tenant, item_row: ItemRow, admin: Engine
) -> None:
    """Two equal coffees of one list are two; the same list again waits for a person."""
    coffee = statement([(0, "-1.20", "BAR")], "ES1")
    mine, again = [put(tenant, coffee) for _ in range(2)], put(tenant, coffee)
    with admin.begin() as connection:
        connection.execute(
            text("UPDATE asiento.items SET batch_id = :batch WHERE id = :id"),
            {"batch": item_row(mine[0]).batch_id, "id": mine[1].item_id},
        )

    for ref in (*mine, again):
        run_stage(PUBLISH, [delivered(ref)], services)

    assert [ended(item_row(ref)) for ref in mine] == [("done", None)] * 2
    assert ended(item_row(again)) == ("review", "maybe_duplicate.row")


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, ("duplicate", "duplicate.number")),
        ({"issued_on": read(DAY + timedelta(days=1))}, LOOK),
        ({"number": None, "issued_on": read(DAY + timedelta(days=3))}, LOOK),
        ({"supplier": Party(name=read("PAPELERIA, SOL"))}, ("done", None)),
        ({"supplier": Party(name=read("PAPELERíA, SOL."))}, LOOK),
        ({"supplier": Party(tax_id=read("B12345674"))}, ("duplicate", "duplicate.number")),
        (
            {"doc_type": DocType.INVOICE, "supplier": Party(name=read("papelería sol"))},
            LOOK,
        ),
        ({"issued_on": read(DAY + timedelta(days=4))}, ("done", None)),
        ({"number": "T-2"}, ("done", None)),
        ({"total": "121.01"}, ("done", None)),
        ({"supplier": Party(name=read("Papelería Sol"), tax_id=read("A58818501"))}, LOOK),
        ({"supplier": Party(name=read("Papelería Sol"), tax_id=read("A58818501")), "number": None}, ("done", None)),
        ({"issued_on": None}, LOOK),
        ({"number": "T-0O2"}, ("done", None)),
        ({"number": "I-1"}, ("done", None)),
        ({"number": "T1"}, ("duplicate", "duplicate.number")),
        ({"number": "T-1", "total": "9.00"}, ("done", None)),
        ({"supplier": Party()}, ("done", None)),
        ({"currency": read("USD")}, ("done", None)),
    ],
)
def test_what_looks_the_same_is_for_a_person(
    changes: dict[str, Any], end: tuple[str, str | None], publish: Publish, item_row: ItemRow
) -> None:
    """A receipt photographed twice: supplier and total within three days, unless two numbers tell them apart."""
    fields: dict[str, Any] = {"number": "T-1", "doc_type": DocType.RECEIPT}
    first = publish(invoice(**fields), **FILE)
    second = publish(invoice(**(fields | changes)), **FILE)

    assert ended(item_row(second)) == end
    assert item_row(second).duplicate_of == (None if end[0] == "done" else first.item_id)


@pytest.mark.parametrize(
    ("decision", "document", "end"),
    [
        ("approve", invoice(total="121.05"), "done"),
        ("no_duplicate", invoice(total="121.05"), "done"),
        ("no_duplicate", invoice(), "done"),
        ("approve", invoice(), "duplicate"),
    ],
)
def test_a_person_has_the_last_word(
    decision: str,
    document: Document,
    end: str,
    client: ApiClient,
    publish: Publish,
    item_row: ItemRow,
    count: Count,
    go_on: Callable[[ItemRef], None],
) -> None:
    """No duplicate: posted though all is equal. Approved: posted where it only might be one."""
    publish(invoice())
    ref = publish(document)

    answer = client.patch(f"/items/{ref.item_id}", {"decision": decision})
    go_on(ref)

    assert answer.status == (200 if end == "done" else 409)
    assert item_row(ref).state == end
    assert count("invoices") == (2 if end == "done" else 1)


def test_an_approval_of_something_else_says_nothing_of_duplicates(
    client: ApiClient,
    put: Publish,
    publish: Publish,
    tenant: Tenant,
    item_row: ItemRow,
    go_on: Callable[[ItemRef], None],
) -> None:
    """It was given before the ledger was asked. What it is asked then is a question of its own."""
    doubted = replace(read("EUR"), doubt=Doubt.of("missing_record", record="CURDEF"))
    publish(invoice())
    ref = put(tenant, invoice(total="121.05", currency=doubted), stage="validate")

    go_on(ref)
    assert ended(item_row(ref))[1] == "missing_record"
    for question in ("missing_record", "maybe_duplicate"):
        assert question in {each["code"] for each in item_row(ref).findings}
        assert client.patch(f"/items/{ref.item_id}", {"decision": "approve"}).status == 200
        go_on(ref)

    assert item_row(ref).state == "done"


def test_only_what_may_be_a_duplicate_can_be_none(client: ApiClient, put: Publish, tenant: Tenant) -> None:
    """A word on a question that nobody asked would be forgotten, or kept for another."""
    ref = put(tenant, invoice(), stage="validate", state="review")

    assert client.patch(f"/items/{ref.item_id}", {"decision": "no_duplicate"}).status == 409


def test_the_same_in_one_delivery_is_posted_once(
    put: Publish, services: Services, tenant: Tenant, item_row: ItemRow, count: Count
) -> None:
    """What is saved first is posted, and found by the others."""
    refs = [put(tenant, invoice(number)) for number in ("A1", "A-1", "A2", "a 1")]

    run_stage(PUBLISH, [delivered(ref) for ref in refs], services)

    assert Counter(item_row(ref).state for ref in refs) == {"done": 2, "duplicate": 2}
    assert count("invoices") == 2


def test_documents_sent_twice_by_four_at_once_are_posted_once(
    put: Publish, services: Services, tenant: Tenant, item_row: ItemRow, count: Count
) -> None:
    """In any order, whoever comes first: each is posted, and each copy names the one that is."""
    refs = [put(tenant, invoice(f"F-{number}"), **FILE, sha256=f"{number:064}") for number in [*range(60), *range(60)]]
    random.Random(7).shuffle(refs)

    with ThreadPoolExecutor(4) as pool:
        for again in pool.map(lambda part: run_stage(PUBLISH, [*map(delivered, part)], services), parts(refs, 6)):
            assert again == []

    rows = [item_row(ref) for ref in refs]
    assert Counter(row.state for row in rows) == {"done": 60, "duplicate": 60}
    posted = {row.id: row.sha256 for row in rows if row.state == "done"}
    assert all(posted[row.duplicate_of] == row.sha256 for row in rows if row.state == "duplicate")
    assert count("invoices") == 60


def parts(refs: Sequence[ItemRef], size: int) -> list[Sequence[ItemRef]]:
    """Return *refs* in parts of *size*."""
    return [refs[start : start + size] for start in range(0, len(refs), size)]


def test_bills_are_found_by_indexes_whatever_the_role_may_see(
    database: Database, tenant: Tenant, publish: Publish, admin: Engine
) -> None:
    """Behind a policy neither a function of a column nor a number is looked up: each bill would be read each time."""
    outcome = {"tenant_id": str(tenant.id), "item_id": str(publish(invoice()).item_id), "postings": {"invoices": [{}]}}
    parameters = {"outcomes": json.dumps([outcome]), "stage": PUBLISH.name}
    with database.transaction([tenant.id]) as connection:
        connection.execute(text(MANY_INVOICES), {"tenant": tenant.id, "item": outcome["item_id"]})
    with admin.begin() as connection:
        connection.execute(text("ANALYZE asiento.invoices"))

    with database.transaction([tenant.id]) as connection:
        explained = text(f"EXPLAIN {statement_of('post_outcomes').text}")
        plan = connection.execute(explained, parameters).scalars().all()

    for looked_up in ("known_by", "total_key"):
        assert any("Index Cond" in line and f"({looked_up} = b" in line for line in plan), "\n".join(plan)


def test_an_upload_says_at_once_that_its_bytes_are_known(
    client: ApiClient, stranger: ApiClient, publish: Publish
) -> None:
    """If the client says their checksum; not to another tenant, and not of what failed."""
    digest, failed = "a" * 64, "b" * 64
    first = publish(invoice(), **FILE, sha256=digest)
    publish(invoice(number=None), **FILE, sha256=failed)
    files = [{"name": "1.pdf", "sha256": digest}, {"name": "2.pdf", "sha256": failed}, {"name": "3.pdf"}]

    def known_to(caller: ApiClient) -> list[str | None]:
        batch = caller.post("/batches").json["id"]
        answer = caller.post(f"/batches/{batch}/files", {"files": files}).json
        return [each["known_as"] for each in answer["files"]]

    assert known_to(client) == [str(first.item_id), None, None]
    assert known_to(stranger) == [None, None, None]


def test_a_duplicate_is_shown_counted_and_may_be_none(
    client: ApiClient, publish: Publish, services: Services, item_row: ItemRow, count: Count
) -> None:
    """It says which was posted before; approving it changes nothing, and what is no duplicate is posted."""
    first, second = publish(invoice(), **FILE, sha256="aa"), publish(invoice(), **FILE, sha256="aa")
    path = f"/items/{second.item_id}"

    shown = client.get(path).json
    assert (shown["status"], shown["duplicate_of"]) == ("duplicate", str(first.item_id))
    assert shown["error"]["message"].startswith("These same bytes were posted before")
    status = client.get(f"/batches/{shown['batch_id']}/status").json
    assert (status["duplicate"], status["finished"], status["by_status"]) == (1, 1, {"duplicate": 1})
    assert client.patch(path, {"decision": "approve"}).json["code"] == "not_waiting"

    answer = client.patch(path, {"decision": "no_duplicate"})
    assert (answer.status, answer.json["status"], answer.json["duplicate_of"]) == (200, "extracted", None)
    for stage in ("validate", "publish"):
        run_stage(STAGES[stage], [delivered(second)], services)
    assert item_row(second).state == "done"
    assert count("invoices") == 2
