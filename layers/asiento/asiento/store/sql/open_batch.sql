-- Adds a batch, unless it is there.
-- Parameters: tenant_id uuid, id uuid, name text.

INSERT INTO batches (tenant_id, id, name) VALUES (:tenant_id, :id, :name) ON CONFLICT (tenant_id, id) DO NOTHING;
