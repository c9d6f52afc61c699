-- Forgets a mapping, and returns what it said.
-- Parameters: tenant_id uuid, fingerprint text.

DELETE FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint = :fingerprint RETURNING name, mapping, writing;
