-- Returns how items stand, what asks about them, and how many of their fields are expected to be wrong.
-- Parameters: tenant_id uuid; ids jsonb: an array of uuid, each once.

SELECT
    i.id, i.stage, i.state, i.kind, i.error, i.duplicate_of, i.document IS NOT NULL AS read, i.updated_at,
    i.undo ->> 'stage' AS undo_stage, i.undo ->> 'state' AS undo_state,
    i.document #>> '{total,value}' AS total, left(i.document #>> '{currency,value}', 3) AS currency,
    ARRAY(
        SELECT DISTINCT f.finding ->> 'code' FROM jsonb_array_elements(i.findings) AS f (finding)
        WHERE f.finding ->> 'severity' = 'review') AS codes,
    coalesce(i.wrong_fields, 0) AS wrong
FROM items i
-- Not by IN: for that Postgres would read all items of the tenant.
JOIN (SELECT CAST(e.id AS uuid) AS id FROM jsonb_array_elements_text(CAST(:ids AS jsonb)) AS e (id)) c ON c.id = i.id
WHERE i.tenant_id = :tenant_id
ORDER BY i.place, i.created_at, i.id;
