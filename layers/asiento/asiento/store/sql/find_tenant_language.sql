-- Returns the language in which a tenant is answered, if it said one, and its country.
-- Parameters: tenant_id uuid.

SELECT language, country FROM tenants WHERE id = :tenant_id;
