-- Deletes a tenant's keys.
-- Parameters: tenant_id uuid.

DELETE FROM asiento.api_keys WHERE tenant_id = :tenant_id;
