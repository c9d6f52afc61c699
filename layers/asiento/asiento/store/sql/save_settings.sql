-- Saves when a tenant wants a person to look; returns it with what was kept before.
-- Parameters: tenant_id uuid; settings jsonb: an object.

UPDATE tenants t SET settings = CAST(:settings AS jsonb)
FROM (SELECT id, settings FROM tenants WHERE id = :tenant_id FOR NO KEY UPDATE) old
WHERE t.id = old.id
RETURNING t.settings, old.settings AS settings_before;
