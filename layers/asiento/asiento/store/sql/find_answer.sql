-- Returns what was asked under a key in the last 24 hours, as docs/api.md and OpenAPI promise, and the answer.
-- Parameters: tenant_id uuid, key text.

SELECT request, answer FROM idempotency_keys
WHERE tenant_id = :tenant_id AND key = :key AND created_at > clock_timestamp() - interval '24 hours';
