"""What is posted is voided and corrected by rows of its own: none is changed, and the sums are right."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.document import DocType, Document, Line, Party, Tax
from asiento.erase.rows import TenantRows, erase_rows
from asiento.errors import RequestError
from asiento.intake.services import ApiServices
from asiento.model import ItemRef
from asiento.review import postings
from asiento.review.postings import Change
from asiento.tenant import Tenant
from bookable import DAY, LOOK, MOVEMENT, ended, invoice, read, statement
from integration.conftest import FILE, Publish

ItemRow = Callable[[ItemRef], Any]
BECAUSE = {"reason": "Sent by mistake."}
OTHERS = Party(name=read("Papelería Sol"), tax_id=read("A58818501"))
RECEIPT = invoice(number="T-1", doc_type=DocType.RECEIPT, supplier=OTHERS)
BOUGHT = invoice(
    supplier=OTHERS,
    net=read(Decimal(100)),
    tax_total=read(Decimal(21)),
    lines=(Line(quantity=read(Decimal(2)), unit_price=read(Decimal(50)), amount=read(Decimal(100))),),
    taxes=(Tax(kind="IVA", rate=read(Decimal(21)), base=read(Decimal(100)), amount=read(Decimal(21))),),
)
MOVEMENTS = statement([(0, "-1.20", "BAR"), (1, "-3.00", "TAXI")], "ES1")
PATHS = {"expenses": RECEIPT, "invoices": BOUGHT, "bank-transactions": MOVEMENTS}
AMOUNTS = {"expenses": "total", "invoices": "total", "bank-transactions": "amount"}
ALL = pytest.mark.parametrize("path", PATHS)


def rows(client: ApiClient, path: str) -> Sequence[dict[str, Any]]:
    """Return the rows of a list of the ledger."""
    listed: list[dict[str, Any]] = client.get(f"/{path}").json["items"]
    return listed


def total(client: ApiClient, path: str) -> Decimal:
    """Return the sum of a list of the ledger."""
    return sum((Decimal(row[AMOUNTS[path]]) for row in rows(client, path)), Decimal(0))


def void(client: ApiClient, path: str, row: dict[str, Any]) -> Answer:
    """Void a row."""
    return client.post(f"/{path}/{row['id']}/void", BECAUSE)


def correct(client: ApiClient, path: str, row: dict[str, Any], **said: Any) -> Answer:
    """Correct a row; *said* are the fields, and `approve` and `no_duplicate`."""
    flags = {name: said.pop(name) for name in ("approve", "no_duplicate") if name in said}
    fields = {name.replace("__", "."): value for name, value in said.items()}
    return client.post(f"/{path}/{row['id']}/correct", BECAUSE | {"fields": fields} | flags)


@ALL
def test_a_row_is_voided_by_one_that_takes_it_back(client: ApiClient, publish: Publish, path: str) -> None:
    """It says which, who and why; both are listed, and add to nothing."""
    publish(PATHS[path])
    before = rows(client, path)

    made = void(client, path, before[0])

    assert made.status == 201, made.text
    first, *others, reversal = rows(client, path)
    assert first == before[0] | {"reversed_by": reversal["id"]}
    assert others == before[1:]
    assert made.json["id"] == reversal["id"]
    assert (reversal["reverses"], reversal["line"], reversal["item_id"]) == (first["id"], 0, first["item_id"])
    assert (reversal["posted_by"], reversal["reason"]) == (client.authorizer["key_id"], BECAUSE["reason"])
    assert reversal["created_at"] > first["created_at"]
    assert Decimal(reversal[AMOUNTS[path]]) == -Decimal(first[AMOUNTS[path]])
    told = {"id", "created_at", "reverses", "reversed_by", "posted_by", "reason", "balance", AMOUNTS[path]}
    summed = {"net", "tax_total", "lines", "taxes"}
    assert {n: v for n, v in reversal.items() if n not in told | summed} == {
        n: v for n, v in first.items() if n not in told | summed
    }


def test_the_parts_of_an_invoice_are_taken_back_too(client: ApiClient, publish: Publish) -> None:
    """What adds up is negated, quantities as well; prices and rates stay."""
    publish(BOUGHT)

    reversal = void(client, "invoices", rows(client, "invoices")[0]).json

    assert (reversal["net"], reversal["tax_total"], reversal["total"]) == ("-100.00", "-21.00", "-121.00")
    line, tax = reversal["lines"][0], reversal["taxes"][0]
    assert (line["quantity"], line["unit_price"], line["amount"]) == ("-2", "50", "-100.00")
    assert (tax["rate"], tax["base"], tax["amount"]) == ("21", "-100.00", "-21.00")


@ALL
def test_a_row_is_voided_once_and_a_reversal_never(
    client: ApiClient, api_services: ApiServices, tenant: Tenant, publish: Publish, path: str
) -> None:
    """Of several at once one does; the others are told which row did."""
    publish(PATHS[path])
    row, key = rows(client, path)[0], UUID(client.authorizer["key_id"])
    table = path.replace("-", "_")
    change = Change(tenant_id=tenant.id, table=table, row_id=UUID(row["id"]), by=key, reason="x")

    def voided(_: int) -> str:
        try:
            return str(postings.void(api_services, change))
        except RequestError as refused:
            return refused.said.name

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(voided, range(4)))

    reversal = rows(client, path)[-1]
    assert told == sorted([reversal["id"], *["not_reversible.reversed"] * 3])
    for answer in (void(client, path, row), correct(client, path, row, description="x")):
        assert problem_of(answer) == (409, "not_reversible", None)
        assert reversal["id"] in answer.json["detail"]
    assert problem_of(void(client, path, reversal)) == (409, "not_reversible", None)
    assert row["id"] in void(client, path, reversal).json["detail"]


@pytest.mark.parametrize("document", [RECEIPT, BOUGHT])
def test_a_voided_bill_may_be_posted_again(
    document: Document, client: ApiClient, publish: Publish, item_row: ItemRow
) -> None:
    """By its bytes, its number and its look it is known no more; the one that is posted then is."""
    path = "expenses" if document is RECEIPT else "invoices"
    sent: dict[str, Any] = FILE | {"sha256": "a" * 64}
    batch = client.post("/batches").json["id"]

    def known_as() -> str | None:
        asked = {"files": [{"name": "a.pdf", "sha256": sent["sha256"]}]}
        known: str | None = client.post(f"/batches/{batch}/files", asked).json["files"][0]["known_as"]
        return known

    for _ in range(2):
        first = publish(document, **sent)
        assert known_as() == str(first.item_id)
        assert ended(item_row(first)) == ("done", None)
        assert ended(item_row(publish(document, **sent))) == ("duplicate", "duplicate.file")
        assert ended(item_row(publish(document, **FILE))) == ("duplicate", "duplicate.number")
        misread = read(document.number.value.replace("1", "l")) if document.number else None
        assert ended(item_row(publish(replace(document, number=misread), **FILE))) == LOOK
        assert void(client, path, rows(client, path)[-1]).status == 201
        assert known_as() is None

    assert total(client, path) == 0


@pytest.mark.parametrize("sent", [{}, {"sha256": "a" * 64}])
def test_a_movement_that_a_person_removed_does_not_come_back(
    sent: dict[str, str], client: ApiClient, publish: Publish, item_row: ItemRow
) -> None:
    """Not with the same file, nor with one that overlaps it. Its reversal is no movement of the account."""
    publish(MOVEMENTS, **sent)
    assert void(client, "bank-transactions", rows(client, "bank-transactions")[0]).status == 201
    assert total(client, "bank-transactions") == Decimal("-3.00")

    assert item_row(publish(MOVEMENTS, **sent)).state == "duplicate"
    again = publish(statement([(0, "-1.20", "BAR"), (1, "-3.00", "TAXI"), (2, "5.00", "X")], "ES1"))
    assert item_row(again).state == "done"
    assert ended(item_row(publish(statement([(0, "1.20", "BAR")], "ES1")))) == ("done", None)
    assert total(client, "bank-transactions") == Decimal("3.20")


@pytest.mark.parametrize("said", [("2026-03-03",), ("2026-03-03", "2026-03-04")])
def test_a_corrected_movement_is_known_once(
    said: Sequence[str], client: ApiClient, publish: Publish, item_row: ItemRow
) -> None:
    """However often it was corrected: an equal one of the same day is another."""
    publish(statement([(0, "-1.20", "BAR")], "ES1"))
    row = rows(client, "bank-transactions")[0]
    for day in said:
        row = correct(client, "bank-transactions", row, value_on=day).json["corrected"]

    again = publish(statement([(0, "-1.20", "BAR"), (0, "-1.20", "BAR")], "ES1"))

    assert item_row(again).state == "done"
    assert total(client, "bank-transactions") == Decimal("-2.40")


@pytest.mark.parametrize(
    ("window", "posted"),
    [
        ([(0, "-1.20", "BAR")], []),
        ([(1, "-1.20", "BAR")], []),
        ([(0, "-1.20", "BAR"), (1, "-1.20", "BAR")], [(0, "-1.20")]),
        ([(0, "-1.20", "BAR"), (0, "-1.20", "BAR")], [(0, "-1.20")]),
        ([(1, "-1.20", "BAR"), (1, "-1.20", "BAR")], [(1, "-1.20")]),
        ([(0, "-1.20", "BAR"), (0, "-1.20", "BAR"), (1, "-1.20", "BAR")], [(0, "-1.20"), (0, "-1.20")]),
        ([(0, "-3.00", "TAXI"), (1, "-1.20", "BAR")], [(0, "-3.00")]),
    ],
)
def test_a_movement_that_is_of_another_day_answers_for_one_row(
    window: list[tuple[int, str, str]], posted: list[tuple[int, str]], client: ApiClient, publish: Publish
) -> None:
    """As its file had it, or as a person said; where a statement has both, the other one is another movement."""
    publish(statement([(0, "-1.20", "BAR")], "ES1"))
    correct(client, "bank-transactions", rows(client, "bank-transactions")[0], booked_on=day_after(1))
    before = len(rows(client, "bank-transactions"))

    publish(statement(window, "ES1"))

    new = rows(client, "bank-transactions")[before:]
    assert [(row["booked_on"], row["amount"]) for row in new] == [(day_after(day), amount) for day, amount in posted]


def day_after(after: int) -> str:
    """Return the day so many days after the first."""
    return (DAY + timedelta(days=after)).isoformat()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moved=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), MOVEMENT), min_size=1, max_size=3),
    others=st.lists(st.tuples(st.integers(0, 3), MOVEMENT), max_size=6),
    bank_moves=st.booleans(),
    data=st.data(),
)
def test_overlapping_statements_post_exactly_the_list_though_some_of_it_is_corrected(
    moved: list[tuple[int, int, tuple[str, str]]],
    others: list[tuple[int, tuple[str, str]]],
    bank_moves: bool,
    data: st.DataObject,
    client: ApiClient,
    publish: Publish,
    item_row: ItemRow,
    admin: Engine,
) -> None:
    """One file has movements on other days, which people put right; the bank goes on to say so, or says what is right.

    It may wait only where one was moved to the day of an equal one that was moved too, or of one with another text.
    """
    iban = f"N{uuid4().int}"
    filed = [(day, *words) for day, _, words in moved]
    right = [(day, *words) for _, day, words in moved]
    publish(statement(filed, iban))
    for row, before, after in zip(counting(admin, iban), filed, right, strict=True):
        if before != after:
            assert correct(client, "bank-transactions", row, booked_on=day_after(after[0])).status == 201
    made = [after for before, after in zip(filed, right, strict=True) if before != after]
    said = [before for before, after in zip(filed, right, strict=True) if before != after]
    # What the bank says of a day is one or the other: where it says what was filed, no other is what was made of one.
    more = [(day, *words) for day, words in others if bank_moves or (day, *words) not in right]
    whole = (right if bank_moves else filed) + more
    clear = set(made).isdisjoint(said) and not any(
        one[:2] == other[:2] and one != other for one in made for other in whole
    )
    sent = Counter(right if bank_moves else filed)
    for first, last in data.draw(st.lists(st.sampled_from(EVERY if bank_moves else WINDOWS), min_size=1, max_size=3)):
        window = [row for row in whole if first <= row[0] <= last]
        if not window:
            continue
        state = item_row(publish(statement(data.draw(st.permutations(window)), iban))).state
        assert state in {"done", "duplicate"} or not clear
        if state != "review":
            sent |= Counter(window)

    really = Counter(right) + (sent - Counter(right if bank_moves else filed))
    assert Counter((row["day"], row["amount"], row["description"]) for row in counting(admin, iban)) == really


EVERY, WINDOWS = [(0, 3)], [(0, 3), (0, 1), (1, 2), (2, 3), (1, 1)]
"""First and last days of statements. With both days of each that moved nobody can take one for the other."""


def counting(admin: Engine, iban: str) -> list[dict[str, Any]]:
    """Return the movements of an account that are not reversed, by the lines of their files; `day`: after the first."""
    query = text("""
        SELECT id::text, booked_on - CAST(:first AS date) AS day, amount::text, description
        FROM asiento.bank_transactions b WHERE iban = :iban AND reverses IS NULL
          AND NOT EXISTS (SELECT FROM asiento.bank_transactions r WHERE r.reverses = b.id)
        ORDER BY line
    """)
    with admin.connect() as connection:
        return [dict(row) for row in connection.execute(query, {"iban": iban, "first": DAY}).mappings()]


@pytest.mark.parametrize(
    ("path", "fields", "shown"),
    [
        ("expenses", {"total": "12.10"}, {"total": "12.10"}),
        ("expenses", {"total": 12.1}, {"total": "12.10"}),
        (
            "expenses",
            {"supplier__name": "Bar", "category": "meals"},
            {"supplier": {"name": "Bar", "tax_id": "A58818501"}},
        ),
        ("invoices", {"number": "F-2026/119", "due_on": "2026-12-31"}, {"number": "F-2026/119", "total": "121.00"}),
        ("bank-transactions", {"amount": "-2.10"}, {"amount": "-2.10", "description": "BAR"}),
        ("bank-transactions", {"description": "Café"}, {"amount": "-1.20", "description": "Café", "iban": "ES1"}),
    ],
)
def test_a_row_is_corrected_by_two_others(
    path: str, fields: dict[str, str], shown: dict[str, str], client: ApiClient, publish: Publish, admin: Engine
) -> None:
    """One takes it back, one stands in its place and says so. The row itself stays, byte for byte."""
    publish(PATHS[path])
    table = f"asiento.{path.replace('-', '_')}"
    row, *others = rows(client, path)
    before, stored = total(client, path), stored_rows(admin, table)

    answer = correct(client, path, row, **fields)

    assert answer.status == 201, answer.text
    reversal, corrected = answer.json["reversal"], answer.json["corrected"]
    listed = rows(client, path)
    assert [each["id"] for each in listed[-2:]] == [reversal["id"], corrected["id"]]
    assert listed[1:-2] == others
    assert (reversal["reverses"], corrected["corrects"], corrected["reverses"]) == (row["id"], row["id"], None)
    assert (corrected["line"], corrected["posted_by"]) == (0, client.authorizer["key_id"])
    assert {name: corrected[name] for name in shown} == shown
    changed = Decimal(corrected[AMOUNTS[path]]) - Decimal(row[AMOUNTS[path]])
    assert total(client, path) == before + changed
    assert stored_rows(admin, table)[: len(stored)] == stored
    sources = {column: field["source"] for column, field in corrected["lineage"]["fields"].items()}
    column = next(iter(fields)).replace("__", ".")
    assert (sources[column], sources["currency"]) == ("person", "xml")
    assert client.get(f"/items/{row['item_id']}").json["status"] == "published"


@pytest.mark.parametrize(("path", "before"), [("expenses", ""), ("bank-transactions", "transactions.0.")])
def test_who_voided_and_corrected_is_written_down(client: ApiClient, publish: Publish, path: str, before: str) -> None:
    """In the history of the item, with what was before and after."""
    publish(PATHS[path])
    row = rows(client, path)[0]
    assert correct(client, path, row, description="Cena").status == 201
    _, reversal, corrected = [each for each in rows(client, path) if each["line"] == 0]
    void(client, path, corrected)

    voided, changed = client.get(f"/items/{row['item_id']}/history").json["items"]

    assert (voided["action"], changed["action"]) == ("void", "correct")
    assert {each["by"]["key_id"] for each in (voided, changed)} == {client.authorizer["key_id"]}
    assert voided["changes"]["row"]["after"] == corrected["id"]
    after = {name: change["after"] for name, change in changed["changes"].items()}
    assert after == {
        f"{before}description": "Cena",
        "row": row["id"],
        "reason": BECAUSE["reason"],
        "reversal": reversal["id"],
        "correction": corrected["id"],
    }
    assert changed["changes"][f"{before}description"]["before"] == row["description"]


def stored_rows(admin: Engine, table: str) -> list[str]:
    """Return all rows of a table, the oldest first."""
    with admin.connect() as connection:
        query = text(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY place")
        return list(connection.execute(query).scalars())


@ALL
def test_what_is_corrected_is_corrected_and_voided_as_well(client: ApiClient, publish: Publish, path: str) -> None:
    """Each correction takes the place of the one before; in the end nothing is left, and all of it is listed."""
    publish(PATHS[path])
    row, *others = rows(client, path)
    left = sum((Decimal(other[AMOUNTS[path]]) for other in others), Decimal(0))

    for amount in ("-7.00", "-8.00") if path == "bank-transactions" else ("7.00", "8.00"):
        column = "payable" if path == "invoices" else AMOUNTS[path]
        answer = correct(client, path, row, approve=True, **{column: amount})
        assert answer.status == 201, answer.text
        row = answer.json["corrected"]
        assert (row[column], row["line"]) == (amount, 0)
    assert void(client, path, row).status == 201

    assert total(client, path) == left
    assert len(rows(client, path)) == 6 + len(others)


@pytest.mark.parametrize(
    ("path", "said", "status", "field", "approved"),
    [
        ("invoices", {"total": "131.00"}, 422, "total", 422),
        ("invoices", {"supplier__tax_id": "B12345675"}, 422, "supplier.tax_id", 422),
        ("invoices", {"supplier__tax_id": None}, 409, "supplier.tax_id", 201),
        ("invoices", {"number": None}, 422, "number", 422),
        ("invoices", {"doc_type": "receipt"}, 422, "fields", 422),
        ("expenses", {"total": "-12.00"}, 409, "total", 201),
        ("bank-transactions", {"currency": "XXY"}, 409, "transactions.0.currency", 201),
    ],
)
def test_what_validation_holds_is_not_corrected(
    path: str,
    said: dict[str, str | None],
    status: int,
    field: str,
    approved: int,
    client: ApiClient,
    publish: Publish,
    admin: Engine,
) -> None:
    """An error never; what a person must look at once it is approved. All is as before, and the answer names it."""
    ref = publish(PATHS[path])
    row, before = rows(client, path)[0], (stored_rows(admin, "asiento.items"), rows(client, path))

    answer = correct(client, path, row, **said)

    assert (answer.status, answer.json["field"]) == (status, field), answer.text
    assert answer.json["detail"].endswith(".")
    assert (stored_rows(admin, "asiento.items"), rows(client, path)) == before
    assert correct(client, path, row, approve=True, **said).status == approved
    assert client.get(f"/items/{ref.item_id}").json["status"] == "published"


def test_a_correction_is_no_way_around_the_search_for_duplicates(
    client: ApiClient, publish: Publish, item_row: ItemRow
) -> None:
    """What would be another item's posting is held, until a person says that it is none."""
    other = publish(BOUGHT)
    publish(replace(BOUGHT, number=read("F-2")))
    row = rows(client, "invoices")[1]

    held = correct(client, "invoices", row, number="F-2026/118")

    assert problem_of(held) == (409, "correction_held", "fields")
    assert str(other.item_id) in held.json["detail"]
    assert len(rows(client, "invoices")) == 2
    assert correct(client, "invoices", row, number="F-2026/118", no_duplicate=True).status == 201
    assert total(client, "invoices") == 242
    assert ended(item_row(publish(replace(BOUGHT, number=read("F-2"), total=read(Decimal(9)))))) == ("done", None)


def test_a_corrected_number_is_what_the_ledger_knows(client: ApiClient, publish: Publish, item_row: ItemRow) -> None:
    """And the bytes: the item is posted still."""
    publish(BOUGHT, **FILE, sha256="a" * 64)
    assert correct(client, "invoices", rows(client, "invoices")[0], number="F-9").status == 201

    assert ended(item_row(publish(replace(BOUGHT, number=read("F-9"))))) == ("duplicate", "duplicate.number")
    assert ended(item_row(publish(BOUGHT, **FILE, sha256="a" * 64))) == ("duplicate", "duplicate.file")


def test_without_its_document_a_row_is_voided_but_not_corrected(
    client: ApiClient, publish: Publish, admin: Engine
) -> None:
    """After its time the document is gone; the row has all that takes it back."""
    publish(RECEIPT)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET document = NULL"))
    row = rows(client, "expenses")[0]

    assert problem_of(correct(client, "expenses", row, total="1.00")) == (409, "batch_expired", "batch_id")
    shown = client.get(f"/expenses/{row['id']}").json
    assert shown["lineage"]["fields"] == {}
    assert void(client, "expenses", row).status == 201


def test_a_row_says_where_it_comes_from(client: ApiClient, publish: Publish) -> None:
    """The item, its file, and of each column the path, the source and the place."""
    movements = replace(MOVEMENTS.transactions[1], currency=read("USD"))
    found = replace(RECEIPT, total=replace(read(Decimal(121)), page=2, box=(0.1, 0.2, 0.3, 0.4)))
    item = publish(found, **FILE, name="bar.jpg", sha256="b" * 64)
    publish(replace(MOVEMENTS, transactions=(MOVEMENTS.transactions[0], movements)))
    expense, (_, transaction) = rows(client, "expenses")[0], rows(client, "bank-transactions")

    shown = client.get(f"/expenses/{expense['id']}").json
    moved = client.get(f"/bank-transactions/{transaction['id']}").json["lineage"]["fields"]

    assert shown.items() >= expense.items()
    lineage = shown["lineage"]
    file = {"item_id": str(item.item_id), "name": "bar.jpg", "media_type": None, "sha256": "b" * 64}
    assert (lineage["item_id"], lineage["name"], lineage["file"]) == (str(item.item_id), "bar.jpg", file)
    assert lineage["fields"]["total"] == {
        "path": "total",
        "source": "xml",
        "confidence": 1.0,
        "page": 2,
        "box": [0.1, 0.2, 0.3, 0.4],
    }
    assert lineage["fields"]["supplier.tax_id"]["path"] == "supplier.tax_id"
    assert "category" not in lineage["fields"]
    assert moved["amount"]["path"] == "transactions.1.amount"
    assert (moved["currency"]["path"], moved["iban"]["path"]) == ("transactions.1.currency", "account.iban")


def test_rows_that_refer_to_each_other_are_erased(
    client: ApiClient, publish: Publish, admin: Engine, tenant: Tenant, count: Callable[[str], int]
) -> None:
    """A correction of a correction goes before what it corrects."""
    publish(RECEIPT)
    row = rows(client, "expenses")[0]
    for name in ("Bar Uno", "Bar Dos"):
        row = correct(client, "expenses", row, supplier__name=name).json["corrected"]
    assert count("expenses") == 5

    erase_rows(TenantRows(engine=admin, tenant_id=tenant.id, at_once=2))

    assert count("expenses") == 0


@ALL
def test_an_entry_that_is_not_there_is_named(
    client: ApiClient, stranger: ApiClient, publish: Publish, path: str
) -> None:
    """Another tenant's neither."""
    publish(PATHS[path])
    row = rows(client, path)[0]
    code = f"{path.replace('-', '_').removesuffix('s')}_not_found"

    assert problem_of(void(stranger, path, row))[:2] == (404, code)
    assert problem_of(correct(stranger, path, row, description="x"))[:2] == (404, code)
