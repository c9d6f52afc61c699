"""The local stack as a whole: brings its parts up in their order, takes them down, says how they stand."""

import hashlib
import json
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from asiento.codec import from_json, to_json
from infra.local import build, deploy, ministack, servers
from infra.local.config import ROOT, StackConfig, StackError
from infra.local.demo_tenant import TENANT_ID
from infra.local.processes import Process, discard, is_running, stop, wait_until

Say = Callable[[str], None]
RAPIDOCR = ROOT / "var" / "rapidocr"
"""Where `make setup` puts the packages of the better OCR engine."""
API_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What runs where, kept in `stack.json`. *deployed* is the fingerprint of what was deployed, and where."""

    gateway_url: str
    admin_database_url: str
    database_url: str
    started_at: datetime
    deployed: str = ""
    outputs: Mapping[str, str]
    processes: Mapping[str, Process]

    @property
    def api_url(self) -> str:
        """Where clients send their documents."""
        return f"{self.gateway_url}/_aws/execute-api/{self.outputs['ApiId']}/v1"


def read_record(config: StackConfig) -> Record | None:
    """Return what `up` wrote, or None if nothing is up. Raises `StackError` if it cannot be read."""
    if not config.record.exists():
        return None
    try:
        return from_json(Record, config.record.read_bytes())
    except ValueError as error:
        raise StackError(
            f"{config.record} cannot be read, so nobody knows what runs. End MiniStack and clamd yourself, "
            "delete that file and run `make up`."
        ) from error


def up(config: StackConfig, say: Say) -> Record:
    """Start what does not run yet, deploy what changed, migrate the schema. Raises `StackError`."""
    began = time.monotonic()
    config.var.mkdir(parents=True, exist_ok=True)
    before = read_record(config)
    record = _start(config, before, say)
    parameters = _parameters(config, record)
    fingerprint = _fingerprint(build.build(say), parameters, record.processes["ministack"])
    if not before or before.deployed != fingerprint:
        say("deploying template.yaml onto the local AWS")
        record = replace(record, outputs=deploy.deploy(config, ROOT / build.BUILT, parameters))
        _write(config, record)
    deploy.invoke(config, record.outputs["MigrateFunctionName"])
    wait_for_api(record)
    record = replace(record, deployed=fingerprint)
    _write(config, record)
    say(f"the API answers at {record.api_url} ({time.monotonic() - began:.1f} s)")
    return record


def down(config: StackConfig, say: Say) -> None:
    """Stop everything that `up` started. The database stays in its folder; documents and queues are gone."""
    record = read_record(config)
    for name, process in (record.processes if record else {}).items():
        if is_running(process):
            say(f"stopping {name}")
            stop(process)
    servers.stop_postgres(config, say)
    config.record.unlink(missing_ok=True)
    discard(config.var / "tmp")


def status(config: StackConfig, say: Say) -> None:
    """Say what runs where."""
    record = read_record(config)
    if record is None:
        say("Nothing is up. Start with: make up")
        return
    for name, process in record.processes.items():
        say(f"{name}: process {process.pid}, {'running' if is_running(process) else 'GONE: run `make up`'}")
    say(f"Postgres: {record.database_url.rpartition('@')[2]}, {servers.postgres_state(config)}")
    say(f"API: {record.api_url if record.outputs else 'not deployed yet: run `make up`'}")
    say(f"up since {record.started_at:%Y-%m-%d %H:%M:%S} UTC")


def _start(config: StackConfig, before: Record | None, say: Say) -> Record:
    """Start the servers, each written down at once, so that `down` finds it whatever happens next."""
    admin_url, app_url = servers.start_postgres(config, say)
    record = Record(
        gateway_url=config.gateway_url,
        admin_database_url=admin_url,
        database_url=app_url,
        started_at=before.started_at if before else datetime.now(UTC),
        outputs=before.outputs if before else {},
        processes={name: each for name, each in before.processes.items() if is_running(each)} if before else {},
    )
    _write(config, record)
    for name, start in (("clamd", servers.start_clamd), ("ministack", ministack.start)):
        if name not in record.processes and (process := start(config, say)):
            record = replace(record, processes={**record.processes, name: process})
            _write(config, record)
    return record


def _write(config: StackConfig, record: Record) -> None:
    config.record.write_bytes(to_json(record))


def _parameters(config: StackConfig, record: Record) -> dict[str, str]:
    scanning = "clamd" in record.processes
    return {
        **_addresses(config, record),
        "Antivirus": "required" if scanning else "off",
        "Clamd": f"tcp://127.0.0.1:{config.clamd_port}" if scanning else "",
        "OcrPackages": str(RAPIDOCR),
        "OperatorTenant": str(TENANT_ID),
        # MiniStack speaks plain HTTP, and holds requests to the policies that this would bring.
        "TlsOnly": "off",
        "TesseractCommand": shutil.which("tesseract") or "",
        **config.parameters,
    }


def _addresses(config: StackConfig, record: Record) -> dict[str, str]:
    given = {"AppDatabase": record.database_url, "AdminDatabase": record.admin_database_url}
    if not config.secrets:
        return {f"{name}Url": url for name, url in given.items()}
    return {f"{name}Secret": deploy.put_secret(config, name, url) for name, url in given.items()}


def _fingerprint(sources: str, parameters: Mapping[str, str], target: Process) -> str:
    """Hash what was deployed and where: a new MiniStack process is empty."""
    return hashlib.sha256(json.dumps([sources, dict(parameters), target.pid]).encode()).hexdigest()


def wait_for_api(record: Record) -> None:
    """Wait until the API says that it is well. Raises `StackError` with what it says instead."""
    url = f"{record.api_url}/health"
    if not wait_until(lambda: _problem_of(url) is None, API_SECONDS):
        raise StackError(
            f"The API is up but not well: {url} says: {_problem_of(url)}. `make logs` shows the functions' logs; "
            "mend what they name and run this again."
        )


def _problem_of(url: str) -> str | None:
    """Return what is wrong with the answer at *url*, None if nothing is."""
    try:
        with urllib.request.urlopen(url, timeout=30):  # noqa: S310 (loopback)
            return None
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.read()[:500].decode(errors='replace')}"
    except (urllib.error.URLError, OSError) as error:
        return str(error)
