"""Deliveries whose items are large: claimed and saved in parts, by bytes, so that one is in memory at a time."""

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, repeat
from typing import Any

import pytest

from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store import outcomes
from asiento.store.database import Database
from asiento.store.work import claim
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue
from sent_statements import statements_sent

PutItem = Callable[..., ItemRef]
MEGABYTE = "x" * 2**20


def test_large_items_are_claimed_in_parts_and_small_ones_together(
    database: Database, tenant: Tenant, put_item: PutItem
) -> None:
    """As many of the oldest as fit, then the next; the first is taken however large it is."""
    stage = STAGES["publish"]
    content = {"note": MEGABYTE * 3}
    deliveries = [delivered(put_item(tenant, stage="publish", content=content)) for _ in range(3)]
    deliveries += [delivered(put_item(tenant, stage="publish")) for _ in range(3)]
    held = {delivery.ref: delivery for delivery in deliveries}

    first = claim(database, stage, deliveries)
    second = claim(database, stage, [held[ref] for ref in first.waiting])
    third = claim(database, stage, [held[ref] for ref in second.waiting])

    assert [item.id for item in first.items] == [deliveries[0].ref.item_id]
    assert [item.id for item in second.items] == [deliveries[1].ref.item_id]
    assert [item.id for item in third.items] == [each.ref.item_id for each in deliveries[2:]]
    assert (len(first.waiting), len(second.waiting), third.waiting) == (5, 4, ())
    assert not first.passed


def test_what_is_larger_than_a_part_is_saved_alone(
    services: Services, queue: ListQueue, database: Database, tenant: Tenant, put_item: PutItem
) -> None:
    """Five documents of a megabyte and a half: three transactions, each sent on before the next item is worked on."""
    stage = replace(STAGES["extract"], function="stage_functions:tells_much", reads_files=False)
    deliveries = [delivered(put_item(tenant, stage="extract")) for _ in range(5)]

    with statements_sent(database) as statements:
        assert run_stage(stage, deliveries, services) == []

    assert outcomes.MOST_SAVED == 4 * 2**20
    assert len(statements) == 2 + 3 * 2
    assert [item for _, item in queue.sent] == [each.ref.item_id for each in deliveries]


@pytest.mark.parametrize(
    ("soft_limit", "clock"),
    [(0, time.monotonic), (5, chain([0.0], repeat(5.0)).__next__)],
    ids=["past the end", "at the end"],
)
def test_what_was_not_claimed_in_time_is_sent_again_untouched(
    soft_limit: int,
    clock: Callable[[], float],
    services: Services,
    queue: ListQueue,
    tenant: Tenant,
    put_item: PutItem,
    item_row: Callable[[ItemRef], Any],
) -> None:
    """When the time of the delivery is over, the rest goes back to the queue as it is, and no try is counted."""
    stage = replace(STAGES["publish"], function="stage_functions:passes", soft_limit=soft_limit)
    deliveries = [delivered(put_item(tenant, stage="publish", content={"note": MEGABYTE * 3})) for _ in range(3)]

    assert run_stage(stage, deliveries, replace(services, clock=clock)) == []

    assert queue.sent == [("publish", each.ref.item_id) for each in deliveries]
    assert [item_row(each.ref).attempt for each in deliveries] == [1, 0, 0]
    assert {item_row(each.ref).state for each in deliveries} == {"queued"}


def test_all_of_a_large_delivery_are_done(
    services: Services,
    tenant: Tenant,
    put_item: PutItem,
    item_row: Callable[[ItemRef], Any],
) -> None:
    """Also where each needs a claim of its own, and one of the messages is about an item that is not there."""
    stage = replace(STAGES["publish"], function="stage_functions:passes")
    deliveries = [delivered(put_item(tenant, stage="publish", content={"note": MEGABYTE * 3})) for _ in range(4)]
    lost = delivered(ItemRef(tenant.id, tenant.id))

    assert run_stage(stage, [*deliveries[:2], lost, *deliveries[2:]], services) == []

    assert {item_row(each.ref).state for each in deliveries} == {"done"}
