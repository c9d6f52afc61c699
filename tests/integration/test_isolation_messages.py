"""Forged and mixed messages at every stage: what is not the named tenant's own item is not touched."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from asiento.handler import delivery_of
from asiento.model import Delivery, ItemRef
from asiento.pipeline import PIPELINE, STAGES
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from builders import delivered
from catalogue import tables_of
from doubles import ListQueue

PutItem = Callable[..., ItemRef]


def snapshot(admin: Engine) -> dict[str, list[str]]:
    """Return every row of every table, whoever it belongs to."""
    with admin.connect() as connection:
        return {
            table.name: sorted(
                connection.execute(text(f"SELECT to_jsonb(t)::text FROM asiento.{table.name} t")).scalars()
            )
            for table in tables_of(connection)
        }


FORGED: dict[str, Callable[[ItemRef, ItemRef], Delivery]] = {
    "right item, wrong tenant": lambda ours, theirs: delivered(ItemRef(theirs.tenant_id, ours.item_id)),
    "right tenant, wrong item": lambda ours, theirs: delivered(ItemRef(ours.tenant_id, theirs.item_id)),
    "unknown tenant": lambda ours, _: delivered(ItemRef(uuid4(), ours.item_id)),
    "unknown item": lambda ours, _: delivered(ItemRef(ours.tenant_id, uuid4())),
    "tenant as item": lambda ours, _: delivered(ItemRef(ours.tenant_id, ours.tenant_id)),
    "ids exchanged": lambda ours, _: delivered(ItemRef(ours.item_id, ours.tenant_id)),
    "nobody": lambda ours, _: delivered(ItemRef(UUID(int=0), ours.item_id)),
    "last try": lambda ours, theirs: delivered(ItemRef(theirs.tenant_id, ours.item_id), attempt=3),
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_message_changes_nothing(
    services: Services,
    queue: ListQueue,
    admin: Engine,
    tenant: Tenant,
    other_tenant: Tenant,
    put_item: PutItem,
    case: str,
    subtests: pytest.Subtests,
) -> None:
    """At no stage, whatever the ids, does a byte of any table change; nothing is sent, the message is done with."""
    items = {
        stage.name: (put_item(tenant, stage=stage.name), put_item(other_tenant, stage=stage.name)) for stage in PIPELINE
    }
    before = snapshot(admin)

    for stage, (ours, theirs) in items.items():
        with subtests.test(stage=stage):
            assert run_stage(_passing(stage), [FORGED[case](ours, theirs)], services) == []

    assert snapshot(admin) == before
    assert queue.sent == []


@pytest.mark.parametrize("stage", [stage.name for stage in PIPELINE])
def test_a_forged_message_spoils_no_other_of_its_batch(
    services: Services,
    queue: ListQueue,
    admin: Engine,
    tenant: Tenant,
    other_tenant: Tenant,
    put_item: PutItem,
    stage: str,
) -> None:
    """Among true messages of two tenants, whose transaction names both, a forged one still reaches no item."""
    ours, theirs = put_item(tenant, stage=stage), put_item(other_tenant, stage=stage)
    third = put_item(other_tenant, stage=stage)
    forged = [delivered(ItemRef(tenant.id, third.item_id)), delivered(ItemRef(other_tenant.id, ours.item_id))]
    untouched = _row(admin, third)

    assert run_stage(_passing(stage), [delivered(ours), *forged, delivered(theirs)], services) == []

    assert _row(admin, third) == untouched
    rows = [_row(admin, item) for item in (ours, theirs)]
    assert [row["tenant_id"] for row in rows] == [str(tenant.id), str(other_tenant.id)]
    assert (stage, "queued") not in [(row["stage"], row["state"]) for row in rows]
    assert {item for _, item in queue.sent} <= {ours.item_id, theirs.item_id}


def _passing(stage: str) -> Any:
    """Return the stage with a stage function that lets everything pass."""
    return replace(STAGES[stage], function="stage_functions:passes")


def _row(admin: Engine, ref: ItemRef) -> dict[str, Any]:
    with admin.connect() as connection:
        query = text("SELECT to_jsonb(i) FROM asiento.items i WHERE id = :item")
        row: dict[str, Any] = connection.execute(query, {"item": ref.item_id}).scalar_one()
        return row


def record(body: str, attempt: str = "1") -> dict[str, Any]:
    """Return one record of an SQS event."""
    attributes = {"ApproximateReceiveCount": attempt}
    return {"messageId": str(uuid4()), "receiptHandle": "handle", "body": body, "attributes": attributes}


IDS = {"tenant_id": str(uuid4()), "item_id": str(uuid4())}
UNREADABLE = {
    "nothing": "",
    "blank": " ",
    "text": "redrive",
    "a number": "7",
    "a list": "[]",
    "null": "null",
    "no ids": "{}",
    "one id": json.dumps({"item_id": IDS["item_id"]}),
    "ids of other types": json.dumps({"tenant_id": 7, "item_id": True}),
    "ids in lists": json.dumps({"tenant_id": [IDS["tenant_id"]], "item_id": [IDS["item_id"]]}),
    "no UUIDs": json.dumps({"tenant_id": "a", "item_id": "b"}),
    "a pattern": json.dumps({**IDS, "tenant_id": "%"}),
    "SQL": json.dumps({**IDS, "item_id": f"{IDS['item_id']}' OR true --"}),
    "two tenants": json.dumps({**IDS, "tenant_id": f"{uuid4()},{uuid4()}"}),
    "a NUL": json.dumps({**IDS, "tenant_id": f"{IDS['tenant_id']}\x00"}),
    "half a surrogate pair": json.dumps({**IDS, "tenant_id": "\ud800"}),
    "cut off": json.dumps(IDS)[:-5],
    "one megabyte of text": '"' + "x" * 2**20 + '"',
    "a million brackets": "[" * 2**20,
    "a deep object": '{"a":' * 2**17 + "1" + "}" * 2**17,
    "a number of a million digits": '{"tenant_id": ' + "9" * 2**20 + "}",
    "infinity": '{"tenant_id": Infinity, "item_id": NaN}',
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_nobody_of_ours_wrote_is_no_delivery(case: str) -> None:
    """Malformed, huge and deep bodies are left to the dead-letter queue and stop no other message."""
    assert delivery_of(record(UNREADABLE[case])) is None


@pytest.mark.parametrize(
    "more",
    [
        {"stage": "publish"},
        {"attempt": 99, "message_id": str(uuid4()), "receipt": "x", "lease": str(uuid4())},
        {"tenant_ids": [str(uuid4())], "role": "operate"},
        {"state": "done", "accepted": [], "document": {"total": "1000000"}},
        {"padding": "x" * 200_000},
    ],
)
def test_more_than_ids_says_nothing(more: dict[str, Any]) -> None:
    """Only the two ids of a body count; attempt and message id are SQS's own, and nothing else gets in."""
    given = record(json.dumps(IDS | more), attempt="2")

    delivery = delivery_of(given)

    assert delivery is not None
    assert {"tenant_id": str(delivery.ref.tenant_id), "item_id": str(delivery.ref.item_id)} == IDS
    assert (delivery.attempt, str(delivery.message_id), delivery.receipt) == (2, given["messageId"], "handle")
