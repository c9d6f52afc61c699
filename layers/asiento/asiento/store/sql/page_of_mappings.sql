-- Returns the mappings after one, by name.
-- Parameters: tenant_id uuid; name text, fingerprint text: where the page before ended; most integer: rows.

SELECT fingerprint, name, mapping, writing, created_at, CAST(fingerprint AS uuid) AS id FROM column_mappings
WHERE tenant_id = :tenant_id AND (name, fingerprint) > (:name, :fingerprint) ORDER BY name, fingerprint LIMIT :most;
