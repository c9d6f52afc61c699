-- Says whether there is such a tenant: one row, or none.
-- Parameters: tenant_id uuid.

SELECT 1 FROM tenants WHERE id = :tenant_id;
