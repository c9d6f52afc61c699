-- Adds items and returns the ids of those that were not there yet.
-- Parameters: tenant_id uuid, batch_id uuid; items jsonb: objects of id, position, name, file_key, row, sha256,
-- writing.

INSERT INTO items (tenant_id, id, batch_id, position, name, file_key, "row", sha256, writing)
SELECT :tenant_id, i.id, :batch_id, i.position, i.name, i.file_key, i."row", i.sha256, i.writing
FROM jsonb_to_recordset(CAST(:items AS jsonb))
    AS i (id uuid, position integer, name text, file_key text, "row" jsonb, sha256 text, writing jsonb)
ORDER BY i.position
ON CONFLICT (tenant_id, id) DO NOTHING
RETURNING id;
