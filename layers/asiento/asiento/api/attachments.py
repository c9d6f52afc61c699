"""What is attached to an item, as the API shows it."""

from typing import Any

from asiento.model import State
from asiento.pipeline import STATUS
from asiento.store.attachments import Attachments


def shown_attachments(held: Attachments) -> dict[str, Any]:
    """Return the fields of `Holder`."""
    return {
        "attachments": [{**row, "status": STATUS[row["stage"], State(row["state"])]} for row in held.first],
        "attachment_count": held.count,
    }
