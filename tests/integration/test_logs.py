"""What is logged at DEBUG while everything goes wrong that can: no secret, and nothing that a document says."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from typing import Any, cast
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config
from sqlalchemy import Engine, text

from asiento.access.keys import Role, new_key
from asiento.api import ApiServices, build_api
from asiento.bootstrap import quiet_libraries
from asiento.files import S3Files
from asiento.handler import delivery_of
from asiento.model import ItemRef
from asiento.pipeline import FIRST, MAX_ATTEMPTS, PIPELINE, STAGES
from asiento.queues import InlineQueue
from asiento.runner import Services, run_stage
from asiento.sandbox.process import ProcessSandbox
from asiento.store.database import Database, connect
from asiento.tenant import Tenant
from builders import DictFiles, delivered, make_tools
from doubles import ListQueue
from gateway import Gateway
from infra.local.postgres import Cluster
from places import free_port

TEXT, PASSWORD, SECRET = "Zanahoria73519", "Pa55w0rd-of-the-database", "aws-secret-73519"
DOCUMENTS = {
    "movements.csv": f"Fecha;Concepto;Importe;Saldo\n05/03/2026;{TEXT};-12,10;87,90\n06/03/2026;{TEXT};1,00;88,90\n",
    "broken.csv": f"{TEXT};{TEXT}\n{TEXT}\n",
    "statement.mt940": f":20:{TEXT}\n:25:{TEXT}\n:28C:1/1\n:60F:C260301EUR1,00\n:61:{TEXT}\n:86:{TEXT}\n-\n",
    "invoice.xml": f'<?xml version="1.0"?><Invoice xmlns="urn:{TEXT}"><ID>{TEXT}</ID>',
    "broken.pdf": f"%PDF-1.7\n{TEXT}\n%%EOF",
    "letter.eml": f"Subject: {TEXT}\nContent-Type: text/plain\n\n{TEXT}",
    "bank.ofx": f"OFXHEADER:100\n\n<OFX><STMTTRN><TRNAMT>{TEXT}<MEMO>{TEXT}",
}  # fmt: skip

PutItem = Callable[..., ItemRef]


@pytest.fixture
def logs() -> Iterator[StringIO]:
    """All that is logged, ours as Lambda gets it, with everything set to DEBUG before a process begins."""
    written, ours, root = StringIO(), logging.getLogger("asiento"), logging.getLogger()
    handlers = (logging.StreamHandler(written), logging.StreamHandler(written))
    handlers[0].setFormatter(ours.handlers[0].formatter)
    handlers[1].addFilter(lambda record: record.name != "asiento")
    levels = ours.level, root.level
    for logger, handler in zip((ours, root), handlers, strict=True):
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    quiet_libraries()
    yield written
    for logger, handler, level in zip((ours, root), handlers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def has_none_of(logs: StringIO, *secrets: str) -> bool:
    """Return whether nothing of this is in the logs, after proving that it would be seen there."""
    said = logs.getvalue()
    logging.getLogger("asiento").warning("seen", extra={"secrets": secrets})
    assert all(secret in logs.getvalue() for secret in secrets)
    return not any(secret in said for secret in secrets)


def test_documents_that_go_through_or_fail_leave_no_text(
    database: Database, tenant: Tenant, put_item: PutItem, logs: StringIO
) -> None:
    """Whatever the readers make of them, the logs have ids, stages and codes."""
    files = DictFiles()
    services = Services(
        database=database,
        queue=InlineQueue(lambda stage, given: run_stage(stage, given, services), MAX_ATTEMPTS),
        tools=make_tools(files),
    )
    given = [put_item(tenant, content={"type": "expense", "supplier": TEXT, "total": TEXT})]
    for name, content in DOCUMENTS.items():
        key = f"{tenant.id}/{uuid4()}/{uuid4()}/{name}"
        files.write(key, content.encode())
        given.append(put_item(tenant, name=f"{TEXT} {name}", file_key=key, row=None))

    services.queue.send(FIRST, given)

    assert logs.getvalue().count("item handled") > len(given)
    assert has_none_of(logs, TEXT)


def test_bugs_of_every_stage_leave_no_text(
    services: Services,
    tenant: Tenant,
    put_item: PutItem,
    logs: StringIO,
    admin: Engine,
    subtests: pytest.Subtests,
) -> None:
    """Where it broke is logged; what the error quotes is kept with the tenant's own dead letter, and only there."""
    for stage in PIPELINE:
        for function in ("quotes_the_document", "spoils"):
            with subtests.test(stage=stage.name, function=function):
                given = delivered(put_item(tenant, stage=stage.name, content={"supplier": TEXT}), attempt=MAX_ATTEMPTS)
                assert run_stage(replace(stage, function=f"stage_functions:{function}"), [given], services) == [given]

    said = logs.getvalue()
    assert (said.count("stage function failed"), said.count("outcome cannot be saved")) == (6, 6)
    assert said.count("stage_functions.py") == 2 * 6
    assert has_none_of(logs, TEXT)
    with admin.connect() as connection:
        letters = connection.execute(text("SELECT cause, traceback FROM asiento.dead_letters")).all()
    assert not any(TEXT in letter.cause for letter in letters)
    quoting = [letter.traceback for letter in letters if letter.cause.startswith("ValueError in asiento.runner")]
    assert [TEXT in trace for trace in quoting] == [True] * len(PIPELINE)


def test_a_bug_in_a_reader_of_files_leaves_no_text(
    services: Services,
    tenant: Tenant,
    put_item: PutItem,
    logs: StringIO,
    admin: Engine,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """What a child process tells of its end is evidence for the dead letter, too, and nothing is printed."""
    sandbox = ProcessSandbox()
    given = delivered(put_item(tenant, name=TEXT, file_key=f"a/b/c/{TEXT}", row=None), attempt=MAX_ATTEMPTS)

    buggy = replace(FIRST, function="stage_functions:quotes_the_document")
    run_stage(buggy, [given], replace(services, sandbox=sandbox))
    sandbox.stop()

    assert '"cause":"ValueError"' in logs.getvalue()
    assert has_none_of(logs, TEXT)
    assert TEXT not in "".join(capfd.readouterr())
    with admin.connect() as connection:
        assert TEXT in connection.execute(text("SELECT traceback FROM asiento.dead_letters")).scalar_one()


def test_a_dead_letter_quotes_no_other_tenant(
    services: Services, tenant: Tenant, other_tenant: Tenant, put_item: PutItem, admin: Engine
) -> None:
    """Of a batch that cannot be saved each letter has the refusal of its own item alone."""
    given = [
        delivered(put_item(each, content={"supplier": f"{TEXT} of {each.id}"}), attempt=MAX_ATTEMPTS)
        for each in (tenant, other_tenant)
    ]

    run_stage(replace(FIRST, function="stage_functions:spoils"), given, services)

    with admin.connect() as connection:
        letters = connection.execute(text("SELECT tenant_id, traceback FROM asiento.dead_letters")).all()
    others = {tenant.id: str(other_tenant.id), other_tenant.id: str(tenant.id)}
    assert {letter.tenant_id for letter in letters} == set(others)
    assert [letter for letter in letters if others[letter.tenant_id] in letter.traceback] == []


def test_what_is_away_leaves_no_secret(
    cluster: Cluster, services: Services, tenant: Tenant, put_item: PutItem, logs: StringIO
) -> None:
    """Postgres, S3 and messages that nobody of ours wrote: codes, and neither passwords nor signatures."""
    url = cluster.url("asiento_login", PASSWORD).replace(f":{cluster.port}/", f":{free_port()}/")
    no_postgres = replace(services, database=Database(connect(url)))
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{free_port()}",
        aws_access_key_id="key",
        aws_secret_access_key=SECRET,
        config=Config(retries={"total_max_attempts": 1}),
    )
    no_s3 = replace(services, tools=replace(services.tools, files=S3Files(client, "documents")))
    row = delivered(put_item(tenant, content={"a": TEXT}))
    file = delivered(put_item(tenant, name=TEXT, file_key=f"a/b/c/{TEXT}", row=None))

    assert run_stage(STAGES["validate"], [row], no_postgres) == [row]
    assert run_stage(FIRST, [file], no_s3) == [file]
    assert delivery_of({"messageId": "1", "body": TEXT, "attributes": {}, "receiptHandle": SECRET}) is None

    assert all(
        said in logs.getvalue() for said in ("database_unavailable", "storage_unavailable", "unreadable message")
    )
    assert has_none_of(logs, TEXT, PASSWORD, SECRET, "X-Amz-Signature", "AWS4-HMAC")


def test_the_api_leaves_no_secret(
    api_services: ApiServices, tenant: Tenant, admin: Engine, queue: ListQueue, logs: StringIO
) -> None:
    """Keys, right and wrong, bodies, names of files and signatures of uploads are nobody's business, bug or not."""
    key = new_key(Role.OPERATE)
    add = text(
        "INSERT INTO asiento.api_keys (tenant_id, prefix, hash, role, name) VALUES (:t, :prefix, :hash, :role, 'x')"
    )
    with admin.begin() as connection:
        connection.execute(add, {"t": tenant.id, "prefix": key.prefix, "hash": key.hash, "role": key.role})
    wrong = new_key(Role.OPERATE).text
    broken = replace(api_services, files=cast(S3Files, None))

    def post(services: ApiServices, path: str, body: str, sent: str = key.text) -> Any:
        gateway = Gateway(build_api(services), services.database)
        return gateway.ask("POST", path, headers=[("Authorization", f"Bearer {sent}")], body=body.encode())

    batch = post(api_services, "/batches", f'{{"name": "{TEXT}"}}').json["id"]
    upload = post(api_services, f"/batches/{batch}/files", f'{{"files": [{{"name": "{TEXT}.pdf"}}]}}').json["files"][0]
    queue.away = True
    statuses = [
        post(api_services, f"/batches/{batch}/ingest", f'{{"rows": [{{"supplier": "{TEXT}"}}]}}').status,
        post(api_services, f"/batches/{batch}/ingest", f'{{"rows": "{TEXT}"}}').status,
        post(api_services, f"/batches/{batch}/ingest", f'{{"{TEXT}').status,
        post(broken, f"/batches/{batch}/files", f'{{"files": [{{"name": "{TEXT}.pdf"}}]}}').status,
        post(api_services, "/batches", TEXT, wrong).status,
    ]

    assert statuses == [202, 422, 400, 500, 401]
    assert all(said in logs.getvalue() for said in ("request failed", "AttributeError in asiento.", "queue away"))
    signatures = [value for name, value in upload["fields"].items() if name != "key"]
    assert has_none_of(logs, TEXT, key.text, key.text[-43:], key.hash, wrong, wrong[-43:], *signatures)
