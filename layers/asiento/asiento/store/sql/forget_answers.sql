-- Deletes answers that are past their time, a bounded few; those that another request looks at are left to the next.
-- Parameters: tenant_id uuid; key text: the one that is not deleted.

DELETE FROM idempotency_keys
WHERE tenant_id = :tenant_id AND key IN (
    SELECT key FROM idempotency_keys
    WHERE tenant_id = :tenant_id AND key <> :key AND NOT created_at > clock_timestamp() - interval '24 hours'
    ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED);
