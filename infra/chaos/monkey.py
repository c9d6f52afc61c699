"""The monkey: counts who passes where, and says which fault strikes now. Keeps what became of each."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from infra.chaos import workers
from infra.chaos.faults import Action, Fault, Moment, Place, Point

LATER = 0.15
"""Seconds after its claim at which a worker is killed in the middle of its stage."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the faults: how many struck, and how many of these found no worker any more."""

    struck: Counter[tuple[Place, Action]] = field(default_factory=Counter)
    missed: Counter[tuple[Place, Action]] = field(default_factory=Counter)


class Monkey:
    """Strikes by *plan* the workers that MiniStack runs in *scratch*; *restart* gets whether Postgres is to crash.

    Lives in the thread of the proxies.
    """

    def __init__(self, plan: Mapping[Place, tuple[Fault, ...]], scratch: Path, restart: Callable[[bool], None]) -> None:
        self.waiting = defaultdict(deque, {place: deque(faults) for place, faults in plan.items()})
        self.passed: Counter[Place] = Counter()
        self.seen: Counter[Place] = Counter()
        self.tally = Tally()
        self.scratch = scratch
        self.calm = False
        self._restart = restart
        self._restarting = asyncio.Lock()

    @property
    def left(self) -> int:
        """How many faults are still to strike."""
        return sum(map(len, self.waiting.values()))

    def hurry(self) -> None:
        """Let the faults that are left strike at the next passages, and make the passages that only faults make."""
        for place, faults in self.waiting.items():
            self.waiting[place] = deque(replace(fault, gap=0) for fault in faults)
        made = Place(point=Point.CLAIM, moment=Moment.AFTER)
        wanted = sum(len(faults) for place, faults in self.waiting.items() if place.point is Point.BACKOFF)
        self.waiting[made].extend(Fault(place=made, action=Action.DROP, gap=1) for _ in range(wanted))

    def passing(self, point: Point, moment: Moment) -> Fault | None:
        """Count a passage and return the fault that strikes it, if one is due."""
        place = Place(point=point, moment=moment)
        self.seen[place] += 1
        due = self.waiting[place]
        if self.calm or not due:
            return None
        if self.passed[place] < due[0].gap:
            self.passed[place] += 1
            return None
        self.passed[place] = 0
        fault = due.popleft()
        self.tally.struck[place, fault.action] += 1
        return fault

    async def strike(self, fault: Fault, port: int, proxy_port: int) -> None:
        """Do to the worker at *port*, or to Postgres, what the fault says. Connections are the proxies' to drop."""
        if fault.action in {Action.RESTART, Action.CRASH}:
            async with self._restarting:
                await asyncio.to_thread(self._restart, fault.action is Action.CRASH)
            return
        if fault.action is Action.KILL_LATER:
            asyncio.get_running_loop().call_later(LATER, self._end, fault, workers.kill, port, proxy_port)
        elif fault.action is Action.KILL:
            self._end(fault, workers.kill, port, proxy_port)
        elif fault.action is Action.FULL_DISK:
            self._end(fault, workers.fill_disk, port, proxy_port)

    def _end(self, fault: Fault, blow: Callable[[int], bool], port: int, proxy_port: int) -> None:
        pid = workers.worker_at(port, proxy_port, self.scratch)
        if pid is None or not blow(pid):
            self.tally.missed[fault.place, fault.action] += 1
