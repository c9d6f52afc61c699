"""The one place where deliveries meet stages: claim, work, save, send, report. Stages know nothing of it."""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from sqlalchemy.exc import DBAPIError

from asiento.causes import cause_of, trace_of
from asiento.codes.said import said
from asiento.errors import DocumentError, TransientError
from asiento.model import Delivery, Finding, Item, ItemRef, Severity, State, Tools
from asiento.pipeline import FIRST, MAX_ATTEMPTS, Stage, next_stage, sends_to
from asiento.queues import Queue, send_each
from asiento.store.database import Database
from asiento.store.outcomes import Error, Outcome, SerializedOutcome, in_parts, serialized
from asiento.store.work import Claim, Saved, claim, save
from asiento.timelimit import OutOfTimeError, time_limit

if TYPE_CHECKING:
    from asiento.sandbox.process import ProcessSandbox

logger = Logger(service="asiento")

WHOLE = 0.95
"""Share of the soft limit that is as good as all of it: the claim takes some, and so do rows before a file."""

MOST_TOLD = 10
"""Findings whose sentences make up an item's error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The outside that the runner works with. *clock* gives seconds that never go back.

    With *sandbox*, the stages that read files do it in child processes.
    """

    database: Database
    queue: Queue
    tools: Tools
    clock: Callable[[], float] = time.monotonic
    sandbox: "ProcessSandbox | None" = None


def run_stage(stage: Stage, deliveries: Sequence[Delivery], services: Services) -> list[Delivery]:
    """Run *stage* on the delivered items and send on those that succeed. Returns those to be tried again."""
    deadline = services.clock() + stage.soft_limit
    # A message may stand twice among the deliveries: one of them holds the item, the others go its way.
    held = {delivery.ref: delivery for delivery in deliveries}
    again, waiting = set[ItemRef](), tuple(held)
    try:
        while waiting:
            claimed = claim(services.database, stage, [held[ref] for ref in waiting])
            again |= _run_claimed(stage, claimed, held, services, deadline)
            waiting = claimed.waiting
            if waiting and services.clock() >= deadline:
                # Nobody has touched them: a message of their own brings them back, and no try of theirs is spent.
                send_each(services.queue, ((stage.name, ref) for ref in waiting))
                break
    except TransientError as error:
        # Nothing is lost: what was saved is only sent on when its message comes again.
        logger.warning("stage interrupted", stage=stage.name, code=error.code, deliveries=len(deliveries))
        return list(deliveries)
    return [delivery for delivery in deliveries if delivery.ref in again]


def _run_claimed(
    stage: Stage, claimed: Claim, held: Mapping[ItemRef, Delivery], services: Services, deadline: float
) -> set[ItemRef]:
    """Work on what was claimed, save it and send it on, what is large in several parts. Returns what is to come again.

    What an earlier run saved but never sent goes on too; what another run holds comes again: should that run die, its
    message is what brings the item back.
    """
    again = {each.ref for each in claimed.passed if each.stage == stage.name and each.state is State.RUNNING}
    for part in in_parts(_work(stage, claimed, held, services, deadline)):
        saved, outcomes = _save(services, stage, part, claimed)
        send_each(services.queue, _onward(outcomes, saved))
        again |= _to_be_tried_again(outcomes)
    send_each(services.queue, _passed_on(stage, claimed))
    return again


def _work(
    stage: Stage, claimed: Claim, held: Mapping[ItemRef, Delivery], services: Services, deadline: float
) -> Iterator[Outcome]:
    for item in claimed.items:
        delivery = held[ItemRef(item.tenant.id, item.id)]
        outcome = _work_on(stage, item, delivery, services, deadline)
        _log(stage, outcome)
        yield replace(outcome, same_document=outcome.item.document is item.document)


def _work_on(stage: Stage, item: Item, delivery: Delivery, services: Services, deadline: float) -> Outcome:
    """Run the stage function on one item, under the time left."""
    left = deadline - services.clock()
    if left <= 0:
        return _out_of_time(stage, item, delivery, left)
    try:
        with time_limit(left):
            worked = _worked(stage, item, services)
    except DocumentError as error:
        return Outcome(
            delivery=delivery,
            item=item,
            stage=stage,
            state=State.FAILED,
            error=Error.of(error.said),
        )
    except TransientError as error:
        return _try_again(stage, item, delivery, Error.of(error.said))
    except OutOfTimeError:
        return _out_of_time(stage, item, delivery, left)
    except Exception as bug:  # noqa: BLE001 (the only one: a bug must not take the other items of the batch with it)
        _log_bug("stage function failed", stage, item, bug)
        return _try_again(stage, item, delivery, _error_of(bug))
    return _settle(stage, worked, delivery)


def _worked(stage: Stage, item: Item, services: Services) -> Item:
    """Return what the stage function makes of *item*; a row, which is JSON, needs no process of its own."""
    if services.sandbox is None or not stage.reads_files or item.row is not None:
        return stage.load()(item, services.tools)
    return services.sandbox.run(stage, item, services.tools)


def _error_of(bug: Exception) -> Error:
    """Return the error that the item shows, and the dead letter's evidence."""
    evidence = "".join(traceback.format_exception(bug))
    return Error.of(said("internal_error.item"), cause=cause_of(bug), traceback=evidence)


def _out_of_time(stage: Stage, item: Item, delivery: Delivery, had: float) -> Outcome:
    """Charge a try to an item that *had* the whole limit, in seconds. Another one waits for what its neighbours took.

    It goes back to its stage as a new message, whose tries are counted anew, and is the first to be worked on then.
    """
    if had < stage.soft_limit * WHOLE:
        return Outcome(delivery=delivery, item=item, stage=stage, state=State.QUEUED)
    return _try_again(stage, item, delivery, Error.of(said("took_too_long.stage", seconds=round(stage.soft_limit))))


def _try_again(stage: Stage, item: Item, delivery: Delivery, error: Error) -> Outcome:
    """Back to the queue, or, at the last try, failed and kept as a dead letter."""
    last = delivery.attempt >= MAX_ATTEMPTS
    state = State.FAILED if last else State.QUEUED
    return Outcome(delivery=delivery, item=item, stage=stage, state=state, error=error, dead=last)


def _settle(stage: Stage, item: Item, delivery: Delivery) -> Outcome:
    following, state, error = settled(stage, item)
    return Outcome(delivery=delivery, item=item, stage=following, state=state, error=error)


def settled(stage: Stage, item: Item) -> tuple[Stage, State, Error | None]:
    """Where an item goes whose stage function returned: on, to its end, to a person, or to its children."""
    wrong = [finding for finding in item.findings if finding.severity is Severity.ERROR]
    if wrong:
        return stage, State.FAILED, _together(wrong)
    if any(finding.severity is Severity.REVIEW for finding in item.findings):
        return stage, State.REVIEW, None
    following = None if item.children else next_stage(stage, item)
    return (stage, State.DONE, None) if following is None else (following, State.QUEUED, None)


def _together(findings: Sequence[Finding]) -> Error:
    """Return the error that says the first findings: of a long statement each row may have one."""
    more = len(findings) - MOST_TOLD
    rest = [said("more_findings.item", count=more)] if more > 0 else []
    return Error.of(*findings[:MOST_TOLD], *rest)


def _save(
    services: Services, stage: Stage, outcomes: Sequence[SerializedOutcome], claimed: Claim
) -> tuple[Saved, Sequence[Outcome]]:
    """Save all at once; if Postgres refuses one (a bug, or text that it cannot hold), save each by itself."""
    try:
        saved = save(services.database, stage, outcomes, services.tools.limits.max_items_per_batch)
        return saved, [each.outcome for each in outcomes]
    except DBAPIError:
        # Handled below, where it is no longer the context of further errors: it may quote another tenant's row.
        pass
    before = {item.id: item for item in claimed.items}
    alone = [_save_alone(services, stage, each, before[each.outcome.item.id]) for each in outcomes]
    saved = Saved(
        items=frozenset().union(*(one.items for one, _ in alone)),
        children=tuple(child for one, _ in alone for child in one.children),
    )
    return saved, [outcome for _, outcome in alone]


def _save_alone(services: Services, stage: Stage, one: SerializedOutcome, before: Item) -> tuple[Saved, Outcome]:
    most = services.tools.limits.max_items_per_batch
    try:
        return save(services.database, stage, [one], most), one.outcome
    except DBAPIError as refusal:
        _log_bug("outcome cannot be saved", stage, before, refusal)
        refused = _try_again(stage, before, one.outcome.delivery, _error_of(refusal))
        return save(services.database, stage, [serialized(refused)], most), refused


def _onward(outcomes: Iterable[Outcome], saved: Saved) -> Iterator[tuple[str, ItemRef]]:
    """Yield what was saved, its children, and what ran out of time."""
    for outcome in outcomes:
        ready = outcome.state is State.QUEUED and outcome.error is None
        if ready and outcome.delivery.ref in saved.items:
            yield outcome.stage.name, outcome.delivery.ref
    for child in saved.children:
        yield FIRST.name, child


def _passed_on(stage: Stage, claimed: Claim) -> Iterator[tuple[str, ItemRef]]:
    """Yield what an earlier run saved but never sent. What already is further than *stage* sends was sent."""
    for passed in claimed.passed:
        if passed.state is State.QUEUED and passed.stage in sends_to(stage):
            yield passed.stage, passed.ref


def _to_be_tried_again(outcomes: Iterable[Outcome]) -> set[ItemRef]:
    """Return the items with transient errors. At the last try SQS moves their messages to the dead-letter queue."""
    return {
        outcome.delivery.ref
        for outcome in outcomes
        if outcome.error and (outcome.state is State.QUEUED or outcome.dead)
    }


def _log_bug(message: str, stage: Stage, item: Item, bug: Exception) -> None:
    """Log where the bug came up, never its message: that is kept with the tenant's own dead letter."""
    logger.error(message, stage=stage.name, item_id=str(item.id), cause=cause_of(bug), trace=trace_of(bug))


def _log(stage: Stage, outcome: Outcome) -> None:
    logger.info(
        "item handled",
        stage=stage.name,
        tenant_id=str(outcome.item.tenant.id),
        item_id=str(outcome.item.id),
        attempt=outcome.delivery.attempt,
        next=outcome.stage.name,
        state=outcome.state,
        code=outcome.error.code if outcome.error else None,
    )
