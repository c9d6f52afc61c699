-- Forgets a mapping.
-- Parameters: tenant_id uuid, fingerprint text.

DELETE FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint = :fingerprint RETURNING fingerprint;
