"""`asiento erase TENANT_ID`: all that is kept of a tenant goes for good, with a proof. For operators."""

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace
from uuid import UUID

from botocore.exceptions import BotoCoreError

from asiento import bootstrap
from asiento.erase import Erasure, erase, inventory
from asiento.erase.objects import Objects
from asiento.errors import AsientoError, TransientError
from asiento.settings import SettingsError, read_owner_settings
from asiento.store.database import connect


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = (
        "Keys go first, then rows, then every version of every object; the record is printed as JSON and kept in "
        "asiento.erasures. May be stopped and run again. Forms for uploads that were given before stay valid for an "
        "hour: run it again after settles_at, and the record is final. Reads ADMIN_DATABASE_URL or "
        "ADMIN_DATABASE_SECRET (the schema's owner), IMPORTS_BUCKET, and AWS's own variables, of somebody who may "
        "list and delete versions. Bookkeeping law may ask to keep documents for years: hand them over before."
    )
    parser.add_argument("tenant_id", type=UUID, metavar="TENANT_ID")
    parser.add_argument("--by", default=None, metavar="NAME", help="who answers for it (the login of this machine)")
    parser.add_argument("--dry-run", action="store_true", help="only count what is there")
    parser.add_argument("--yes", action="store_true", help="needed to erase: nothing brings it back but a backup")


def run(options: Namespace) -> int:
    """Erase and print the record. Returns the exit status: 1 if anything is left, 2 for wrong settings."""
    if not (options.dry_run or options.yes):
        sys.stderr.write("asiento: nothing was erased. Look with --dry-run, then say --yes.\n")
        return 2
    try:
        settings = read_owner_settings()
        bootstrap.quiet_libraries()
        engine = connect(bootstrap.database_address(settings.database_url, settings.database_secret))
        objects = Objects(bootstrap.client("s3"), settings.bucket)
    except (SettingsError, TransientError, BotoCoreError) as error:
        sys.stderr.write(f"asiento: {error}\n")
        return 2
    by = options.by or getpass.getuser()
    erasure = Erasure(engine=engine, objects=objects, tenant_id=options.tenant_id, by=by)
    try:
        return tell(erasure, dry_run=options.dry_run)
    finally:
        engine.dispose()


def tell(erasure: Erasure, *, dry_run: bool) -> int:
    """Look or erase, and print what came of it."""
    try:
        record = inventory(erasure) if dry_run else erase(erasure)
    except AsientoError as error:
        again = " What is done stays done." if isinstance(error, TransientError) else ""
        sys.stderr.write(f"asiento: {error.message}{again}\n")
        return 1
    sys.stdout.write(json.dumps(record, indent=2, sort_keys=True) + "\n")
    if dry_run or record["final"]:
        return 0
    sys.stderr.write(f"asiento: run it again after {record['settles_at']}, to prove that nothing came in late.\n")
    return 1 if record["left"] else 0
