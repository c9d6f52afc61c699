-- Returns those of the ids that are items already.
-- Parameters: tenant_id uuid; ids jsonb: an array of uuids.

SELECT i.id FROM items i JOIN jsonb_array_elements_text(CAST(:ids AS jsonb)) AS w (id) ON i.id = CAST(w.id AS uuid)
WHERE i.tenant_id = :tenant_id;
