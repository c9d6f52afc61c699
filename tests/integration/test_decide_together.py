"""Decisions about many items at once: counted, made, and made once."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.api import ApiServices
from asiento.model import ItemRef
from asiento.review.decisions import Decision
from asiento.review.together import Wanted, decide_together
from asiento.tenant import Tenant
from doubles import ListQueue
from sent_statements import statements_sent

PutItem = Callable[..., ItemRef]
PATH = "/review/decisions"


def finding(code: str, severity: str = "review") -> dict[str, Any]:
    """Return a finding as an item keeps it."""
    return {"code": code, "variant": None, "severity": severity, "field": "total", "params": {}}


def document(total: str = "12.10", currency: str | None = "EUR", name: str = "Bar Sol") -> dict[str, Any]:
    """Return a document."""
    said = {"issued_on": "2026-03-05", "total": total, "currency": currency}
    fields = {key: {"value": value, "confidence": 0.9, "source": "ocr"} for key, value in said.items() if value}
    return {
        "doc_type": "receipt",
        **fields,
        "supplier": {"name": {"value": name, "confidence": 0.9, "source": "ocr"}},
    }


@pytest.fixture
def waits(put_item: PutItem, tenant: Tenant) -> Callable[..., str]:
    """Put an item that waits, and return its id."""

    def put(*codes: str, of: Tenant = tenant, said: dict[str, Any] | None = None, **columns: Any) -> str:
        waiting = {
            "stage": "validate",
            "state": "review",
            "document": json.dumps(said or document()),
            "findings": json.dumps([finding(code) for code in codes or ("zero_total",)]),
        }
        return str(put_item(of, **(waiting | columns)).item_id)

    return put


def decide(client: ApiClient, decision: str, **body: Any) -> Answer:
    """Decide about many."""
    return client.post(PATH, {"decision": decision, **body})


def digest(client: ApiClient, decision: str, **chosen: Any) -> str:
    """Return the digest of a dry run."""
    said: str = decide(client, decision, dry_run=True, **chosen).json["digest"]
    return said


def decide_counted(client: ApiClient, decision: str, chosen: dict[str, Any]) -> Answer:
    """Decide about what a filter chooses, as a dry run has counted it."""
    return decide(client, decision, filter=chosen, digest=digest(client, decision, filter=chosen))


def status(client: ApiClient, item: str) -> str:
    """Return how an item stands."""
    word: str = client.get(f"/items/{item}").json["status"]
    return word


def test_a_dry_run_counts_items_codes_money_and_doubts(
    client: ApiClient, waits: Callable[..., str], queue: ListQueue
) -> None:
    """Of those that the filter chooses; warnings ask nobody. Nothing is written."""
    item = waits("zero_total", "missing_supplier", wrong_fields=0.25)
    waits("zero_total", said=document("100.00", "USD"), wrong_fields=1.125)
    waits("zero_total", said=document("-2.10"), wrong_fields=0)
    waits("zero_total", said=document("1.00", None))
    waits("maybe_duplicate")

    done = decide(client, "approve", filter={"code": "zero_total"}, dry_run=True).json

    assert (done["concerned"], done["decided"], done["remaining"]) == (4, 0, 0)
    assert done["by_code"] == {"zero_total": 4, "missing_supplier": 1}
    assert done["totals"] == {"EUR": "10.00", "USD": "100.00", "XXX": "1.00"}
    assert done["expected_wrong_fields"] == 1.375
    assert (status(client, item), queue.sent, client.get("/history").json["items"]) == ("needs_review", [], [])


@pytest.mark.parametrize(
    ("decision", "word", "approved", "no_duplicate", "other"),
    [
        ("approve", "extracted", True, False, False),
        ("reject", "rejected", False, False, True),
        ("no_duplicate", "extracted", False, True, False),
    ],
)
def test_all_of_a_filter_are_decided_about_as_one_would_be(
    client: ApiClient,
    waits: Callable[..., str],
    queue: ListQueue,
    admin: Engine,
    decision: str,
    word: str,
    approved: bool,
    no_duplicate: bool,
    other: bool,
) -> None:
    """Row for row what PATCH makes of one; each has it in its history, and what does not end is on its way."""
    many, alone = [waits("maybe_duplicate", duplicate_of=uuid4()) for _ in range(3)], waits(duplicate_of=uuid4())

    answer = decide_counted(client, decision, {"code": "maybe_duplicate"})
    client.patch(f"/items/{alone}", {"decision": decision})

    assert (answer.status, answer.json["decided"], answer.json["remaining"]) == (200, 3, 0)
    assert answer.json["pipeline_enqueued"] == (decision != "reject")
    assert sorted(str(item) for _, item in queue.sent) == ([] if decision == "reject" else sorted([*many, alone]))
    assert {status(client, item) for item in many} == {word}
    columns = "stage, state, accepted IS NOT NULL AS approved, no_duplicate, duplicate_of IS NOT NULL AS other, attempt"
    with admin.connect() as connection:
        query = text(f"SELECT {columns} FROM asiento.items WHERE id = ANY (CAST(:ids AS uuid[]))")
        (became,) = set(connection.execute(query, {"ids": [UUID(item) for item in (*many, alone)]}).all())
    assert (became.approved, became.no_duplicate, became.other) == (approved, no_duplicate, other)
    for item in (*many, alone):
        (event,) = client.get(f"/items/{item}/history").json["items"]
        assert (event["action"], event["changes"]) == (decision, {"status": {"before": "needs_review", "after": word}})
        assert event["by"]["key_id"] == client.authorizer["key_id"]


def test_what_cannot_be_decided_about_is_skipped_with_the_reason(
    client: ApiClient, stranger: ApiClient, waits: Callable[..., str], other_tenant: Tenant, queue: ListQueue
) -> None:
    """As PATCH would refuse it; the others go on. Another company's item is one that never was."""
    table = {"stage": "preprocess", "kind": "table", "document": None, "row": None, "file_key": "a/b/c/d.csv"}
    refused = {
        waits(state="done", stage="publish"): "not_waiting",
        waits(state="queued"): "not_waiting",
        waits(state="done", stage="preprocess"): "not_waiting",
        waits(state="duplicate", stage="publish", duplicate_of=uuid4()): "not_waiting",
        waits(state="failed", error='{"code": "expired"}'): "batch_expired",
        waits(document=None): "nothing_to_correct",
        waits(**table): "not_waiting",
        waits(of=other_tenant): "item_not_found",
        str(uuid4()): "item_not_found",
    }
    good = waits()

    done = decide(client, "approve", ids=[good, *refused, good]).json

    assert (done["concerned"], done["decided"], done["skipped_total"]) == (1, 1, len(refused))
    assert {each["item_id"]: each["code"] for each in done["skipped"]} == refused
    assert all(each["message"].endswith(".") for each in done["skipped"])
    assert queue.sent == [("validate", UUID(good))]
    assert stranger.get("/review").json["total"] == 1


def test_another_companys_items_are_items_that_never_were(
    stranger: ApiClient, waits: Callable[..., str], client: ApiClient
) -> None:
    """The same answer but for the id, and no trace."""
    ours, never = waits(), str(uuid4())

    theirs, unknown = (decide(stranger, "reject", ids=[item]) for item in (ours, never))

    assert theirs.text.replace(ours, "") == unknown.text.replace(never, "")
    assert decide(stranger, "reject", filter={}, dry_run=True).json["concerned"] == 0
    assert (status(client, ours), client.get(f"/items/{ours}/history").json["items"]) == ("needs_review", [])


def test_what_was_seen_in_another_version_is_skipped(client: ApiClient, waits: Callable[..., str]) -> None:
    """The others are decided about, and those whose version nobody named."""
    seen, stale, any_version = waits(), waits(), waits()
    version = client.get(f"/items/{seen}").json["version"]

    done = decide(client, "reject", ids=[seen, stale, any_version], versions={seen: version, stale: "1"}).json

    assert done["decided"] == 2
    assert [(each["item_id"], each["code"]) for each in done["skipped"]] == [(stale, "changed_meanwhile")]


@pytest.mark.parametrize("how", ["one more", "one less", "another in its place", "one changed", "another decision"])
@pytest.mark.parametrize("by", ["filter", "ids"])
def test_what_is_not_what_was_counted_is_not_decided_about(
    client: ApiClient, waits: Callable[..., str], admin: Engine, how: str, by: str
) -> None:
    """Nobody saw it, though as many wait as were counted. The answer has the new count and digest."""
    items = [waits(), waits()]
    chosen: dict[str, Any] = {"filter": {}} if by == "filter" else {"ids": items}
    counted = digest(client, "reject", **chosen)
    change = text("UPDATE asiento.items SET updated_at = updated_at + interval '1 microsecond' WHERE id = :id")
    if how in ("one less", "another in its place"):
        client.patch(f"/items/{items[0]}", {"decision": "reject"})
    if how in ("one more", "another in its place"):
        items.append(waits())
        chosen = chosen if by == "filter" else {"ids": items}
    if how == "one changed":
        with admin.begin() as connection:
            connection.execute(change, {"id": items[0]})
    decision = "approve" if how == "another decision" else "reject"
    before = {item: status(client, item) for item in items}

    answer = decide(client, decision, digest=counted, **chosen)

    assert problem_of(answer) == (409, "choice_changed", "digest")
    assert {item: status(client, item) for item in items} == before
    now = answer.json["params"]
    assert now == {"count": list(before.values()).count("needs_review"), "digest": digest(client, decision, **chosen)}
    assert now["digest"] in answer.json["detail"]
    assert decide(client, decision, digest=now["digest"], **chosen).json["decided"] == now["count"]


def test_a_digest_stands_for_items_in_whatever_order(client: ApiClient, waits: Callable[..., str]) -> None:
    """And for those alone that it can be said of; it says nothing of another company's."""
    items, sent = [waits(), waits()], waits(state="queued")

    said = {digest(client, "reject", ids=ids) for ids in (items, items[::-1], [*items, sent, str(uuid4())])}

    assert len(said) == 1
    assert digest(client, "reject", ids=items[:1]) not in said
    assert digest(client, "reject", ids=[sent]) == digest(client, "reject", ids=[str(uuid4())])


def test_a_request_that_comes_again_does_nothing_more(
    client: ApiClient, waits: Callable[..., str], queue: ListQueue
) -> None:
    """Under its key it is answered as before; without one each item is skipped, or others wait than were counted."""
    items = [waits() for _ in range(3)]
    body = {"decision": "approve", "filter": {}, "digest": digest(client, "approve", filter={})}

    first, again = (client.post(PATH, body, Idempotency_Key="a") for _ in range(2))
    later = waits()

    assert (first.status, first.text) == (200, again.text)
    assert client.post(PATH, body | {"decision": "reject"}, Idempotency_Key="a").status == 422
    assert problem_of(client.post(PATH, body))[:2] == (409, "choice_changed")
    by_id = decide(client, "approve", ids=items).json
    assert (by_id["decided"], {each["code"] for each in by_id["skipped"]}) == (0, {"not_waiting"})
    assert len(queue.sent) == 3
    assert status(client, later) == "needs_review"
    assert {len(client.get(f"/items/{item}/history").json["items"]) for item in items} == {1}


def test_decisions_are_kept_while_the_queue_is_away(
    client: ApiClient, waits: Callable[..., str], queue: ListQueue
) -> None:
    """The items stand queued for the sweep, and the same request is told so as well."""
    body, queue.away = {"decision": "approve", "ids": [waits()]}, True

    first, again = (client.post(PATH, body, Idempotency_Key="a") for _ in range(2))

    assert (first.json["decided"], first.json["pipeline_enqueued"]) == (1, False)
    assert again.text == first.text


def test_of_two_at_once_each_item_has_one_decision(client: ApiClient, waits: Callable[..., str]) -> None:
    """In whatever order they name the items; those of the other are skipped."""
    items = [waits() for _ in range(30)]
    together = Barrier(2)

    def say(decision: str) -> Any:
        together.wait()
        return decide(client, decision, ids=items if decision == "approve" else items[::-1]).json

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(say, ("approve", "reject")))

    assert sum(each["decided"] for each in done) == 30
    assert sum(each["skipped_total"] for each in done) == 30
    assert {len(client.get(f"/items/{item}/history").json["items"]) for item in items} == {1}


def test_of_two_filters_at_once_one_is_told_that_others_wait(client: ApiClient, waits: Callable[..., str]) -> None:
    """What it counted is no longer there: it did nothing."""
    for _ in range(20):
        waits()
    counted = {decision: digest(client, decision, filter={}) for decision in ("approve", "reject")}
    together = Barrier(2)

    def say(decision: str) -> Answer:
        together.wait()
        return decide(client, decision, filter={}, digest=counted[decision])

    with ThreadPoolExecutor(2) as pool:
        done, late = sorted(pool.map(say, ("approve", "reject")), key=lambda answer: answer.status)
    assert (done.status, done.json["decided"]) == (200, 20)
    assert (problem_of(late)[:2], late.json["params"]["count"]) == ((409, "choice_changed"), 0)


def test_nothing_is_decided_that_cannot_be_written_down(
    client: ApiClient, waits: Callable[..., str], tenant: Tenant, api_services: ApiServices
) -> None:
    """Without the key, which went with its tenant a moment ago, no item changes."""
    item = UUID(waits())

    done = decide_together(api_services, tenant.id, uuid4(), Wanted(decision=Decision.REJECT, ids=[item]))

    assert done.decided == 0
    assert status(client, str(item)) == "needs_review"


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"supplier": "luna"}, ["dear"]),
        ({"supplier": "b1234"}, ["dear"]),
        ({"supplier": "%"}, []),
        ({"total_from": "100.00"}, ["dear"]),
        ({"total_to": "99.99"}, ["cheap"]),
        ({"total_from": "12.10", "total_to": "12.10"}, ["cheap"]),
        ({"older_than": 3}, ["dear"]),
        ({"older_than": 3, "code": "maybe_duplicate"}, []),
        ({}, ["cheap", "dear", "unread"]),
    ],
)
def test_the_list_and_the_filter_choose_alike(
    client: ApiClient, waits: Callable[..., str], admin: Engine, chosen: dict[str, Any], found: list[str]
) -> None:
    """By supplier, amount and age; an item of which nothing was read has neither."""
    luna = document("120.00", name="Bar Luna")
    luna["supplier"]["tax_id"] = {"value": "B12345674", "confidence": 1, "source": "ocr"}
    items = {waits(said=luna): "dear", waits(): "cheap", waits(document=None): "unread"}
    with admin.begin() as connection:
        age = text("UPDATE asiento.items SET created_at = created_at - interval '4 days' WHERE id = :id")
        connection.execute(age, {"id": next(iter(items))})

    query = {name: str(value) for name, value in chosen.items()}
    listed, oldest = (client.get("/review", **query, order=order).json["items"] for order in ("worst", "oldest"))
    done = decide(client, "reject", filter=chosen, dry_run=True).json

    assert sorted(items[item["id"]] for item in listed) == found
    assert listed == oldest
    assert done["concerned"] == len(found)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"ids": [], "decision": "reject"}, "ids"),
        ({"ids": ["x"]}, "ids.0"),
        ({"ids": [str(uuid4())] * 501}, "ids"),
        ({"ids": [str(uuid4())], "filter": {}}, "body"),
        ({"filter": {}}, "body"),
        ({"filter": {}, "digest": "3"}, "digest"),
        ({"filter": {"total_from": "many"}, "dry_run": True}, "filter.total_from"),
        ({"filter": {"total_from": 1.5}, "dry_run": True}, "filter.total_from"),
        ({"filter": {"supplier": "a\x00"}, "dry_run": True}, "filter.supplier"),
        ({"filter": {"name": "x"}, "dry_run": True}, "filter.name"),
        ({"filter": {"older_than": -1}, "dry_run": True}, "filter.older_than"),
    ],
)
def test_what_says_nothing_sure_is_refused(client: ApiClient, body: dict[str, Any], field: str) -> None:
    """Both or neither of ids and filter, more than 500, or a filter that nobody counted."""
    status, _, named = problem_of(client.post(PATH, {"decision": "approve"} | body))

    assert (status, named) == (422, field)


def test_five_hundred_rows_are_decided_about_in_one_request(
    client: ApiClient, admin: Engine, tenant: Tenant, batch: str, api_services: ApiServices, queue: ListQueue
) -> None:
    """Of 600 that a list saved anew left waiting the oldest 500, by as many statements as for one; then the rest."""
    add = text("""
        INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", stage, state, document, findings,
                                   duplicate_of)
        SELECT :tenant, :batch, n, 'row ' || n, '{}', 'publish', 'review', CAST(:document AS jsonb),
               CAST(:findings AS jsonb), gen_random_uuid()
        FROM generate_series(1, 600) n
    """)
    said = {"document": json.dumps(document("1.00")), "findings": json.dumps([finding("maybe_duplicate")])}
    with admin.begin() as connection:
        connection.execute(add, {"tenant": tenant.id, "batch": batch, **said})
    chosen = {"batch_id": batch, "code": "maybe_duplicate"}

    counted = decide(client, "no_duplicate", filter=chosen, dry_run=True).json
    with statements_sent(api_services.database) as statements:
        first = decide(client, "no_duplicate", filter=chosen, digest=counted["digest"]).json
    rest = decide(client, "no_duplicate", filter=chosen, digest=first["digest"]).json

    assert (counted["concerned"], counted["totals"]) == (600, {"EUR": "600.00"})
    assert (first["decided"], first["remaining"]) == (500, 100)
    assert (rest["decided"], rest["remaining"]) == (100, 0)
    assert len({item for _, item in queue.sent}) == 600
    # Those that wait, how they stand, and the decision, besides those that name the tenant and ask for the key.
    assert len([each for each in statements if "set_config" not in each and "last_used_on" not in each]) == 3
    again = decide(client, "no_duplicate", filter=chosen, digest=counted["digest"])
    assert problem_of(again)[:2] == (409, "choice_changed")


def test_a_filter_that_chooses_too_many_is_refused(
    client: ApiClient, admin: Engine, tenant: Tenant, batch: str
) -> None:
    """More than a batch can have: nobody looks at so many at once."""
    add = text("""
        INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", stage, state)
        SELECT :tenant, :batch, n, 'row', '{}', 'validate', 'review' FROM generate_series(1, 5001) n
    """)
    with admin.begin() as connection:
        connection.execute(add, {"tenant": tenant.id, "batch": batch})

    assert problem_of(decide(client, "reject", filter={}, dry_run=True)) == (422, "too_many_waiting", "filter")
