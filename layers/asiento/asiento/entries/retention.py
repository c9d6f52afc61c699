"""The retention function, on a schedule."""

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger

from asiento import bootstrap
from asiento.retention import Retention, measure, remove_expired

logger = Logger(service="asiento")


def handler(_event: object, _context: object) -> dict[str, Any]:
    """Lambda's entry, on a schedule."""
    settings = bootstrap.settings()
    if not settings.enabled:
        # After a restore the database knows less than the store, until somebody has looked.
        logger.info("retention waits, since imports are off")
        return {}
    removed = remove_expired(
        Retention(database=bootstrap.database(), files=bootstrap.files(), days=settings.retention_days)
    )
    measure(removed)
    return asdict(removed)
