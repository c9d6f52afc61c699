-- Deletes the answers of tenants that are past their time. The index leads there, tenant by tenant.
-- Parameters: tenants uuid[].

DELETE FROM idempotency_keys
WHERE tenant_id = ANY (CAST(:tenants AS uuid[])) AND created_at < clock_timestamp() - interval '24 hours';
