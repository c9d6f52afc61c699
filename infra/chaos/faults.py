"""The words of chaos: where a fault strikes, what it does, and a plan of faults made from a seed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Point(StrEnum):
    """What the API and then a worker does that can be seen on the wire, in the order of the runner."""

    ACCEPT = "accept (API)"
    ANNOUNCE = "first send (API)"
    CLAIM = "claim"
    READ = "read from S3"
    WRITE = "write to S3"
    SAVE = "save"
    SEND = "send on"
    BACKOFF = "postpone"


class Moment(StrEnum):
    """When: before it is done, done but not committed (Postgres only), done but not answered."""

    BEFORE = "before"
    UNCOMMITTED = "uncommitted"
    AFTER = "after"


class Action(StrEnum):
    """What a fault does at its place."""

    KILL = "kill the worker"
    KILL_LATER = "kill the worker in the middle of its stage"
    DROP = "drop the connection once"
    DROP_FOR_GOOD = "drop the connection at every retry"
    DELAY = "delay the answer"
    DUPLICATE = "do it twice"
    SILENCE = "silent for 15 s"
    TIME_OUT = "no answer until the function times out"
    FULL_DISK = "no room left on the worker's disk"
    RESTART = "restart Postgres"
    CRASH = "crash Postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gap between two statements of the runner, or of the API when it ingests."""

    point: Point
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One planned fault: it strikes when *gap* passages of its place went by since the fault before it there."""

    place: Place
    action: Action
    gap: int


IN_POSTGRES = (Point.ACCEPT, Point.CLAIM, Point.SAVE)
SENDS = (Point.ANNOUNCE, Point.SEND)

PLACES = tuple(
    Place(point=point, moment=moment)
    for point in Point
    for moment in Moment
    if point in IN_POSTGRES or moment is not Moment.UNCOMMITTED
)
"""Every gap between two statements of the runner, and of the API when it ingests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a run is: *items* posted, *kills* at each place, and *others*, which scales every other action.

    *patience* is how many seconds a function may run: more than a cold start takes on a machine that is busy with them.
    """

    items: int
    kills: int
    others: int
    patience: int


FULL = Size(items=2_000, kills=21, others=3, patience=60)
SHORT = Size(items=150, kills=1, others=1, patience=15)

PASSAGES = {
    Point.ACCEPT: 0.08,
    Point.ANNOUNCE: 0.08,
    Point.CLAIM: 0.6,
    Point.READ: 0.4,
    Point.WRITE: 0.18,
    Point.SAVE: 0.6,
    Point.SEND: 0.45,
    Point.BACKOFF: 0.0,
}
"""How often an item brings the API or a worker past each point, as seen; where it is 0, every passage is struck."""

BUSY = 0.6
"""The share of a run's passages over which its faults are spread, so that the last ones still find work."""


def plan(seed: int, size: Size) -> Mapping[Place, tuple[Fault, ...]]:
    """Return the faults of each place in the order in which they strike: the same for the same seed and size."""
    random = Random(seed)  # noqa: S311 (a plan is no secret)
    return {place: tuple(_at(place, size, random)) for place in PLACES}


def _at(place: Place, size: Size, random: Random) -> Iterator[Fault]:
    actions = [Action.KILL] * size.kills
    for action, times in _others(place).items():
        actions += [action] * (times * size.others)
    random.shuffle(actions)
    widest = round(2 * BUSY * PASSAGES[place.point] * size.items / (len(actions) + 1))
    for action in actions:
        yield Fault(place=place, action=action, gap=random.randint(0, widest))


def _others(place: Place) -> dict[Action, int]:
    """Return which faults besides kills a place has, and how many for each unit of `Size.others`."""
    if place.point is Point.BACKOFF:
        return {Action.DELAY: 1} if place.moment is Moment.BEFORE else {}
    if place.point in IN_POSTGRES:
        return {Action.DROP: 2, Action.SILENCE: 1} | _of_postgres(place)
    dropped = {Action.DROP: 1, Action.DROP_FOR_GOOD: 2}
    if place.moment is Moment.AFTER:
        return dropped | {Action.DELAY: 1}
    if place.point is Point.READ:
        return dropped | {Action.TIME_OUT: 1}
    return dropped | {Action.DUPLICATE: 1} | ({Action.TIME_OUT: 1} if place.point in SENDS else {})


def _of_postgres(place: Place) -> dict[Action, int]:
    if place == Place(point=Point.ACCEPT, moment=Moment.BEFORE):
        return {Action.RESTART: 1}
    if place == Place(point=Point.CLAIM, moment=Moment.BEFORE):
        return {Action.RESTART: 1, Action.FULL_DISK: 1}
    if place == Place(point=Point.CLAIM, moment=Moment.AFTER):
        return {Action.KILL_LATER: 2}
    if place.moment is Moment.UNCOMMITTED and place.point in (Point.ACCEPT, Point.SAVE):
        return {Action.CRASH: 1}
    return {Action.DELAY: 1}
