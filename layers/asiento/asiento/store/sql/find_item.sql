-- Returns what is shown of an item, of its lists a part: the whole of a long one takes ten times its size in Python.
-- Parameters: tenant_id uuid, id uuid; most_text integer: characters of a text; offset integer, last integer: the
-- first and last element of a list; most integer: how many these are.

SELECT
    id, batch_id, parent_id, position, left(name, :most_text) AS name, stage, state, kind, media_type, pages,
    left(classification ->> 'doc_type', :most_text) AS doc_type,
    CASE jsonb_typeof(error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{}', :most_text)) ELSE told.value END)
        FROM jsonb_each(error) told) END AS error,
    duplicate_of, attached_to, created_at, updated_at, classification, accepted IS NOT NULL AS approved,
    jsonb_path_query_array(
        findings, '$[$first to $last]',
        jsonb_build_object('first', CAST(:offset AS integer), 'last', CAST(:last AS integer))) AS findings,
    CASE jsonb_typeof("row") WHEN 'object' THEN (
        SELECT coalesce(jsonb_object_agg(cell.key, cell.value), '{}')
        FROM (SELECT * FROM jsonb_each("row") OFFSET CAST(:offset AS integer) LIMIT CAST(:most AS integer)) cell)
    END AS "row",
    CASE jsonb_typeof(document) WHEN 'object' THEN (
        SELECT coalesce(jsonb_object_agg(part.key, CASE jsonb_typeof(part.value)
            WHEN 'array' THEN jsonb_path_query_array(
                part.value, '$[$first to $last]',
                jsonb_build_object('first', CAST(:offset AS integer), 'last', CAST(:last AS integer)))
            ELSE part.value END), '{}')
        FROM jsonb_each(document) part)
    END AS document
FROM items WHERE tenant_id = :tenant_id AND id = :id;
