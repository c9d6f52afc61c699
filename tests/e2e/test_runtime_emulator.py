"""One handler under AWS's own runtime emulator: the event, the answer and the process are Lambda's."""

import json
import os
import platform
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from asiento.model import ItemRef
from asiento.tenant import Tenant
from places import ROOT, free_port

MACHINE = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the runtime emulator is a Linux program")


def emulator() -> str:
    """Return the path of `aws-lambda-rie`, which comes with the SAM CLI."""
    spec = find_spec("samcli")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "local" / "rapid" / f"aws-lambda-rie-{MACHINE[platform.machine().lower()]}"
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def invoke_url(migrated: tuple[Engine, str], tmp_path: Path) -> Iterator[str]:
    """The preprocess function in a Lambda runtime, its stages chained inline; yields where to invoke it."""
    port, runtime_port = free_port(), free_port()
    command = [emulator(), "--runtime-interface-emulator-address", f"127.0.0.1:{port}"]
    command += [
        "--runtime-api-address",
        f"127.0.0.1:{runtime_port}",
        sys.executable,
        "-m",
        "awslambdaric",
        "app.handler",
    ]
    environment = {
        **os.environ,
        "AWS_LAMBDA_FUNCTION_TIMEOUT": "120",
        "DATABASE_URL": migrated[1],
        "IMPORTS_RUNNER_MODE": "inline",
        "IMPORTS_ANTIVIRUS": "off",
        "IMPORTS_BUCKET": "documents",
    }
    with (tmp_path / "emulator.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT / "functions" / "preprocess", env=environment, stdout=log, stderr=log
        )
        yield f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"
        process.terminate()
        process.wait(timeout=10)


def invoke(url: str, sent: dict[str, Any]) -> Any:
    """Invoke the function, waiting for the emulator to come up."""
    request = urllib.request.Request(url, data=json.dumps(sent).encode(), method="POST")
    for _ in range(100):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("the runtime emulator did not come up")


def event(body: str) -> dict[str, Any]:
    """Return an SQS event with one message, as AWS sends it."""
    sent: dict[str, Any] = json.loads((ROOT / "tests" / "events" / "sqs_delivery.json").read_text(encoding="utf-8"))
    sent["Records"][0]["body"] = body
    return sent


def test_a_row_goes_from_the_queue_to_the_ledger(invoke_url: str, tenant: Tenant, put_item: Any, admin: Engine) -> None:
    """The built-in runtime calls `app.handler`, which takes an SQS event and leaves an expense."""
    row = {
        "doc_type": "receipt",
        "issued_on": "2026-03-05",
        "supplier": {"name": "Bar Sol"},
        "total": "12.10",
        "currency": "EUR",
    }
    item: ItemRef = put_item(tenant, content=row)
    body = {"tenant_id": str(item.tenant_id), "item_id": str(item.item_id)}

    answer = invoke(invoke_url, event(json.dumps(body)))

    assert answer == {"batchItemFailures": []}
    with admin.connect() as connection:
        expense = connection.execute(text("SELECT issued_on, supplier_name, total FROM asiento.expenses")).one()
        ended = connection.execute(text("SELECT stage, state, error FROM asiento.items")).one()
    assert (str(expense.issued_on), expense.supplier_name, str(expense.total)) == ("2026-03-05", "Bar Sol", "12.10")
    assert tuple(ended) == ("publish", "done", None)


def test_a_message_that_is_not_ours_is_reported(invoke_url: str, admin: Engine) -> None:
    """It becomes a batch item failure, and so ends in the dead-letter queue instead of vanishing."""
    assert admin
    sent = event("hello")

    answer = invoke(invoke_url, sent)

    assert answer == {"batchItemFailures": [{"itemIdentifier": sent["Records"][0]["messageId"]}]}
