"""The time of a run is shared, its end is not: an item is charged for time that it had, and each has its turn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from asiento.model import Delivery, ItemRef
from asiento.pipeline import MAX_ATTEMPTS, STAGES, Stage
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue
from stage_functions import NAPS

PutItem = Callable[..., ItemRef]
ItemRow = Callable[[ItemRef], Any]
Count = Callable[[str], int]

OCR = replace(STAGES["ocr"], function="stage_functions:naps", reads_files=False)


def naps_for(seconds: float) -> dict[str, str]:
    """Return the name of an item on which the stage function `naps` sleeps so long."""
    return {"stage": "ocr", "name": str(seconds)}


@pytest.fixture
def services(services: Services) -> Services:
    """The runner's services with a clock that only naps move: how busy the machine is, decides nothing here."""
    return replace(services, clock=lambda: sum(NAPS))


def ocr(soft_limit: int) -> Stage:
    """Return the ocr stage with another limit of time, in seconds."""
    return replace(OCR, soft_limit=soft_limit)


def test_two_honest_scans_are_both_read(
    services: Services, queue: ListQueue, tenant: Tenant, other_tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """Each fits the limit, both together do not: the second goes back without a fault, even at its last try."""
    first, second = put_item(tenant, **naps_for(1.5)), put_item(other_tenant, **naps_for(1.5))
    third_receive = [delivered(one, attempt=MAX_ATTEMPTS) for one in (first, second)]

    assert run_stage(ocr(2), third_receive, services) == []

    row = item_row(second)
    assert (row.stage, row.state, row.error, row.passed_over) == ("ocr", "queued", None, True)
    assert queue.sent == [("classify", first.item_id), ("ocr", second.item_id)]

    assert run_stage(ocr(2), [delivered(second)], services) == []
    row = item_row(second)
    assert (row.stage, row.state, row.passed_over) == ("classify", "queued", False)


def test_nothing_is_a_dead_letter_for_what_its_neighbours_took(
    services: Services, tenant: Tenant, other_tenant: Tenant, put_item: PutItem, count: Count
) -> None:
    """However often it is met by their end."""
    for _ in range(MAX_ATTEMPTS + 1):
        slow, late = put_item(other_tenant, **naps_for(0.7)), put_item(tenant, **naps_for(0.9))
        run_stage(ocr(1), [delivered(slow), delivered(late, attempt=MAX_ATTEMPTS)], services)

    assert count("dead_letters") == 0


def test_who_had_the_whole_limit_is_charged(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow, count: Count
) -> None:
    """The first of a run is tried three times, then failed; the one behind it is passed over each time."""
    endless, behind = put_item(tenant, **naps_for(30)), put_item(tenant, **naps_for(0))

    tries = [delivered(endless, attempt=attempt) for attempt in range(1, MAX_ATTEMPTS + 1)]
    assert [run_stage(ocr(1), [tried], services) for tried in tries] == [[tried] for tried in tries]

    row = item_row(endless)
    assert (row.state, row.error["code"], count("dead_letters")) == ("failed", "took_too_long", 1)
    assert run_stage(ocr(1), [delivered(behind)], services) == []


def test_a_row_before_it_takes_nothing_that_counts(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """An item that began with nearly all of the limit had it."""
    quick, endless = put_item(tenant, **naps_for(0)), put_item(tenant, **naps_for(30))

    tried = delivered(endless)

    assert run_stage(ocr(1), [delivered(quick), tried], services) == [tried]

    assert item_row(endless).error["code"] == "took_too_long"


def test_who_was_passed_over_comes_first(
    services: Services, tenant: Tenant, other_tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """Before items that came in earlier: a long backlog of another tenant keeps it waiting once."""
    older = [put_item(other_tenant, **naps_for(0.7)) for _ in range(3)]
    late = put_item(tenant, **naps_for(0.9))

    run_stage(ocr(1), [delivered(older[0]), delivered(late)], services)
    assert item_row(late).passed_over
    run_stage(ocr(1), [delivered(older[1]), delivered(late)], services)

    assert (item_row(late).stage, item_row(older[1]).passed_over) == ("classify", True)


@dataclass
class OcrQueue(ListQueue):
    """The ocr stage's queue: gives two messages at a time, those that are tried again as soon as the others."""

    waiting: list[Delivery] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def send(self, stage: Stage, refs: Sequence[ItemRef]) -> None:
        """Take in what comes back to ocr as new messages, and remember the rest."""
        super().send(stage, refs)
        if stage.name == "ocr":
            self.waiting += [delivered(ref) for ref in refs]

    def take(self) -> list[Delivery]:
        """Return the next batch."""
        taken, self.waiting = self.waiting[:2], self.waiting[2:]
        return taken


@pytest.mark.parametrize("endless", [(0, 1), (0, 1, 2), (1, 3)])
def test_every_item_comes_to_an_end(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow, endless: tuple[int, ...]
) -> None:
    """Slow ones that always meet in one batch cost each other no turn for ever: each fails in its time or is read."""
    items = [put_item(tenant, **naps_for(30 if at in endless else 0.15)) for at in range(4)]
    queue = OcrQueue(waiting=[delivered(item) for item in items])
    services = replace(services, queue=queue)
    part_of_a_second: Any = 0.2  # a test has no minutes
    quick = replace(OCR, soft_limit=part_of_a_second)

    runs = 0
    while queue.waiting and runs < 40:
        runs += 1
        again = run_stage(quick, queue.take(), services)
        queue.waiting += [replace(one, attempt=one.attempt + 1) for one in again if one.attempt < MAX_ATTEMPTS]

    ends = [(item_row(one).stage, item_row(one).state) for one in items]
    assert ends == [("ocr", "failed") if at in endless else ("classify", "queued") for at in range(4)]
    assert runs <= 4 + 3 * len(endless) + 4


def test_the_clock_of_the_services_says_who_had_it_all(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """A claim that took half of the limit is nobody's fault either."""
    item = put_item(tenant, **naps_for(30))
    ticks = iter([0.0, 0.5])

    assert run_stage(ocr(1), [delivered(item)], replace(services, clock=lambda: next(ticks))) == []

    assert (item_row(item).state, item_row(item).error) == ("queued", None)
