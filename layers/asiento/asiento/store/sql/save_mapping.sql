-- Saves a mapping, in place of one with the same fingerprint, which is returned as `before`.
-- Past the most, or past the most bytes together, only what takes the place of another can be saved.
-- Parameters: tenant_id uuid, fingerprint text, name text; mapping jsonb, writing jsonb; most integer: mappings;
-- most_bytes integer: of all of them as JSON.

INSERT INTO column_mappings (tenant_id, fingerprint, name, mapping, writing)
SELECT :tenant_id, :fingerprint, :name, CAST(:mapping AS jsonb), CAST(:writing AS jsonb)
WHERE (
    SELECT count(*) < :most AND coalesce(sum(octet_length(mapping::text)), 0) + octet_length(:mapping) <= :most_bytes
    FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint <> :fingerprint)
ON CONFLICT (tenant_id, fingerprint) DO UPDATE
    SET name = excluded.name, mapping = excluded.mapping, writing = excluded.writing
RETURNING fingerprint, name, mapping, writing, created_at, (
    -- As it stood when the statement began.
    SELECT jsonb_build_object('name', m.name, 'mapping', m.mapping, 'writing', m.writing)
    FROM column_mappings m WHERE m.tenant_id = :tenant_id AND m.fingerprint = :fingerprint) AS before;
