"""The e-invoice and the paper of one purchase: one posting, the other kept with it, and nothing silently."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient
from asiento.document import DocType, Document, Doubt, Party
from asiento.model import ItemRef, Kind
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.store.statements import statement as statement_of
from asiento.tenant import Tenant
from bookable import MANY_INVOICES, ended, invoice, read
from builders import delivered
from integration.conftest import FILE, Publish

ItemRow = Callable[[ItemRef], Any]
Count = Callable[[str], int]
GoOn = Callable[[ItemRef], None]
XML, PHOTO = FILE | {"kind": Kind.XML}, FILE | {"kind": Kind.IMAGE}
JOINED = ("duplicate", "duplicate.joined")
UNLIKE = ("review", "unlike_posted")
BOUGHT = invoice(
    net=read(Decimal("100.00")), tax_total=read(Decimal("21.00")), supplier=Party(tax_id=read("A58818501"))
)
MISREAD = replace(BOUGHT, total=read(Decimal("127.00")))
DOUBTED = replace(BOUGHT, currency=replace(read("EUR"), doubt=Doubt.of("missing_record", record="CURDEF")))
"""What validation lets wait."""


@pytest.fixture
def waits(put: Publish, services: Services, tenant: Tenant) -> Callable[..., ItemRef]:
    """Put a paper that is validated, and waits for a person there unless it is posted already."""

    def put_paper(document: Document = DOUBTED, of: Tenant = tenant, **columns: Any) -> ItemRef:
        ref = put(of, document, stage="validate", **(PHOTO | columns))
        run_stage(STAGES["validate"], [delivered(ref)], services)
        return ref

    return put_paper


def decide(client: ApiClient, ref: ItemRef, decision: str, **said: Any) -> Answer:
    """Decide about an item."""
    return client.patch(f"/items/{ref.item_id}", {"decision": decision, **said})


def live(client: ApiClient) -> list[dict[str, Any]]:
    """Return the invoices that are posted and not reversed."""
    listed = client.get("/invoices").json["items"]
    gone = {row["reverses"] for row in listed}
    return [row for row in listed if row["reverses"] is None and row["id"] not in gone]


def is_evidence(client: ApiClient, ref: ItemRef, of: ItemRef) -> bool:
    """Return whether both items, and the one posting, say that one item is kept with the other."""
    (posted,) = live(client)
    lineage = client.get(f"/invoices/{posted['id']}").json["lineage"]
    ours, theirs = (client.get(f"/items/{each.item_id}").json for each in (ref, of))
    held = [{"item_id": str(ref.item_id), "status": ours["status"]}]
    shown = [
        [{name: each[name] for name in ("item_id", "status")} for each in holder["attachments"]]
        for holder in (theirs, lineage)
    ]
    return (
        ours["attached_to"] == str(of.item_id) == lineage["item_id"]
        and shown == [held, held]
        and theirs["attachment_count"] == lineage["attachment_count"] == 1
    )


@pytest.mark.parametrize(("first", "second"), [(XML, PHOTO), (PHOTO, XML), (PHOTO, PHOTO | {"kind": Kind.PDF})])
def test_the_second_of_one_purchase_is_attached(
    first: dict[str, Any], second: dict[str, Any], client: ApiClient, publish: Publish, item_row: ItemRow
) -> None:
    """In either order; it is posted once, and what the other lacks changes nothing."""
    posted, other = publish(BOUGHT, **first), publish(replace(BOUGHT, net=None), **second)

    assert ended(item_row(posted)) == ("done", None)
    assert ended(item_row(other)) == JOINED
    assert is_evidence(client, other, posted)
    answer = decide(client, other, "no_duplicate")
    assert (answer.json["status"], answer.json["attached_to"]) == ("extracted", None)
    assert decide(client, other, "undo").json["attached_to"] == str(posted.item_id)


@pytest.mark.parametrize(
    ("changes", "field", "stated", "posted"),
    [
        ({"total": read(Decimal("127.00"))}, "total", "EUR 121.00", "EUR 127.00"),
        ({"currency": read("USD")}, "currency", "EUR", "USD"),
        ({"tax_total": read(Decimal("12.00"))}, "tax_total", "21.00", "12.00"),
        ({"net": read(Decimal("109.00")), "tax_total": None}, "net", "100.00", "109.00"),
    ],
)
def test_an_e_invoice_that_says_otherwise_than_the_posted_paper_names_both(
    changes: dict[str, Any],
    field: str,
    stated: str,
    posted: str,
    client: ApiClient,
    publish: Publish,
    item_row: ItemRow,
    count: Count,
) -> None:
    """Whatever the tenant wants of what only may be a duplicate: posted twice it would be wrong, ended so silently."""
    for policy in ("off", "reject"):
        client.put("/settings", {"maybe_duplicate": policy})
    photo = publish(replace(BOUGHT, **changes), **PHOTO)
    e_invoice = publish(BOUGHT, **XML)

    assert ended(item_row(e_invoice)) == UNLIKE
    (finding,) = item_row(e_invoice).findings
    assert (finding["field"], finding["params"]) == (
        field,
        {"item": str(photo.item_id), "number": "F-2026/118", "stated": stated, "posted": posted},
    )
    assert count("invoices") == 1


def test_an_approved_e_invoice_takes_the_place_of_its_paper(
    client: ApiClient, publish: Publish, item_row: ItemRow
) -> None:
    """Posted, reversed and attached at once; the sum is that of the e-invoice, and both histories say it."""
    photo, e_invoice = publish(MISREAD, **PHOTO), publish(BOUGHT, **XML)

    answer = decide(client, e_invoice, "approve")

    assert (answer.status, answer.json["status"], answer.json["pipeline_enqueued"]) == (200, "published", False)
    (posted,) = live(client)
    assert (posted["total"], posted["item_id"]) == ("121.00", str(e_invoice.item_id))
    assert sum(Decimal(row["total"]) for row in client.get("/invoices").json["items"]) == Decimal("121.00")
    assert is_evidence(client, photo, e_invoice)
    acts = [
        {event["action"] for event in client.get(f"/items/{ref.item_id}/history").json["items"]}
        for ref in (e_invoice, photo)
    ]
    assert acts == [{"approve"}, {"void", "attach_to"}]
    assert decide(client, e_invoice, "approve").status == 409
    assert ended(item_row(publish(BOUGHT, **PHOTO))) == JOINED


def test_an_approved_paper_is_attached_to_its_e_invoice(
    client: ApiClient, publish: Publish, item_row: ItemRow, count: Count
) -> None:
    """Its figures are those that do not count."""
    e_invoice, photo = publish(BOUGHT, **XML), publish(MISREAD, **PHOTO)
    assert ended(item_row(photo)) == UNLIKE

    answer = decide(client, photo, "approve")

    assert (answer.status, answer.json["status"]) == (200, "duplicate")
    assert is_evidence(client, photo, e_invoice)
    assert count("invoices") == 1


@pytest.mark.parametrize(("decision", "postings"), [("attach_to", ["127.00"]), ("no_duplicate", ["121.00", "127.00"])])
def test_a_person_may_see_it_otherwise(
    decision: str, postings: list[str], client: ApiClient, publish: Publish, go_on: GoOn
) -> None:
    """What is posted stays as it is, or both are posted."""
    publish(MISREAD, **PHOTO)
    e_invoice = publish(BOUGHT, **XML)

    assert decide(client, e_invoice, decision).status == 200
    go_on(e_invoice)

    assert sorted(row["total"] for row in live(client)) == postings


def test_what_holds_an_e_invoice_besides_changes_nothing(
    client: ApiClient, publish: Publish, item_row: ItemRow, admin: Engine
) -> None:
    """Its paper stays posted if the e-invoice cannot be."""
    photo, e_invoice = publish(MISREAD, **PHOTO), publish(BOUGHT, **XML)
    with admin.begin() as connection:
        connection.execute(
            text("UPDATE asiento.items SET document = document - 'currency' WHERE id = :id"), {"id": e_invoice.item_id}
        )

    assert decide(client, e_invoice, "approve").status == 422

    (posted,) = live(client)
    assert posted["item_id"] == str(photo.item_id)
    assert ended(item_row(e_invoice)) == UNLIKE


def test_many_are_not_approved_beside_other_figures(client: ApiClient, publish: Publish, item_row: ItemRow) -> None:
    """Each needs a look at both."""
    publish(MISREAD, **PHOTO)
    e_invoice = publish(BOUGHT, **XML)

    answer = client.post("/review/decisions", {"decision": "approve", "ids": [str(e_invoice.item_id)]}).json

    assert (answer["decided"], [each["code"] for each in answer["skipped"]]) == (0, ["not_waiting"])
    assert ended(item_row(e_invoice)) == UNLIKE


@pytest.mark.parametrize("posted_first", [True, False])
def test_a_paper_that_waits_waits_for_nobody_once_it_is_posted(
    posted_first: bool, client: ApiClient, publish: Publish, waits: Callable[..., ItemRef], item_row: ItemRow
) -> None:
    """Attached when the e-invoice is posted, or when it would wait after that."""
    if posted_first:
        e_invoice, photo = publish(BOUGHT, **XML), waits()
    else:
        photo = waits()
        assert item_row(photo).state == "review"
        e_invoice = publish(BOUGHT, **XML)

    assert ended(item_row(photo)) == JOINED
    assert is_evidence(client, photo, e_invoice)


@pytest.mark.parametrize(
    ("document", "columns"),
    [
        (replace(DOUBTED, number=read("F-2026/119")), {}),
        (replace(DOUBTED, total=read(Decimal("127.00"))), {}),
        (replace(DOUBTED, issued_on=None), {}),
        (replace(DOUBTED, doc_type=DocType.CREDIT_NOTE), {}),
        (replace(DOUBTED, supplier=Party(tax_id=read("B85563666"))), {}),
        (DOUBTED, {"no_duplicate": True}),
        (DOUBTED, {"kind": Kind.XML}),
        (DOUBTED, {"kind": Kind.ROW, "row": "{}", "file_key": None}),
    ],
)
@pytest.mark.parametrize("posted_first", [True, False])
def test_what_is_not_surely_the_same_goes_on_waiting(
    document: Document,
    columns: dict[str, Any],
    posted_first: bool,
    publish: Publish,
    waits: Callable[..., ItemRef],
    item_row: ItemRow,
) -> None:
    """Another number, total, type or supplier, no date; an e-invoice and a row, which are no paper."""
    if posted_first:
        publish(BOUGHT, **XML)
    other = waits(document, **columns)
    if not posted_first:
        publish(BOUGHT, **XML)

    assert item_row(other).state in ("review", "failed")
    assert item_row(other).attached_to is None


def test_a_credit_note_on_paper_is_attached_whatever_its_sign(
    publish: Publish, waits: Callable[..., ItemRef], item_row: ItemRow
) -> None:
    """The ledger has it negative; paper often prints it positive."""
    note: dict[str, Any] = {"doc_type": DocType.CREDIT_NOTE, "net": None, "tax_total": None}
    papers = [waits(replace(DOUBTED, total=read(Decimal(total)), **note)) for total in ("121.00", "-121.00")]

    publish(replace(BOUGHT, **note), **XML)
    papers.append(waits(replace(DOUBTED, **note)))

    assert [ended(item_row(paper)) for paper in papers] == [JOINED] * 3


def test_of_another_tenant_nothing_is_attached(
    publish: Publish, waits: Callable[..., ItemRef], other_tenant: Tenant, item_row: ItemRow
) -> None:
    """Neither what waits there, nor what would."""
    before = waits(of=other_tenant)
    publish(BOUGHT, **XML)
    after = waits(of=other_tenant)

    assert [item_row(ref).state for ref in (before, after)] == ["review", "review"]


def test_what_a_person_is_just_deciding_about_is_found_when_it_is_posted(
    admin: Engine,
    client: ApiClient,
    publish: Publish,
    waits: Callable[..., ItemRef],
    item_row: ItemRow,
    go_on: GoOn,
) -> None:
    """The posting waits for nobody's decision."""
    photo = waits()
    with admin.begin() as connection:
        connection.execute(text("SELECT FROM asiento.items WHERE id = :id FOR UPDATE"), {"id": photo.item_id})
        publish(BOUGHT, **XML)
    assert item_row(photo).state == "review"

    decide(client, photo, "approve")
    go_on(photo)

    assert ended(item_row(photo)) == JOINED


def test_the_bytes_of_what_is_attached_are_known(
    client: ApiClient, stranger: ApiClient, publish: Publish, item_row: ItemRow
) -> None:
    """At the upload, and when they are posted though they are read otherwise now."""
    digest = "a" * 64
    publish(BOUGHT, **XML)
    photo = publish(BOUGHT, **PHOTO, sha256=digest)

    def known_to(caller: ApiClient) -> str | None:
        batch = caller.post("/batches").json["id"]
        answer = caller.post(f"/batches/{batch}/files", {"files": [{"name": "1.jpg", "sha256": digest}]})
        known: str | None = answer.json["files"][0]["known_as"]
        return known

    assert (known_to(client), known_to(stranger)) == (str(photo.item_id), None)
    again = publish(invoice("X-9", total="9.00"), **PHOTO, sha256=digest)
    assert ended(item_row(again)) == ("duplicate", "duplicate.file")


def test_what_waits_is_found_by_an_index_whatever_the_role_may_see(
    database: Database, tenant: Tenant, publish: Publish, admin: Engine
) -> None:
    """Among thousands that wait, and thousands that are posted."""
    item = publish(BOUGHT, **XML).item_id
    waiting = """
        INSERT INTO asiento.items (tenant_id, batch_id, position, name, stage, state, kind, file_key, known_by)
        SELECT tenant_id, batch_id, n, 'x', 'validate', 'review', 'image', 'x', 'A58818501 ' || n
        FROM asiento.items, generate_series(1, 3000) n WHERE id = :item
    """
    with database.transaction([tenant.id]) as connection:
        connection.execute(text(MANY_INVOICES), {"tenant": tenant.id, "item": item})
    with admin.begin() as connection:
        connection.execute(text(waiting), {"item": item})
        connection.execute(text("ANALYZE asiento.items"))
        connection.execute(text("ANALYZE asiento.invoices"))
    outcomes = f'[{{"tenant_id": "{tenant.id}", "item_id": "{item}", "postings": {{"invoices": [{{}}]}}}}]'

    for name, looked_up in (("post_outcomes", "(w.known_by = b"), ("save_outcomes", "(known_by = b")):
        with database.transaction([tenant.id]) as connection:
            explained = text(f"EXPLAIN {statement_of(name).text}")
            parameters = {"outcomes": outcomes, "stage": "publish"}
            plan = "\n".join(connection.execute(explained, parameters).scalars())
        assert "items_known_by" in plan or name == "save_outcomes", plan
        assert looked_up.replace("w.", "") in plan, plan
