"""`asiento backfill EXPORT`: what an older system left pending is taken over. For operators."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from botocore.exceptions import BotoCoreError

from asiento import bootstrap
from asiento.backfill import Part, backfill
from asiento.backfill.export import read_export
from asiento.errors import AsientoError
from asiento.intake.services import ApiServices
from asiento.settings import SettingsError
from asiento.store.database import UnsafeRoleError


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = (
        "EXPORT has one JSON object a line: tenant_id, batch_id and id (UUIDs), status, name, and either row (an "
        "object) or file (a path below --files). Lines with a status other than 'pending' are passed over. May run "
        "again: what was taken over already is known. Reads the environment of the functions: DATABASE_URL, "
        "IMPORTS_BUCKET, IMPORTS_QUEUE_PREPROCESS, and AWS's own variables."
    )
    parser.add_argument("export", type=Path, metavar="EXPORT", help="JSON Lines, one item a line")
    parser.add_argument("--files", type=Path, default=Path(), metavar="DIR", help="where its files lie (here)")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def run(options: Namespace) -> int:
    """Take the items over and say so. Returns the exit status: 1 if anything is left, 2 for wrong settings."""
    try:
        return take_over(bootstrap.api_services(), options)
    except (SettingsError, UnsafeRoleError, OSError, UnicodeDecodeError, BotoCoreError) as error:
        sys.stderr.write(f"asiento: {error}\n")
        return 2
    except AsientoError as error:
        sys.stderr.write(f"asiento: {error.message} What is done stays done.\n")
        return 1


def take_over(services: ApiServices, options: Namespace) -> int:
    """Do it with *services*; refused lines are named as they come."""
    total = Part()
    with options.export.open(encoding="utf-8") as lines:
        for part in backfill(services, read_export(lines, options.files), dry_run=options.dry_run):
            for line in part.refused:
                sys.stderr.write(f"line {line.number}: {line.problem}\n")
            total = Part(
                taken=total.taken + part.taken,
                unsent=total.unsent + part.unsent,
                known=total.known + part.known,
                skipped=total.skipped + part.skipped,
                refused=total.refused + part.refused,
            )
    sys.stdout.write(_sentence(total, dry_run=options.dry_run))
    return 1 if total.refused else 0


def _sentence(total: Part, *, dry_run: bool) -> str:
    left = f" ({total.unsent} not sent yet: the sweep does it within minutes)" if total.unsent else ""
    return (
        f"{total.taken} items {'would be ' if dry_run else ''}taken over{left}, {total.known} were here already, "
        f"{total.skipped} are not pending, {len(total.refused)} refused.\n"
    )
