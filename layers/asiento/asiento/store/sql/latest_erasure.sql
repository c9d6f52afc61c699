-- Returns a tenant's latest erasure.
-- Parameters: tenant_id uuid.

SELECT id, erased_by, started_at, before, record, finished_at FROM asiento.erasures
WHERE erased_tenant = :tenant_id ORDER BY started_at DESC LIMIT 1;
