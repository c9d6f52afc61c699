"""The authorizer function, which API Gateway asks for each key."""

from collections.abc import Mapping
from typing import Any

from asiento import bootstrap
from asiento.access.authorizer import authorize


def handler(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return authorize(event, bootstrap.database())
