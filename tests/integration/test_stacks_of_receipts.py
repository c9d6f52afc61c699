"""A stack of scanned receipts on a real Postgres: from one file to a ledger row each, and never twice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import uuid4

from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.model import Delivery, ItemRef
from asiento.model import Engine as OcrEngine
from asiento.pipeline import MAX_ATTEMPTS, STAGES, Stage
from asiento.queues import InlineQueue
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.tenant import Tenant
from builders import DictFiles, delivered, make_tools
from infra.samples.paper import fed_through
from infra.samples.receipts import drawer, slip

RECEIPTS = drawer()
LEDGER = "SELECT number, issued_on, total FROM asiento.expenses ORDER BY number"
FAMILY = """
    SELECT name, parent_id, stage, state FROM asiento.items
    WHERE tenant_id = :tenant ORDER BY parent_id NULLS FIRST, name
"""


def on_its_way(
    database: Database, put_item: Callable[..., ItemRef], tenant: Tenant
) -> tuple[ItemRef, Services, list[str]]:
    """Return the item of a scanned stack, services that run all stages at once, and the stages that they ran."""
    files, ran = DictFiles(), list[str]()
    key = f"{tenant.id}/{uuid4()}/{uuid4()}/stack.pdf"
    files.write(key, fed_through(map(slip, RECEIPTS)))
    stack = put_item(tenant, name="stack.pdf", file_key=key, row=None)

    def run(stage: Stage, given: Sequence[Delivery]) -> list[Delivery]:
        ran.extend([stage.name] * len(given))
        return run_stage(stage, given, services)

    tools = replace(make_tools(files), engines=frozenset({OcrEngine.TESSERACT}))
    services = Services(database=database, queue=InlineQueue(run, MAX_ATTEMPTS), tools=tools)
    return stack, services, ran


def test_a_stack_of_receipts_becomes_a_ledger_row_each(
    database: Database, admin: Engine, tenant: Tenant, put_item: Callable[..., ItemRef], client: ApiClient
) -> None:
    """The parts name their pages, ocr ran once for all, the second delivery makes no second family."""
    stack, services, ran = on_its_way(database, put_item, tenant)

    for _ in range(2):
        services.queue.send(STAGES["preprocess"], [stack])
        run_stage(STAGES["classify"], [delivered(stack)], services)

    with admin.connect() as connection:
        posted = [tuple(row) for row in connection.execute(text(LEDGER))]
        family = [tuple(row) for row in connection.execute(text(FAMILY), {"tenant": tenant.id})]
    assert posted == sorted((one.number, one.at.date(), one.total) for one in RECEIPTS)
    assert family == [
        ("stack.pdf", None, "classify", "done"),
        *((f"stack.pdf, page {page}", stack.item_id, "publish", "done") for page in (1, 2, 3)),
    ]
    assert (ran.count("ocr"), ran.count("publish")) == (1, 3)
    assert client.get(f"/items/{stack.item_id}").json["status"] == "split"
