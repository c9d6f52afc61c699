"""Shows a run as tables: faults by place and action, what was repaired, and whether what must hold does."""

from collections.abc import Callable, Iterator

from infra.chaos.faults import PLACES, Action
from infra.chaos.run import Outcome

Say = Callable[[str], None]


def show(outcome: Outcome, say: Say) -> None:
    """Say everything about a run, a line at a time."""
    for line in (*_faults(outcome), "", *_repairs(outcome), "", *_verdicts(outcome)):
        say(line)


def _faults(outcome: Outcome) -> Iterator[str]:
    tally = outcome.monkey.tally
    yield f"{'place':<30}{'fault':<48}{'struck':>8}{'of these too late':>19}"
    for place in PLACES:
        for action in Action:
            if struck := tally.struck[place, action]:
                missed = tally.missed[place, action]
                yield f"{f'{place.point}, {place.moment}':<30}{action:<48}{struck:>8}{missed:>19}"
    total = tally.struck.total()
    yield f"{'all':<78}{total:>8}{tally.missed.total():>19}"
    if outcome.monkey.left:
        yield f"{outcome.monkey.left} planned faults found no passage"


def _repairs(outcome: Outcome) -> Iterator[str]:
    yield f"swept: {_counted(outcome.repairs.swept)}"
    yield f"dead letters redriven: {_counted(outcome.repairs.redriven)}"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "none"


def _verdicts(outcome: Outcome) -> Iterator[str]:
    for invariant, sentences in outcome.violations.items():
        yield f"{invariant:<60}{'none' if not sentences else f'BROKEN, {len(sentences)}':>20}"
        yield from (f"  {sentence}" for sentence in sentences[:20])
    yield (
        f"seed {outcome.seed}: {outcome.items} items, {outcome.postings} postings, "
        f"{outcome.monkey.tally.struck.total()} faults in {outcome.seconds:.0f} s"
    )
