"""The routes of what was sent: the file of an item, and pictures of its pages."""

from dataclasses import asdict
from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Path

from asiento.api.access import Services, Uploader
from asiento.api.original_models import FileAddress, PageAddress
from asiento.api.parameters import ItemId
from asiento.originals import file_address, page_address

Page = Annotated[int, Path(ge=1, le=10**6, description="A page, from 1.")]

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


@router.get(
    "/items/<item_id>/pages/<page>",
    summary="Ask for a picture of a page",
    description="Of a PDF or a picture: a JPEG of at most 300 kB, drawn when it is first asked for. The address is "
    "valid for a minute, and for whoever has it: it needs no key.",
    tags=["Items"],
)
def show_page(caller: Uploader, services: Services, item_id: ItemId, page: Page) -> PageAddress:
    """Show where the picture of a page is."""
    return PageAddress(**asdict(page_address(services, caller.tenant_id, item_id, page)))
