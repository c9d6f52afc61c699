"""The routes of a tenant's settings: when a person looks."""

from aws_lambda_powertools.event_handler.api_gateway import Router

from asiento.api.access import Administrator, Reviewer, Services
from asiento.api.settings_models import Settings, SettingsToSave
from asiento.codec import from_plain, to_plain
from asiento.store.history import Act, Action, Subject, record
from asiento.store.tenants import find_tenant_settings, save_tenant_settings
from asiento.tenant import TenantSettings

router = Router()  # type: ignore[no-untyped-call]


@router.get("/settings", summary="Show when a person looks", tags=["Tenant"])
def show_settings(caller: Reviewer, services: Services) -> Settings:
    """Show the settings of the tenant."""
    with services.database.transaction([caller.tenant_id]) as connection:
        return _shown(find_tenant_settings(connection, caller.tenant_id))


@router.put(
    "/settings",
    summary="Say when a person looks",
    description="It holds for what is validated and posted from then on. What is left out is as usual.",
    tags=["Tenant"],
)
def save_settings(administrator: Administrator, services: Services, body: SettingsToSave) -> Settings:
    """Replace the settings of the tenant."""
    tenant_id = administrator.tenant_id
    settings = from_plain(TenantSettings, body.model_dump())
    with services.database.transaction([tenant_id]) as connection:
        saved = save_tenant_settings(connection, tenant_id, settings)
        act = Act(Subject.TENANT, tenant_id, Action.SAVE)
        before = to_plain(from_plain(TenantSettings, saved["settings_before"]))
        record(connection, tenant_id, administrator.key_id, act, before=before, after=saved["settings"])
    return _shown(settings)


def _shown(settings: TenantSettings) -> Settings:
    return Settings.model_validate(to_plain(settings))
