"""A tenant as the stages know it: alone, or with each item that they claim."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.codec import from_plain, to_plain
from asiento.codes.languages import ENGLISH, language_of_country
from asiento.reading.writing import Writing
from asiento.store.mappings import mappings_of
from asiento.store.statements import statement
from asiento.tenant import Supplier, Tenant, TenantSettings


def find_tenant(connection: Connection, tenant_id: UUID) -> Tenant:
    """Return the tenant with its column mappings."""
    row = connection.execute(statement("find_tenant"), {"id": tenant_id}).mappings().one()
    return tenant_of({**row, "mappings": mappings_of(connection, tenant_id), "suppliers": None})


def language_of_tenant(connection: Connection, tenant_id: UUID) -> str:
    """Return the language in which the tenant is answered: the one it said, or else that of its country."""
    found = connection.execute(statement("find_tenant_language"), {"tenant_id": tenant_id}).one_or_none()
    return (found.language or language_of_country(found.country)) if found else ENGLISH


def find_settings(connection: Connection, tenant_id: UUID) -> Mapping[Any, Any] | None:
    """Return id, name, country, currency, tax_ids and language of the tenant; the language is None if it said none."""
    return connection.execute(statement("find_settings"), {"tenant_id": tenant_id}).mappings().one_or_none()


def find_tenant_settings(connection: Connection, tenant_id: UUID) -> TenantSettings:
    """Return when the tenant wants a person to look."""
    row = connection.execute(statement("find_tenant"), {"id": tenant_id}).mappings().one()
    return from_plain(TenantSettings, row["settings"])


def save_tenant_settings(connection: Connection, tenant_id: UUID, settings: TenantSettings) -> Mapping[Any, Any]:
    """Save when the tenant wants a person to look; return `settings` and `settings_before` as JSON."""
    parameters = {"tenant_id": tenant_id, "settings": json.dumps(to_plain(settings))}
    return connection.execute(statement("save_settings"), parameters).mappings().one()


def save_language(connection: Connection, tenant_id: UUID, language: str | None) -> Mapping[Any, Any] | None:
    """Save the *language* of the tenant, None for that of its country.

    Return its settings (`find_settings`) and `language_before`.
    """
    parameters = {"tenant_id": tenant_id, "language": language}
    return connection.execute(statement("save_language"), parameters).mappings().one_or_none()


def tenant_of(row: Mapping[Any, Any]) -> Tenant:
    """Return the tenant that a row of `claim_items` holds."""
    saved = row["mappings"] or {}
    return Tenant(
        id=row["tenant_id"],
        name=row["tenant_name"],
        country=row["country"],
        currency=row["currency"],
        tax_ids=tuple(row["tax_ids"]),
        mappings={mark: each["columns"] for mark, each in saved.items()},
        writings={mark: from_plain(Writing, each["writing"]) for mark, each in saved.items() if each["writing"]},
        suppliers=tuple(Supplier(**supplier) for supplier in row["suppliers"] or ()),
        settings=from_plain(TenantSettings, row["settings"]),
    )
