-- Returns the name of a mapping.
-- Parameters: tenant_id uuid, fingerprint text.

SELECT name FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint = :fingerprint;
