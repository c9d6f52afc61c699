"""The routes for operators: how deep the queues are, why there are dead letters, and their redrive."""

from collections import defaultdict
from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Path

from asiento.api.access import Operator, Services
from asiento.api.queue_models import Cause, Queues, RedriveOrder, RedriveResult, StageQueue
from asiento.errors import RequestError
from asiento.intake.services import ApiServices
from asiento.pipeline import PIPELINE, STAGES
from asiento.redrive import DeadLetterQueues, RedriveOptions, RedriveServices, redrive
from asiento.store.dead_letters import count_by_cause

MOST_CAUSES = 100
SECONDS = 15
"""For a redrive: the function has 29 in all."""
EVERYTHING = RedriveOrder()

StageName = Annotated[str, Path(description="A stage: preprocess, ocr, classify, extract, validate or publish.")]

logger = Logger(service="asiento")
router = Router()  # type: ignore[no-untyped-call]


@router.get(
    "/queues",
    summary="See how deep the queues are and why there are dead letters",
    description="For operators: keys with the role `operate` of the deployment's own tenant.",
    tags=["Operators"],
)
def list_queues(_caller: Operator, services: Services) -> Queues:
    """List the queues in the order of their stages."""
    dead_letters = _dead_letters(services)
    with services.database.transaction(()) as connection:
        rows = count_by_cause(connection, MOST_CAUSES)
    causes = defaultdict(list)
    for row in rows:
        causes[row["stage"]].append(Cause(**row))
    queues = []
    for stage in PIPELINE:
        depths = dead_letters.depths(stage)
        queues.append(
            StageQueue(
                stage=stage.name,
                waiting=depths.waiting,
                in_flight=depths.in_flight,
                dead_letters=depths.dead,
                causes=causes[stage.name],
            )
        )
    return Queues(queues=queues)


@router.post(
    "/queues/<stage>/redrive",
    status_code=202,
    summary="Send dead letters back to their stage",
    description="For operators. Without `code` and `limit` all of them, by SQS itself where it can. What is moved runs "
    "again with its tries counted anew, and posts nothing twice. Call again while the answer says `more`.",
    tags=["Operators"],
)
def redrive_stage(
    caller: Operator,
    services: Services,
    stage: StageName,
    body: Annotated[RedriveOrder, Body(description="Which of them.")] = EVERYTHING,
) -> RedriveResult:
    """Redrive."""
    if stage not in STAGES:
        raise RequestError(HTTPStatus.NOT_FOUND, "unknown_stage", field="stage", stages=list(STAGES))
    outside = RedriveServices(database=services.database, queue=services.queue, dead_letters=_dead_letters(services))
    wanted = RedriveOptions(code=body.code, limit=body.limit, dry_run=body.dry_run, seconds=SECONDS)
    done = redrive(outside, STAGES[stage], wanted)
    asked = {"stage": stage, "code": body.code, "limit": body.limit, "dry_run": body.dry_run}
    logger.info("dead letters redriven", operator=str(caller.tenant_id), moved=done.moved, asked=asked)
    return RedriveResult(
        stage=stage,
        dry_run=body.dry_run,
        moved=done.moved,
        by_code=dict(done.by_code),
        removed=done.removed,
        left=done.left,
        more=done.more,
        task=done.task,
    )


def _dead_letters(services: ApiServices) -> DeadLetterQueues:
    if services.dead_letters is None:
        raise RequestError(HTTPStatus.CONFLICT, "no_queues")
    return services.dead_letters
