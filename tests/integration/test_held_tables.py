"""A table that leaves open how it writes: its rows wait, a person says it once, and each is posted once."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.model import ItemRef
from asiento.pipeline import PIPELINE, STAGES
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue

TABLE = b"Fecha;Proveedor;Total\n2026-03-05;Bar Sol;15\n2026-03-06;Bar Luna;1.234\n2026-03-07;Bar Mar;2.501\n"
STATEMENT = b"Fecha;Concepto;Importe;Saldo\n05/03/2026;CAFE;-1,20;98,80\n06/03/2026;NOMINA;900,00;998,80\n"


@pytest.fixture
def send(
    services: Services, put_item: Callable[..., ItemRef], tenant: Tenant, queue: ListQueue
) -> Callable[[bytes], UUID]:
    """Send a file through the pipeline as far as it goes by itself; return the id of its item."""

    def through(data: bytes) -> UUID:
        services.tools.files.write("file", data)
        item = put_item(tenant, name="gastos.csv", file_key="file", row=None)
        run_stage(STAGES["preprocess"], [delivered(item)], services)
        drain(services, queue, tenant)
        return item.item_id

    return through


def drain(services: Services, queue: ListQueue, tenant: Tenant) -> None:
    """Run what is sent until nothing is."""
    while queue.sent:
        sent, queue.sent[:] = list(queue.sent), []
        for stage in PIPELINE:
            items = [item_id for name, item_id in sent if name == stage.name]
            if items:
                run_stage(stage, [delivered(ItemRef(tenant.id, item_id)) for item_id in items], services)


@pytest.fixture
def run(services: Services, queue: ListQueue, tenant: Tenant) -> Callable[[], None]:
    """Run what the API sent."""
    return lambda: drain(services, queue, tenant)


@pytest.fixture
def posted(admin: Engine) -> Callable[[], list[tuple[str, str]]]:
    """Return day and total of all expenses."""

    def rows() -> list[tuple[str, str]]:
        with admin.connect() as connection:
            query = text("SELECT issued_on, total FROM asiento.expenses ORDER BY issued_on")
            return [(str(day), str(total)) for day, total in connection.execute(query)]

    return rows


def test_the_rows_that_are_sure_are_posted_and_the_others_wait(
    client: ApiClient, send: Callable[[bytes], UUID], posted: Callable[[], Any]
) -> None:
    """The file waits for a person with one question, which names both readings."""
    item = client.get(f"/items/{send(TABLE)}").json

    assert (item["status"], [finding["code"] for finding in item["findings"]]) == ("needs_review", ["open_decimals"])
    assert "1,234 or 1.234" in item["findings"][0]["message"]
    assert posted() == [("2026-03-05", "15.00")]


@pytest.mark.parametrize(
    ("body", "totals"),
    [
        ({"decision": "approve"}, ["15.00", "1234.00", "2501.00"]),
        ({"fields": {"decimal": ","}}, ["15.00", "1234.00", "2501.00"]),
    ],
)
def test_an_answer_lets_them_go_each_once(
    client: ApiClient,
    run: Callable[[], None],
    send: Callable[[bytes], UUID],
    posted: Callable[[], Any],
    body: dict[str, Any],
    totals: list[str],
) -> None:
    """An approval takes the usual reading; those that were posted before are not posted again."""
    item_id = send(TABLE)

    answer = client.patch(f"/items/{item_id}", body)
    run()

    assert answer.status == 200, answer.text
    assert [total for _, total in posted()] == totals
    assert client.get(f"/items/{item_id}").json["findings"] == []


def test_the_other_reading_is_held_for_its_decimals(
    client: ApiClient, run: Callable[[], None], send: Callable[[bytes], UUID], posted: Callable[[], Any]
) -> None:
    """A point makes euros of three decimals, which wait by themselves: an answer approves nothing that comes later."""
    item_id = send(TABLE)

    client.patch(f"/items/{item_id}", {"fields": {"decimal": "."}, "decision": "approve"})
    run()

    assert posted() == [("2026-03-05", "15.00")]
    batch = client.get(f"/items/{item_id}").json["batch_id"]
    assert client.get(f"/batches/{batch}/status").json["by_status"] == {
        "published": 1,
        "needs_review": 2,
        "split": 1,
    }


def test_a_bad_answer_is_refused(client: ApiClient, send: Callable[[bytes], UUID], subtests: pytest.Subtests) -> None:
    """It names the field and what to send."""
    item_id = send(TABLE)

    for fields, expected in (
        ({"decimal": ";"}, (422, "invalid_value", "decimal")),
        ({"date_order": None}, (422, "invalid_value", "date_order")),
        ({"total": "1.00"}, (422, "unknown_field", "total")),
    ):
        with subtests.test(fields=fields):
            assert problem_of(client.patch(f"/items/{item_id}", {"fields": fields})) == expected


def test_an_answer_to_another_question_asks_again(
    client: ApiClient, run: Callable[[], None], send: Callable[[bytes], UUID]
) -> None:
    """What it leaves open still waits."""
    item_id = send(TABLE)

    client.patch(f"/items/{item_id}", {"fields": {"date_order": "day_first"}})
    run()

    assert client.get(f"/items/{item_id}").json["status"] == "needs_review"


def test_a_rejected_table_posts_no_more(client: ApiClient, send: Callable[[bytes], UUID]) -> None:
    """As any item that waits."""
    item_id = send(TABLE)

    assert client.patch(f"/items/{item_id}", {"decision": "reject"}).json["status"] == "rejected"


def test_a_statement_is_read_as_it_was_answered(
    client: ApiClient, run: Callable[[], None], admin: Engine, send: Callable[[bytes], UUID]
) -> None:
    """Its days are those of the order that a person named."""
    item_id = send(STATEMENT)
    assert client.get(f"/items/{item_id}").json["findings"][0]["field"] == "date_order"

    client.patch(f"/items/{item_id}", {"fields": {"date_order": "month_first"}})
    run()

    with admin.connect() as connection:
        days = connection.execute(text("SELECT booked_on FROM asiento.bank_transactions ORDER BY line")).scalars()
        assert [str(day) for day in days] == ["2026-05-03", "2026-06-03"]


def test_a_saved_mapping_answers_for_all_later_tables(
    client: ApiClient, send: Callable[[bytes], UUID], posted: Callable[[], Any]
) -> None:
    """The preview shows what is open; with the mapping nothing is, in a file as in rows."""
    columns = {"Fecha": "issued_on", "Proveedor": "supplier.name", "Total": "total"}
    rows = [{"Fecha": "2026-03-06", "Proveedor": "Bar Luna", "Total": "1.234"}]
    (table,) = client.post("/previews", {"rows": rows}).json["tables"]
    assert (table["decimal"], table["date_order"]) == (None, None)

    saved = client.put(
        f"/column-mappings/{table['fingerprint']}",
        {"name": "Gastos", "columns": columns, "written": {"decimal": ","}},
    )
    send(TABLE)

    assert saved.json["written"] == {"decimal": ",", "date_order": None, "signed": None}
    assert [total for _, total in posted()] == ["15.00", "1234.00", "2501.00"]
    (shown,) = client.post("/previews", {"rows": rows}).json["items"]
    assert shown["expected"] == "published"
    assert [one["code"] for one in shown["findings"]] == ["assumed_currency"]


CARD = b"Transaction date,Text,Amount\n13/03/2026,A,45.00\n14/03/2026,B,-20.00\n15/03/2026,C,12.00\n16/03/2026,D,1.00\n"


def test_a_saved_mapping_turns_the_signs_of_a_card(client: ApiClient, send: Callable[[bytes], UUID]) -> None:
    """Its export waits with both readings once: of later ones the mapping says what a minus is."""
    waiting = client.get(f"/items/{send(CARD)}").json
    columns = {"Transaction date": "booked_on", "Text": "description", "Amount": "amount"}
    (table,) = client.post("/previews", {"rows": [dict.fromkeys(columns, "1")]}).json["tables"]

    saved = client.put(
        f"/column-mappings/{table['fingerprint']}",
        {"name": "Card", "columns": columns, "written": {"decimal": ".", "date_order": "day_first", "signed": False}},
    )
    send(CARD.replace(b"2026", b"2025"))

    assert [finding["code"] for finding in waiting["findings"]] == ["unsigned_amounts"]
    assert saved.json["written"]["signed"] is False
    rows = client.get("/bank-transactions").json["items"]
    assert sorted(row["amount"] for row in rows) == ["-1.00", "-12.00", "-45.00", "20.00"]


def test_rows_of_one_request_are_decided_together(
    client: ApiClient, run: Callable[[], None], batch: str, posted: Callable[[], Any]
) -> None:
    """What one row shows holds for all; what none shows waits row by row, with both readings."""
    sure = [{"date": "2026-03-05", "supplier": "Bar", "total": total} for total in ("12,50", "1.234")]
    unsure = [{"date": "2026-03-06", "supplier": "Bar", "total": total} for total in ("15", "1.234")]
    for rows in (sure, unsure):
        items = client.post(f"/batches/{batch}/ingest", {"rows": rows}).json["items"]
    run()

    assert sorted(total for _, total in posted()) == ["12.50", "1234.00", "15.00"]
    held = client.get(f"/items/{items[1]}").json
    assert (held["status"], held["findings"][0]["code"]) == ("needs_review", "two_readings")
    client.patch(f"/items/{items[1]}", {"fields": {"total": "1.23"}})
    run()
    assert ("2026-03-06", "1.23") in posted()


def test_a_preview_of_a_file_shows_its_questions(client: ApiClient, api_services: Any, batch: str) -> None:
    """All rows are shown as they would be read, those that wait with the question; the evidence stands by the table."""
    (upload,) = client.post(f"/batches/{batch}/files", {"files": [{"name": "gastos.csv"}]}).json["files"]
    api_services.files.write(upload["key"], TABLE)

    shown = client.post("/previews", {"key": upload["key"]}).json

    assert shown["total"] == 3
    assert [item["expected"] for item in shown["items"]] == ["published", "needs_review", "needs_review"]
    assert [finding["code"] for finding in shown["findings"]] == ["open_decimals"]
    api_services.files.write(upload["key"], TABLE.replace(b"15", b"15,20"))
    (table,) = client.post("/previews", {"key": upload["key"]}).json["tables"]
    assert (table["decimal"], table["decimal_by"]) == (",", "'15,20' in row 2")
    assert json.dumps(table)
