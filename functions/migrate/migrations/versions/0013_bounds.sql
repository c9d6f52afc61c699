-- How large the family of an upload is over all its levels, and a window for each kind of request.
SET LOCAL search_path TO asiento;

ALTER TABLE items
    -- The upload or row of the request that the item came of, over all levels; NULL for that one itself.
    ADD COLUMN root_id uuid,
    -- Of such a one: how many items it has become. What became several others itself is not counted, they are.
    ADD COLUMN family integer NOT NULL DEFAULT 0;

-- The owner is held to the policies: it steps out here.
ALTER TABLE items NO FORCE ROW LEVEL SECURITY;
WITH RECURSIVE descendants AS (
    SELECT tenant_id, id, id AS root_id FROM items WHERE parent_id IS NULL
    UNION ALL
    SELECT child.tenant_id, child.id, d.root_id
    FROM items child JOIN descendants d ON child.tenant_id = d.tenant_id AND child.parent_id = d.id
)
UPDATE items i SET root_id = d.root_id FROM descendants d
WHERE i.tenant_id = d.tenant_id AND i.id = d.id AND i.parent_id IS NOT NULL;
UPDATE items r SET family = f.leaves
FROM (
    SELECT i.tenant_id, i.root_id, count(*) AS leaves FROM items i
    WHERE i.root_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM items child WHERE child.tenant_id = i.tenant_id AND child.parent_id = i.id)
    GROUP BY i.tenant_id, i.root_id
) f
WHERE r.tenant_id = f.tenant_id AND r.id = f.root_id;
ALTER TABLE items FORCE ROW LEVEL SECURITY;
GRANT UPDATE (family) ON items TO asiento_app;

-- When a tenant ingested, previewed and asked for upload forms last: one row each, whose lock makes them follow.
ALTER TABLE ingest_windows RENAME TO request_windows;
ALTER TABLE request_windows ADD COLUMN kind text NOT NULL DEFAULT 'ingest';
ALTER TABLE request_windows ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE request_windows DROP CONSTRAINT ingest_windows_pkey;
ALTER TABLE request_windows ADD PRIMARY KEY (tenant_id, kind);
