"""A tenant as the stages know it: alone, or with each item that they claim."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.codec import from_plain
from asiento.model import Supplier, Tenant
from asiento.reading.writing import Writing
from asiento.store.mappings import mappings_of

FIND = text("SELECT id AS tenant_id, name AS tenant_name, country, currency, tax_ids FROM tenants WHERE id = :id")

KNOWN = """
    -- Once a tenant, not once a row; and each only where an item needs it, as no row of a spreadsheet does.
    known AS MATERIALIZED (
        SELECT t.*,
            CASE WHEN CAST(:stage AS text) = 'preprocess' AND EXISTS (
                SELECT FROM claimed c WHERE c.tenant_id = t.id AND c.file_key IS NOT NULL
            ) THEN (
                SELECT jsonb_object_agg(m.fingerprint, jsonb_build_object('columns', m.mapping, 'writing', m.writing))
                FROM column_mappings m WHERE m.tenant_id = t.id
            ) END AS mappings,
            CASE WHEN CAST(:stage AS text) = 'extract' AND EXISTS (
                SELECT FROM claimed c WHERE c.tenant_id = t.id AND c.kind IN ('pdf', 'image')
            ) THEN (
                SELECT jsonb_agg(to_jsonb(r)) FROM (
                    SELECT s.seen_name, s.seen_tax_id, s.name, s.tax_id, s.category, s.description
                    FROM supplier_memory s
                    WHERE s.tenant_id = t.id ORDER BY s.updated_at DESC LIMIT 500) r
            ) END AS suppliers
        FROM tenants t WHERE t.id IN (SELECT d.tenant_id FROM delivered d)
    )"""
"""CTE after `delivered (tenant_id)` and `claimed`, which are items; the 500 suppliers that were corrected last."""

OF_ITEM = """
    t.name AS tenant_name, t.country, t.currency, t.tax_ids,
    CASE WHEN w.file_key IS NOT NULL THEN t.mappings END AS mappings,
    CASE WHEN w.kind IN ('pdf', 'image') THEN t.suppliers END AS suppliers"""
"""Columns of `known t` beside a claimed item `w`: a row of a spreadsheet needs neither."""


def find_tenant(connection: Connection, tenant_id: UUID) -> Tenant:
    """Return the tenant with its column mappings."""
    row = connection.execute(FIND, {"id": tenant_id}).mappings().one()
    return tenant_of({**row, "mappings": mappings_of(connection, tenant_id), "suppliers": None})


def tenant_of(row: Mapping[Any, Any]) -> Tenant:
    """Return the tenant that a row with the columns `OF_ITEM` and `tenant_id` holds."""
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
    )
