-- Returns the items of all batches before a place, the newest first, with what they say in short and the first reason why
-- they are not posted.
-- Parameters: tenant_id uuid; states jsonb: objects of stage and state, and state text: that of all of these, null if they
-- differ; code text: of the error or of a finding; supplier text: a part of the supplier's name or tax id; total_from numeric, total_to
-- numeric; said text: a part of the name, the number or the supplier; each null for all; place bigint, at timestamptz,
-- after_id uuid: where the page before ended; most_text integer: characters of a text; most integer: rows.

SELECT
    i.id, i.batch_id, i.parent_id, i.position, left(i.name, :most_text) AS name, i.stage, i.state, i.kind, i.media_type,
    i.pages, left(coalesce(i.document ->> 'doc_type', i.classification ->> 'doc_type'), :most_text) AS doc_type,
    CASE jsonb_typeof(i.error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{}', :most_text)) ELSE told.value END)
        FROM jsonb_each(i.error) told) END AS error,
    i.duplicate_of, i.attached_to, i.created_at, i.updated_at,
    jsonb_build_object('name', left(i.document #>> '{supplier,name,value}', :most_text),
        'tax_id', left(i.document #>> '{supplier,tax_id,value}', :most_text)) AS supplier,
    left(i.document #>> '{number,value}', :most_text) AS number,
    i.document #>> '{issued_on,value}' AS issued_on,
    i.document #>> '{total,value}' AS total,
    left(i.document #>> '{currency,value}', :most_text) AS currency,
    CASE i.state WHEN 'done' THEN NULL ELSE jsonb_path_query_first(i.findings, '$[*] ? (@.severity == "review")') END
        AS asked
FROM items i
WHERE i.tenant_id = :tenant_id
  AND (CAST(:state AS text) IS NULL OR i.state = CAST(:state AS text))
  AND (CAST(:states AS jsonb) IS NULL OR (i.stage, i.state) IN (
      SELECT s.stage, s.state FROM jsonb_to_recordset(CAST(:states AS jsonb)) AS s (stage text, state text)))
  AND (CAST(:code AS text) IS NULL OR i.error ->> 'code' = CAST(:code AS text)
       OR i.findings @> jsonb_build_array(jsonb_build_object('code', CAST(:code AS text))))
  AND (CAST(:supplier AS text) IS NULL OR position(lower(CAST(:supplier AS text)) IN lower(concat_ws(
      E'\n', i.document #>> '{supplier,name,value}', i.document #>> '{supplier,tax_id,value}'))) > 0)
  AND (CAST(:total_from AS numeric) IS NULL
       OR CAST(i.document #>> '{total,value}' AS numeric) >= CAST(:total_from AS numeric))
  AND (CAST(:total_to AS numeric) IS NULL
       OR CAST(i.document #>> '{total,value}' AS numeric) <= CAST(:total_to AS numeric))
  AND (CAST(:said AS text) IS NULL OR position(lower(CAST(:said AS text)) IN lower(concat_ws(
      E'\n', i.name, i.document #>> '{number,value}', i.document #>> '{supplier,name,value}',
      i.document #>> '{supplier,tax_id,value}'))) > 0)
  AND (i.place, i.created_at, i.id) < (CAST(:place AS bigint), CAST(:at AS timestamptz), CAST(:after_id AS uuid))
ORDER BY i.place DESC, i.created_at DESC, i.id DESC LIMIT :most;
