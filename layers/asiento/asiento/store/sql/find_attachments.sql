-- Returns the first items that are attached to one, or to one of these, the oldest first, each with how many there are.
-- Parameters: tenant_id uuid, id uuid; most_text integer: characters of a text; most integer: rows.

WITH RECURSIVE attached AS (
    SELECT id FROM items WHERE tenant_id = :tenant_id AND attached_to = :id
    UNION
    SELECT i.id FROM items i JOIN attached a ON i.attached_to = a.id WHERE i.tenant_id = :tenant_id
)
SELECT i.id AS item_id, left(i.name, :most_text) AS name, i.kind, i.media_type, i.pages, i.stage, i.state,
    left(i.classification ->> 'doc_type', :most_text) AS doc_type, count(*) OVER () AS all_of_them
FROM items i JOIN attached a ON i.id = a.id
WHERE i.tenant_id = :tenant_id
ORDER BY i.place, i.created_at, i.id LIMIT :most;
