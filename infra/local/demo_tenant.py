"""The demo tenant and its first keys, put straight into the database as the owner: the API makes keys only with a key.

Those of an earlier run with the same name are revoked.
"""

import json
from uuid import UUID

from sqlalchemy import text

from asiento.access.keys import NewKey, Role, new_key
from asiento.store.database import connect, name_tenants
from infra.samples.companies import TENANT, TENANT_TAX_IDS

TENANT_ID = UUID("00000000-0000-4000-8000-0000000000de")

ADD_TENANT = text("""
    INSERT INTO asiento.tenants (id, name, country, currency, tax_ids)
    VALUES (:id, :name, :country, :currency, ARRAY(SELECT jsonb_array_elements_text(CAST(:tax_ids AS jsonb))))
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, tax_ids = excluded.tax_ids
""")
REVOKE_KEYS = text("""
    UPDATE asiento.api_keys SET revoked_at = now() WHERE tenant_id = :tenant_id AND name = :name AND revoked_at IS NULL
""")
ADD_KEYS = text("""
    INSERT INTO asiento.api_keys (tenant_id, prefix, hash, role, name)
    SELECT :tenant_id, k.prefix, k.hash, k.role, :name
    FROM jsonb_to_recordset(CAST(:keys AS jsonb)) AS k (prefix text, hash text, role text)
""")


def give_keys(admin_url: str, tenant_id: UUID = TENANT_ID, *, name: str = "make run") -> tuple[str, str]:
    """Make the demo tenant if it is new; return a new key with the role `review` and one with `operate`.

    They take the place of earlier ones called *name*. With another *tenant_id* it is another company of the same name.
    """
    keys = (new_key(Role.REVIEW), new_key(Role.OPERATE))
    owner = {"tenant_id": tenant_id, "name": name}
    engine = connect(admin_url)
    with engine.begin() as connection:
        # Row-level security holds the owner too.
        name_tenants(connection, [tenant_id])
        connection.execute(ADD_TENANT, _tenant(tenant_id))
        connection.execute(REVOKE_KEYS, owner)
        connection.execute(ADD_KEYS, {**owner, "keys": json.dumps([_kept(key) for key in keys])})
    engine.dispose()
    return keys[0].text, keys[1].text


def _tenant(tenant_id: UUID) -> dict[str, object]:
    return {
        "id": tenant_id,
        "name": TENANT.name,
        "country": TENANT.country,
        "currency": TENANT.currency,
        "tax_ids": json.dumps(TENANT_TAX_IDS),
    }


def _kept(key: NewKey) -> dict[str, str]:
    return {"prefix": key.prefix, "hash": key.hash, "role": key.role}
