-- Returns what is kept of a tenant itself.
-- Parameters: tenant_id uuid.

SELECT id, name, country, currency, tax_ids, language FROM tenants WHERE id = :tenant_id;
