-- Returns the mappings of a tenant.
-- Parameters: tenant_id uuid.

SELECT fingerprint, mapping, writing FROM column_mappings WHERE tenant_id = :tenant_id;
