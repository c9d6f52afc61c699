"""Every setting of the functions, read from the environment once. The only place that reads it."""

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from shutil import which
from typing import Literal
from uuid import UUID

from asiento.model import Limits
from asiento.pipeline import PIPELINE

SEVEN_YEARS = 7 * 365 + 2
"""Days. Spain asks for six years (Código de Comercio, art. 30), Ecuador for seven (Reglamento de Comprobantes de Venta,
Retención y Documentos Complementarios, art. 41)."""
MOST_DAYS = 36_500
MOST = 2**31 - 1
"""What an integer of Postgres holds."""


class SettingsError(RuntimeError):
    """A setting is missing or makes no sense; the message names it."""


class RunnerMode(StrEnum):
    """Which queue carries items from stage to stage."""

    SQS = "sqs"
    INLINE = "inline"


class Antivirus(StrEnum):
    """Who scans what comes in; what cannot be scanned does not pass. `required` is `clamd`; `off` scans nothing."""

    CLAMD = "clamd"
    GUARDDUTY = "guardduty"
    REQUIRED = "required"
    OFF = "off"


class Sandbox(StrEnum):
    """Whether files may be read where the kernel filters no system calls: with a warning, or not at all."""

    PREFERRED = "preferred"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one function. Each field says its variable; `docs/settings.md` is made of these sentences."""

    database_url: str = field(repr=False)
    """`DATABASE_URL`: address of Postgres, `postgresql+pg8000://user:password@host/database?sslmode=verify-full`.
    Required, unless `DATABASE_SECRET` has it. The role is only a member of `asiento_app`. `sslmode` (`disable`,
    `require`, `verify-ca`, `verify-full`) and `sslrootcert` (a PEM file) mean what they mean to libpq."""
    database_secret: str = field(repr=False)
    """`DATABASE_SECRET`: ARN of a secret that holds that address, or RDS's JSON (`username`, `password`, `host`,
    `port`, `dbname`), which `DATABASE_URL` then completes. It is read once, at the start. Empty: there is none."""
    bucket: str
    """`IMPORTS_BUCKET`: the S3 bucket of the documents."""
    queue_urls: Mapping[str, str]
    """`IMPORTS_QUEUE_<STAGE>`: URL of the SQS queue of each stage, for example `IMPORTS_QUEUE_OCR`."""
    runner_mode: RunnerMode
    """`IMPORTS_RUNNER_MODE`: `sqs` carries items by queues. `inline` runs all stages without queues, in one process."""
    enabled: bool
    """`IMPORTS_ENABLED`: `0` takes nothing new in (the API answers 503) and lets what is queued finish."""
    operator_tenant: UUID | None
    """`IMPORTS_OPERATOR_TENANT`: UUID of the deployment's own tenant. Its keys with the role `operate` see the queues
    and may redrive. Empty: nobody may."""
    antivirus: Antivirus
    """`IMPORTS_ANTIVIRUS`: who scans what comes in. `clamd`: ClamAV (`required` is the same). `guardduty`: the tag of
    GuardDuty Malware Protection for S3. `off`: nobody. What cannot be scanned does not pass."""
    clamd: str
    """`IMPORTS_CLAMD`: address of ClamAV's clamd, `tcp://host:port` or `unix:///path`."""
    tesseract: str
    """`IMPORTS_TESSERACT`: path of the tesseract binary itself, not of a script that starts it. Empty: the one on
    `PATH`."""
    sandbox: Sandbox
    """`IMPORTS_SANDBOX`: what to do where the kernel cannot filter system calls (seccomp). `preferred`: read files all
    the same, with a warning in the log. `required`: refuse to start."""
    retry_base: int
    """`IMPORTS_RETRY_BASE_SECONDS`: seconds. A failed delivery waits up to this times 2^attempt, at most 600 s."""
    retention_days: int
    """`IMPORTS_RETENTION_DAYS`: how long documents are kept after the last one of their batch came in. Spain asks for
    six years, Ecuador for seven."""
    limits: Limits
    """What one item may cost, and how often a tenant may ask."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings. Raises `SettingsError` that names what is missing or wrong."""
    secret = environment.get("DATABASE_SECRET", "")
    antivirus = _choice(environment, "IMPORTS_ANTIVIRUS", Antivirus, Antivirus.REQUIRED)
    return Settings(
        database_url=environment.get("DATABASE_URL", "") if secret else _required(environment, "DATABASE_URL"),
        database_secret=secret,
        bucket=environment.get("IMPORTS_BUCKET", ""),
        queue_urls={stage.name: environment.get(queue_variable(stage.name), "") for stage in PIPELINE},
        runner_mode=_choice(environment, "IMPORTS_RUNNER_MODE", RunnerMode, RunnerMode.SQS),
        enabled=environment.get("IMPORTS_ENABLED", "1") != "0",
        operator_tenant=_uuid(environment, "IMPORTS_OPERATOR_TENANT"),
        antivirus=antivirus,
        clamd=environment.get("IMPORTS_CLAMD", ""),
        tesseract=environment.get("IMPORTS_TESSERACT", "") or which("tesseract") or "tesseract",
        sandbox=_choice(environment, "IMPORTS_SANDBOX", Sandbox, Sandbox.PREFERRED),
        retry_base=_integer(environment, "IMPORTS_RETRY_BASE_SECONDS", 20),
        retention_days=_integer(environment, "IMPORTS_RETENTION_DAYS", SEVEN_YEARS, most=MOST_DAYS),
        limits=_limits(environment),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerSettings:
    """Settings of the commands that run as the owner of the schema."""

    database_url: str = field(repr=False)
    """`ADMIN_DATABASE_URL`: address of the database as the schema's owner. Required, unless `ADMIN_DATABASE_SECRET` has
    it."""
    database_secret: str = field(repr=False)
    """`ADMIN_DATABASE_SECRET`: ARN of a secret that holds that address. Empty: there is none."""
    bucket: str
    """`IMPORTS_BUCKET`: the S3 bucket of the documents. Required."""


def read_owner_settings(environment: Mapping[str, str] = os.environ) -> OwnerSettings:
    """Read them. Raises `SettingsError` that names what is missing."""
    secret = environment.get("ADMIN_DATABASE_SECRET", "")
    return OwnerSettings(
        database_url=environment.get("ADMIN_DATABASE_URL", "")
        if secret
        else _required(environment, "ADMIN_DATABASE_URL"),
        database_secret=secret,
        bucket=_required(environment, "IMPORTS_BUCKET"),
    )


def s3_addressing(environment: Mapping[str, str] = os.environ) -> Literal["path", "virtual"]:
    """Return how S3's addresses name the bucket: in the host, or in the path where AWS's own variables name a server.

    As host it is that of the region, to which botocore else gives no form for an upload; regions of 2019 and later
    answer to no other (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
    """
    custom = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL")
    return "path" if custom else "virtual"


SECRETS = (
    "ADMIN_DATABASE_URL",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "DATABASE_URL",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """AWS's credentials as the environment gives them; in Lambda the same for the life of the process."""

    access_key_id: str | None = None
    secret_access_key: str | None = field(default=None, repr=False)
    session_token: str | None = field(default=None, repr=False)


def read_keys(environment: Mapping[str, str] = os.environ) -> Keys:
    """Read them; all None where they come from elsewhere, such as a profile."""
    return Keys(
        access_key_id=environment.get("AWS_ACCESS_KEY_ID"),
        secret_access_key=environment.get("AWS_SECRET_ACCESS_KEY"),
        session_token=environment.get("AWS_SESSION_TOKEN") or None,
    )


def forget_secrets(environment: MutableMapping[str, str] = os.environ) -> None:
    """Remove from the environment what is read by now, so that nothing that is started can inherit it."""
    for name in SECRETS:
        environment.pop(name, None)


def queue_variable(stage: str) -> str:
    """Return the name of the variable that holds the URL of *stage*'s queue."""
    return f"IMPORTS_QUEUE_{stage.upper()}"


def _limits(environment: Mapping[str, str]) -> Limits:
    """Each limit is `IMPORTS_` and its name in capitals: `IMPORTS_MAX_PAGES`."""
    given = {name: _integer(environment, f"IMPORTS_{name.upper()}", value) for name, value in asdict(Limits()).items()}
    return Limits(**given)


def _required(environment: Mapping[str, str], name: str) -> str:
    if not environment.get(name):
        raise SettingsError(f"The setting {name} is missing. Set it in template.yaml or in the environment.")
    return environment[name]


def _integer(environment: Mapping[str, str], name: str, default: int, most: int = MOST) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or not 0 < int(value) <= most:
        raise SettingsError(f"The setting {name} is '{value}', but must be a whole number from 1 to {most:,}.")
    return int(value)


def _uuid(environment: Mapping[str, str], name: str) -> UUID | None:
    value = environment.get(name)
    try:
        return UUID(value) if value else None
    except ValueError as error:
        raise SettingsError(f"The setting {name} is '{value}', but must be a UUID, or empty.") from error


def _choice[T: StrEnum](environment: Mapping[str, str], name: str, kind: type[T], default: T) -> T:
    value = environment.get(name) or default
    if value not in list(kind):
        raise SettingsError(f"The setting {name} is '{value}', but must be one of: {', '.join(kind)}.")
    return kind(value)
