"""Builds clients, engines and services, once a process, on first use. Nothing else makes a client or an engine."""

import logging
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from asiento.errors import TransientError
from asiento.model import Delivery, Scanner, Tools
from asiento.pipeline import MAX_ATTEMPTS, Stage
from asiento.queues import InlineQueue, Queue, SqsQueue
from asiento.runner import Services, run_stage
from asiento.settings import (
    Antivirus,
    Keys,
    RunnerMode,
    Sandbox,
    Settings,
    forget_secrets,
    read_keys,
    read_settings,
    s3_addressing,
)
from asiento.store.address import completed
from asiento.store.database import Database, open_database

if TYPE_CHECKING:
    from asiento.files import S3Files
    from asiento.intake.services import ApiServices
    from asiento.redrive import DeadLetterQueues
    from asiento.sandbox.process import ProcessSandbox


@cache
def settings() -> Settings:
    """Return the settings; from here on libraries are quiet. Raises `SettingsError`."""
    quiet_libraries()
    return read_settings()


def quiet_libraries() -> None:
    """Let only our own loggers speak, whatever level Lambda's settings ask for.

    At DEBUG botocore writes down signatures and bodies, and readers of files what they read.
    """
    logging.getLogger().setLevel(logging.CRITICAL)


@cache
def database() -> Database:
    """Return the database. Raises `UnsafeRoleError`, and `TransientError` when it or the secret store is away."""
    return open_database(database_address(settings().database_url, settings().database_secret))


@cache
def database_address(url: str, secret: str) -> str:
    """Return *url*, completed by what the secret with the ARN *secret* holds: it is read once a process.

    Raises `SettingsError`, and `TransientError("secret_unavailable")`.
    """
    if not secret:
        return url
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (with boto3)

    try:
        return completed(url, client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])
    except (BotoCoreError, ClientError) as error:
        raise TransientError("secret_unavailable") from error


@cache
def keys() -> Keys:
    """Return AWS's credentials, which the environment no longer has once there is a sandbox."""
    return read_keys()


@cache
def client(service: str) -> Any:
    """Return a boto3 client that gives up in time: AWS's own default waits a minute for each try."""
    from boto3.session import Session  # noqa: PLC0415 (300 ms, and the authorizer needs none)
    from botocore.config import Config  # noqa: PLC0415

    given = keys()
    make: Callable[..., Any] = Session(
        aws_access_key_id=given.access_key_id,
        aws_secret_access_key=given.secret_access_key,
        aws_session_token=given.session_token,
    ).client
    s3: Any = {"addressing_style": s3_addressing()}
    # S3's own choice for what is presigned is still version 2 in the oldest regions.
    signed = "s3v4" if service == "s3" else None
    retries: Any = {"mode": "standard"}
    return make(
        service,
        config=Config(connect_timeout=5, read_timeout=30, retries=retries, s3=s3, signature_version=signed),
    )


@cache
def files() -> "S3Files":
    """Return the document store."""
    from asiento.files import S3Files  # noqa: PLC0415 (with boto3)

    return S3Files(client("s3"), settings().bucket)


@cache
def queue() -> Queue:
    """Return the queue of the mode: the only place that knows of modes."""
    if settings().runner_mode is RunnerMode.INLINE:
        return InlineQueue(run_inline, MAX_ATTEMPTS)
    return SqsQueue(client("sqs"), settings().queue_urls)


@cache
def dead_letters() -> "DeadLetterQueues | None":
    """Return the dead-letter queues; inline there are none."""
    from asiento.redrive import DeadLetterQueues  # noqa: PLC0415 (only the API and operators redrive)

    if settings().runner_mode is RunnerMode.INLINE:
        return None
    return DeadLetterQueues(client("sqs"), settings().queue_urls)


def run_inline(stage: Stage, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Run *stage* in this process."""
    return run_stage(stage, deliveries, services())


@cache
def services() -> Services:
    """Return what the runner works with."""
    return Services(database=database(), queue=queue(), tools=tools(), sandbox=sandbox())


@cache
def sandbox() -> "ProcessSandbox":
    """Return what runs the readers of files in child processes; it starts none before the first file.

    No secret is left in the environment by then. Raises `SettingsError` where the kernel cannot confine them as asked.
    """
    from asiento.sandbox.process import ProcessSandbox  # noqa: PLC0415 (the authorizer reads no file)

    required = settings().sandbox is Sandbox.REQUIRED
    keys()
    forget_secrets()
    return ProcessSandbox(required=required)


def tools() -> Tools:
    """Return what a stage function may use of the outside."""
    return Tools(files=files(), limits=settings().limits, scan=scanner(settings()), tesseract=settings().tesseract)


def scanner(given: Settings) -> Scanner:
    """Return the virus scanner; clamd without an address lets nothing pass."""

    def scan(key: str, data: bytes) -> str | None:
        return _asked(given)(key, data)

    return scan


def _asked(given: Settings) -> Scanner:
    from asiento.preprocess.antivirus import clamd_scanner, scanning_off  # noqa: PLC0415 (only preprocess carries clamd)
    from asiento.preprocess.guardduty import guardduty_scanner  # noqa: PLC0415

    match given.antivirus:
        case Antivirus.OFF:
            return scanning_off
        case Antivirus.GUARDDUTY:
            return guardduty_scanner(files())
    return clamd_scanner(given.clamd)


@cache
def api_services() -> "ApiServices":
    """Return what the API works with."""
    from asiento.intake.services import ApiServices  # noqa: PLC0415 (the stages do not load the API)

    return ApiServices(
        database=database(),
        files=files(),
        queue=queue(),
        limits=settings().limits,
        enabled=settings().enabled,
        tools=tools(),
        dead_letters=dead_letters(),
        operator_tenant=settings().operator_tenant,
        sandbox=sandbox(),
    )
