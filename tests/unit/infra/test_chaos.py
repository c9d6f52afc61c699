"""The plan of chaos, its load, and what its proxies know of the wire."""

from collections import Counter
from pathlib import Path

from lxml import etree

from infra.chaos.faults import FULL, PLACES, SHORT, Action, Fault, Moment, Place, Point, plan
from infra.chaos.http_proxy import Request
from infra.chaos.load import make
from infra.chaos.monkey import Monkey
from infra.chaos.wire import API, STAGES
from infra.chaos.workers import worker_at


def everything(seed: int = 1) -> list[Fault]:
    """Return all faults of a full run."""
    return [fault for faults in plan(seed, FULL).values() for fault in faults]


def monkey(*faults: Fault) -> Monkey:
    """Return a monkey with these faults, all at one place."""
    return Monkey({faults[0].place: faults}, Path("/nowhere"), lambda _: None)


def test_the_seed_repeats_the_plan() -> None:
    """The same seed strikes at the same places, in the same order, after the same gaps; another does not."""
    assert plan(7, FULL) == plan(7, FULL)
    assert plan(7, FULL) != plan(8, FULL)


def test_a_full_run_has_three_hundred_faults_and_twenty_kills_in_each_gap() -> None:
    """Between any two statements of the runner, and of an ingest, workers are killed at least twenty times."""
    kills = Counter(fault.place for fault in everything() if fault.action is Action.KILL)
    assert len(everything()) >= 300
    assert {place: number for place, number in kills.items() if number < 20} == {}
    assert set(kills) == set(PLACES)


def test_a_full_run_has_every_action() -> None:
    """No kind of fault is forgotten, in the short run neither."""
    assert {fault.action for fault in everything()} == set(Action)
    assert {fault.action for faults in plan(1, SHORT).values() for fault in faults} == set(Action)


def test_a_fault_strikes_after_its_gap() -> None:
    """A gap of two lets two passages go by; then the next fault's gap begins."""
    place = Place(point=Point.SAVE, moment=Moment.BEFORE)
    first = Fault(place=place, action=Action.KILL, gap=2)
    second = Fault(place=place, action=Action.DROP, gap=0)
    at = monkey(first, second)
    struck = [at.passing(Point.SAVE, Moment.BEFORE) for _ in range(5)]
    assert struck == [None, None, first, second, None]


def test_a_calm_monkey_strikes_nobody() -> None:
    """After the storm all pass."""
    at = monkey(Fault(place=Place(point=Point.SEND, moment=Moment.AFTER), action=Action.KILL, gap=0))
    at.calm = True
    assert at.passing(Point.SEND, Moment.AFTER) is None


def test_only_workers_of_the_stack_can_be_struck() -> None:
    """A connection of another process, this one say, belongs to no worker."""
    assert worker_at(1, 2, Path("/nowhere")) is None


def request(line: str, **headers: str) -> Request:
    """Return a request without a body."""
    return Request(line=line, headers={name.replace("_", "-"): value for name, value in headers.items()}, body=b"")


def test_the_proxy_knows_the_statements_of_the_runner() -> None:
    """Objects read and written, messages sent on and postponed; nothing else is a statement."""
    assert request("GET /bucket/tenant/file.pdf HTTP/1.1").point(STAGES) is Point.READ
    assert request("PUT /bucket/tenant/file.pdf HTTP/1.1").point(STAGES) is Point.WRITE
    assert request("POST / HTTP/1.1", x_amz_target="AmazonSQS.SendMessageBatch").point(STAGES) is Point.SEND
    assert (
        request("POST / HTTP/1.1", x_amz_target="AmazonSQS.ChangeMessageVisibilityBatch").point(STAGES) is Point.BACKOFF
    )
    assert request("POST / HTTP/1.1", x_amz_target="AmazonSQS.GetQueueAttributes").point(STAGES) is None
    assert request("GET /bucket?list-type=2 HTTP/1.1").point(STAGES) is None
    assert request("POST / HTTP/1.1", x_amz_target="AmazonSQS.SendMessageBatch").point(API) is Point.ANNOUNCE
    assert len(STAGES.statements) == 2
    assert set(API.statements).isdisjoint(STAGES.statements)


def test_a_load_has_as_many_items_as_it_says(tmp_path: Path) -> None:
    """Documents, rows and truths belong together, the same for the same seed."""
    load = make(tmp_path, "UNO", 100, seed=3)
    assert load.items == sum(truth["items"] for truth in load.truths) == 100
    assert {truth["file"] for truth in load.truths} == {file.name for file in load.documents.files} | {"rows.json"}
    assert make(tmp_path, "UNO", 100, seed=3).truths == load.truths


def test_the_e_invoices_are_well_formed(tmp_path: Path) -> None:
    """Each is XML with the number that its truth states."""
    load = make(tmp_path, "DOS", 50, seed=4)
    file = tmp_path / "einvoice-0.xml"
    number = next(truth["rows"][0]["number"] for truth in load.truths if truth["file"] == file.name)
    assert etree.parse(file).findtext("{*}ID") == number


def test_a_small_load_claims_no_rows(tmp_path: Path) -> None:
    """Where the documents are all that is sent, no truth waits for rows."""
    load = make(tmp_path, "TRES", 10, seed=5)
    assert load.documents.rows["rows.json"] == []
    assert all(truth["file"] != "rows.json" for truth in load.truths)
