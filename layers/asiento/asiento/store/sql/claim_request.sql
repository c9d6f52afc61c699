-- Makes a key this transaction's; no row if an earlier request has it. Waits for one that has it right now.
-- Parameters: tenant_id uuid, key text; request text: a hash of what is asked.

INSERT INTO idempotency_keys AS k (tenant_id, key, request) VALUES (:tenant_id, :key, :request)
ON CONFLICT (tenant_id, key) DO UPDATE
    SET request = excluded.request, answer = NULL, created_at = excluded.created_at
    WHERE NOT k.created_at > clock_timestamp() - interval '24 hours'
RETURNING key;
