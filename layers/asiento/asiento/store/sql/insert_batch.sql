-- Adds a batch and returns its row.
-- Parameters: tenant_id uuid, id uuid, name text.

INSERT INTO batches (tenant_id, id, name) VALUES (:tenant_id, :id, :name) RETURNING id, name, created_at, expired_at;
