"""The routes of what was sent: the file of an item."""

from dataclasses import asdict

from aws_lambda_powertools.event_handler.api_gateway import Router

from asiento.api.access import Services, Uploader
from asiento.api.original_models import FileAddress
from asiento.api.parameters import ItemId
from asiento.originals import file_address

router = Router()  # type: ignore[no-untyped-call]


@router.get(
    "/items/<item_id>/file",
    summary="Ask for the file of an item",
    description="The address is valid for a minute, and for whoever has it: it needs no key. The file is answered as "
    "an attachment. Of a row of a table it is the table, of a part of a stack the part.",
    tags=["Items"],
)
def show_file(caller: Uploader, services: Services, item_id: ItemId) -> FileAddress:
    """Show where the file is."""
    return FileAddress(**asdict(file_address(services, caller.tenant_id, item_id)))
