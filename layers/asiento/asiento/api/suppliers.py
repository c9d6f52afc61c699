"""The routes of suppliers: what the ledger knows of them, and what is decided about one."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Path

from asiento.api.access import Administrator, Reviewer, Services
from asiento.api.parameters import DEFAULT_PAGE, After, Limit
from asiento.api.parts import shortened
from asiento.api.supplier_models import PolicyToChange, Supplier, SupplierPage
from asiento.errors import RequestError
from asiento.store.history import Act, Action, Subject, record
from asiento.store.paging import page_of, read_cursor
from asiento.store.suppliers import find_supplier, page_of_suppliers, save_policy

SupplierId = Annotated[UUID, Path(description="The id of a supplier.")]

router = Router()  # type: ignore[no-untyped-call]


@router.get(
    "/suppliers",
    summary="List suppliers with what is posted of them, the newest last",
    description="Whoever sent an expense or invoice that was posted, known by the tax id, or by the name without one.",
    tags=["Suppliers"],
)
def list_suppliers(
    *, caller: Reviewer, services: Services, limit: Limit = DEFAULT_PAGE, cursor: After = None
) -> SupplierPage:
    """List the suppliers of the tenant."""
    after = read_cursor(cursor)
    with services.database.transaction([caller.tenant_id]) as connection:
        rows = page_of_suppliers(connection, caller.tenant_id, after=after, most=limit + 1)
    page = page_of([shortened(row) for row in rows], limit)
    return SupplierPage(items=[Supplier(**row) for row in page.rows], next_cursor=page.next_cursor)


@router.get("/suppliers/<supplier_id>", summary="Show a supplier", tags=["Suppliers"])
def show_supplier(caller: Reviewer, services: Services, supplier_id: SupplierId) -> Supplier:
    """Show a supplier."""
    with services.database.transaction([caller.tenant_id]) as connection:
        return _shown(find_supplier(connection, caller.tenant_id, supplier_id))


@router.patch(
    "/suppliers/<supplier_id>",
    summary="Decide what is looked at of a supplier",
    description="It holds for what is validated and posted from then on. What is left out stays.",
    tags=["Suppliers"],
)
def change_supplier(
    administrator: Administrator, services: Services, supplier_id: SupplierId, body: PolicyToChange
) -> Supplier:
    """Change the policy of a supplier."""
    tenant_id, policy = administrator.tenant_id, body.model_dump(exclude_unset=True)
    with services.database.transaction([tenant_id]) as connection:
        saved = save_policy(connection, tenant_id, supplier_id, policy)
        if saved is None:
            raise _not_found()
        act = Act(Subject.SUPPLIER, supplier_id, Action.SAVE)
        before, after = saved["policy_before"], saved["policy"]
        record(connection, tenant_id, administrator.key_id, act, before=before, after=after)
        return _shown(find_supplier(connection, tenant_id, supplier_id))


def _shown(row: Mapping[Any, Any] | None) -> Supplier:
    if row is None:
        raise _not_found()
    return Supplier(**shortened(row))


def _not_found() -> RequestError:
    return RequestError(HTTPStatus.NOT_FOUND, "supplier_not_found", field="supplier_id")
