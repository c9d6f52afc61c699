-- Adds an event to the history of a tenant. No row without the key: its tenant is being erased.
-- Parameters: tenant_id uuid; key_id uuid: who did it; subject text, subject_id text: what was changed; action text;
-- changes jsonb: an object of fields, each with before and after; at timestamptz: null for now.

INSERT INTO history (tenant_id, at, subject, subject_id, action, changes, key_id, key_prefix, key_role)
SELECT k.tenant_id, coalesce(CAST(:at AS timestamptz), clock_timestamp()), :subject, :subject_id, :action, CAST(:changes AS jsonb), k.id, k.prefix, k.role
FROM api_keys k WHERE k.tenant_id = :tenant_id AND k.id = :key_id;
