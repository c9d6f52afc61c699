-- Ends a key at once; no row if it is the last valid one with the role that manages keys.
-- A key in the grace after its rotation, at most a day, is none that a tenant can go on with.
-- Parameters: tenant_id uuid, id uuid.

UPDATE api_keys k SET revoked_at = coalesce(revoked_at, clock_timestamp())
WHERE tenant_id = :tenant_id AND id = :id
  AND (role <> 'operate'
       OR NOT (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp()))
       OR EXISTS (
           SELECT FROM api_keys o
           WHERE o.tenant_id = :tenant_id AND o.id <> k.id AND o.role = 'operate' AND o.revoked_at IS NULL
             AND (o.expires_at IS NULL OR o.expires_at > clock_timestamp() + interval '25 hours')))
RETURNING id;
