"""Run as a process of its own: one stage as its Lambda function runs it, once, on a delivery of messages."""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import text

from asiento import bootstrap
from asiento.errors import DocumentError
from asiento.model import Delivery, ItemRef, Limits, Tools
from asiento.pipeline import STAGES, Stage
from asiento.preprocess.antivirus import scanning_off
from asiento.runner import Services, run_stage
from asiento.sandbox.process import ProcessSandbox
from asiento.store.database import open_database


class DiskFiles:
    """The `Files` of a folder, so that their bytes are in no process until they are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, key: str) -> bytes:
        """Return the bytes; raise `DocumentError("file_missing")` if there is no such file."""
        try:
            return (self.folder / key).read_bytes()
        except FileNotFoundError as error:
            raise DocumentError("file_missing.not_uploaded") from error

    def write(self, key: str, data: bytes) -> None:
        """Store *data* under *key*."""
        place = self.folder / key
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    def quarantine(self, key: str) -> None:
        """Nothing is scanned here."""


class SentAway:
    """A queue that counts what it is sent."""

    def __init__(self) -> None:
        self.sent = Counter[str]()

    def send(self, stage: Stage, refs: Sequence[ItemRef]) -> None:
        """Count."""
        self.sent[stage.name] += len(refs)

    def check(self) -> None:
        """Do nothing: it is always there."""


def main() -> None:
    """Run the stage that is named on the items that are named; print what became of them."""
    name, url, folder, tenant, *items = sys.argv[1:]
    bootstrap.quiet_libraries()
    from boto3.session import Session  # noqa: PLC0415 (a function has it)

    Session().client("s3", region_name="eu-south-2")
    database, queue, sandbox = open_database(url), SentAway(), ProcessSandbox()
    tools = Tools(files=DiskFiles(Path(folder)), limits=Limits(), scan=scanning_off)
    services = Services(database=database, queue=queue, tools=tools, sandbox=sandbox)
    deliveries = [Delivery(ref=ItemRef(UUID(tenant), UUID(item)), message_id=uuid4(), attempt=1) for item in items]
    started = time.monotonic()
    again = run_stage(STAGES[name], deliveries, services)
    took = time.monotonic() - started
    sandbox.stop()
    with database.transaction([UUID(tenant)]) as connection:
        ended = connection.execute(
            text("SELECT state || coalesce(' ' || (error ->> 'code'), '') FROM items WHERE id = ANY(:items)"),
            {"items": items},
        ).scalars()
        became = dict(Counter(ended))
    print(json.dumps({"seconds": round(took, 1), "again": len(again), "sent": dict(queue.sent), "became": became}))


if __name__ == "__main__":
    main()
