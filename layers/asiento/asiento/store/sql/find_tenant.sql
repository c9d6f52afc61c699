-- Returns a tenant.
-- Parameters: id uuid.

SELECT id AS tenant_id, name AS tenant_name, country, currency, tax_ids, settings FROM tenants WHERE id = :id;
