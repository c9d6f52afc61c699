"""How many items an upload becomes over all its levels: counted when children are saved, whoever saves them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from asiento.model import ItemRef, State
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.database import Database, open_database
from asiento.store.outcomes import Outcome, serialized
from asiento.store.work import claim, save
from asiento.tenant import Tenant
from builders import delivered, make_tools
from doubles import ListQueue
from stage_functions import has_as_many_as_its_name_says

PutItem = Callable[..., ItemRef]
ItemRow = Callable[[ItemRef], Any]
PREPROCESS = STAGES["preprocess"]


STAGE = replace(PREPROCESS, function="stage_functions:has_as_many_as_its_name_says")


def limited(services: Services, most: int) -> Services:
    """Return *services* with so many items for an upload."""
    return replace(services, tools=make_tools(max_items_per_batch=most))


@pytest.fixture
def children_of(admin: Engine) -> Callable[[ItemRef], list[ItemRef]]:
    """Find the children of an item."""

    def find(parent: ItemRef) -> list[ItemRef]:
        with admin.connect() as connection:
            query = text("SELECT id FROM asiento.items WHERE parent_id = :id ORDER BY position")
            ids = connection.execute(query, {"id": parent.item_id}).scalars().all()
        return [ItemRef(parent.tenant_id, item) for item in ids]

    return find


def test_children_of_children_count_for_the_upload(
    services: Services,
    tenant: Tenant,
    put_item: PutItem,
    item_row: ItemRow,
    children_of: Callable[[ItemRef], list[ItemRef]],
    count: Callable[[str], int],
) -> None:
    """Of four files with three rows each two become rows, within eight items; the others fail, and say what to do."""
    services = limited(services, 8)
    upload = put_item(tenant, name="4,3")
    run_stage(STAGE, [delivered(upload)], services)
    files = children_of(upload)

    run_stage(STAGE, [delivered(each) for each in files], services)

    assert [item_row(each).state for each in files] == ["done", "done", "failed", "failed"]
    error = item_row(files[2]).error
    assert error["code"] == "too_many_items"
    assert (error["variant"], error["params"]) == ("upload", {"most": 8})
    assert item_row(upload).family == 8
    assert count("items") == 1 + 4 + 6
    assert {item_row(each).root_id for each in files} == {upload.item_id}


def test_a_file_that_holds_one_other_takes_no_room(
    services: Services,
    tenant: Tenant,
    put_item: PutItem,
    item_row: ItemRow,
    children_of: Callable[[ItemRef], list[ItemRef]],
    subtests: pytest.Subtests,
) -> None:
    """A ZIP with one spreadsheet of as many rows as an upload may have: all go in, and not one more."""
    for rows, state in ((5, "done"), (6, "failed")):
        with subtests.test(rows=rows):
            upload = put_item(tenant, name=f"1,{rows}")
            run_stage(STAGE, [delivered(upload)], limited(services, 5))
            (sheet,) = children_of(upload)
            run_stage(STAGE, [delivered(sheet)], limited(services, 5))
            assert item_row(sheet).state == state


def test_the_family_of_one_file_is_bounded_as_well(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """A stage that makes too many children at once fails its item; another upload of the delivery goes on."""
    large, small = put_item(tenant, name="6"), put_item(tenant, name="5")

    assert run_stage(STAGE, [delivered(large), delivered(small)], limited(services, 5)) == []

    assert (item_row(large).state, item_row(large).error["code"]) == ("failed", "too_many_items")
    assert (item_row(small).state, len(queue.sent)) == ("done", 5)


@pytest.fixture
def instances(migrated: tuple[Engine, str], database: Database) -> Iterator[list[Database]]:
    """Six function instances."""
    assert database
    opened = [open_database(migrated[1]) for _ in range(6)]
    yield opened
    for each in opened:
        each.engine.dispose()


def test_no_two_families_share_the_last_place(
    instances: list[Database],
    services: Services,
    tenant: Tenant,
    put_item: PutItem,
    item_row: ItemRow,
    children_of: Callable[[ItemRef], list[ItemRef]],
) -> None:
    """Six instances save a file of the same upload at the same time: as many go in as fit, never one more."""
    upload = put_item(tenant, name="6,3")
    run_stage(STAGE, [delivered(upload)], services)
    barrier = Barrier(len(instances))

    def expand(given: tuple[Database, ItemRef]) -> frozenset[ItemRef]:
        instance, delivery = given[0], delivered(given[1])
        item = claim(instance, PREPROCESS, [delivery]).items[0]
        worked = has_as_many_as_its_name_says(item, make_tools())
        outcome = Outcome(delivery=delivery, item=worked, stage=PREPROCESS, state=State.DONE)
        barrier.wait()
        return frozenset(save(instance, PREPROCESS, [serialized(outcome)], 12).children)

    files = children_of(upload)
    with ThreadPoolExecutor(len(instances)) as pool:
        born = [len(found) for found in pool.map(expand, zip(instances, files, strict=True))]

    assert sorted(born) == [0, 0, 0, 3, 3, 3]
    assert sorted(item_row(each).state for each in files) == ["done"] * 3 + ["failed"] * 3
    assert item_row(upload).family == 12


def test_a_worker_that_wakes_up_late_counts_nothing(
    database: Database, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """Its children are not born, so that its upload has no more items than before."""
    upload = put_item(tenant, name="3")
    delivery = delivered(upload)
    item = claim(database, PREPROCESS, [delivery]).items[0]
    worked = has_as_many_as_its_name_says(item, make_tools())
    late = replace(delivery, message_id=UUID(int=1))
    outcome = Outcome(delivery=late, item=worked, stage=PREPROCESS, state=State.DONE)

    assert not save(database, PREPROCESS, [serialized(outcome)], 12).items

    assert item_row(upload).family == 0
