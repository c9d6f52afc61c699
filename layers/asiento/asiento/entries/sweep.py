"""The sweep function, on a schedule."""

from typing import Any

from asiento import bootstrap
from asiento.sweep import measure, sweep


def handler(_event: object, _context: object) -> dict[str, Any]:
    """Lambda's entry, on a schedule."""
    repairs = sweep(bootstrap.database(), bootstrap.queue())
    measure(repairs)
    return {"sent": repairs.sent, "failed": repairs.lost}
