"""`asiento redrive STAGE`: dead letters back to their stage, for operators with the deployment's own settings."""

import sys
from argparse import ArgumentParser, Namespace

from botocore.exceptions import BotoCoreError

from asiento import bootstrap
from asiento.commands.arguments import at_least_one
from asiento.errors import AsientoError
from asiento.pipeline import STAGES
from asiento.redrive import RedriveCounts, RedriveOptions, RedriveServices, redrive
from asiento.settings import RunnerMode, SettingsError, queue_variable
from asiento.store.database import UnsafeRoleError


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = (
        "Reads the environment of the functions: DATABASE_URL, IMPORTS_QUEUE_<STAGE>, and AWS's own variables. "
        "What is not asked for stays where it is."
    )
    parser.add_argument("stage", choices=list(STAGES), metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--code", metavar="C", help="only those whose item failed with this code")
    parser.add_argument("--limit", type=at_least_one, metavar="N", help="at most so many")
    parser.add_argument("--dry-run", action="store_true", help="only count")


def run(options: Namespace) -> int:
    """Redrive and say what was done. Returns the exit status: 1 for what did not answer, 2 for wrong settings."""
    wanted = RedriveOptions(code=options.code, limit=options.limit, dry_run=options.dry_run)
    try:
        done = redrive(_services(options.stage), STAGES[options.stage], wanted)
    except (SettingsError, UnsafeRoleError) as error:
        sys.stderr.write(f"asiento: {error}\n")
        return 2
    except AsientoError as error:
        sys.stderr.write(f"asiento: {error.message}\n")
        return 1
    except BotoCoreError as error:
        sys.stderr.write(f"asiento: {error} Set the variables of the AWS command line.\n")
        return 2
    sys.stdout.write(_sentence(options.stage, done, dry_run=options.dry_run))
    return 0


def _services(stage: str) -> RedriveServices:
    settings = bootstrap.settings()
    dead_letters = bootstrap.dead_letters()
    if dead_letters is None:
        raise SettingsError(f"With IMPORTS_RUNNER_MODE={RunnerMode.INLINE} there are no queues and no dead letters.")
    if not settings.queue_urls[stage]:
        raise SettingsError(f"The setting {queue_variable(stage)} is missing. Set it to the URL of the stage's queue.")
    return RedriveServices(database=bootstrap.database(), queue=bootstrap.queue(), dead_letters=dead_letters)


def _sentence(stage: str, done: RedriveCounts, *, dry_run: bool) -> str:
    if done.task:
        return f"{stage}: SQS is moving about {done.moved} dead letters back.\n"
    codes = ", ".join(f"{code} {number}" for code, number in sorted(done.by_code.items()))
    would = "would be " if dry_run else ""
    lines = [
        f"{stage}: {done.moved} dead letters {would}moved back{f' ({codes})' if codes else ''}",
        f"{done.removed} {would}removed, since their item waits for no message",
        f"{done.left} left",
    ]
    return "; ".join(lines) + ("; there may be more, run it again" if done.more else "") + ".\n"
