-- Returns the items of all batches that wait for a person, after a place, with what they say in short.
-- Parameters: tenant_id uuid; beyond, ordering: SQL that `store/waiting.py` writes: what comes after the page before, by
-- what it is ordered; batch_id uuid, code text: only those of a batch, or asked about by a finding, null for all;
-- supplier text: only those with it in the supplier's name or tax id; total_from numeric, total_to numeric: of such a
-- total; older_than integer: that came in more than so many days ago; each null for all;
-- rank bigint, place bigint, at timestamptz, after_id uuid: where the page before ended; most_text integer:
-- characters of a text; most_findings integer: of an item; most integer: rows.

SELECT
    i.id, i.batch_id, left(i.name, :most_text) AS name, i.stage, i.duplicate_of, i.created_at, i.updated_at,
    left(coalesce(i.document ->> 'doc_type', i.classification ->> 'doc_type'), :most_text) AS doc_type,
    jsonb_build_object('name', left(i.document #>> '{supplier,name,value}', :most_text),
        'tax_id', left(i.document #>> '{supplier,tax_id,value}', :most_text)) AS supplier,
    left(i.document #>> '{number,value}', :most_text) AS number,
    i.document #>> '{issued_on,value}' AS issued_on,
    i.document #>> '{total,value}' AS total,
    left(i.document #>> '{currency,value}', :most_text) AS currency,
    f.asked, f.findings, i.wrong_fields, i.review_rank
FROM items i CROSS JOIN LATERAL (
    SELECT count(*) AS asked,
        coalesce(jsonb_agg(a.finding ORDER BY a.at) FILTER (WHERE a.at <= :most_findings), '[]') AS findings
    FROM (
        SELECT finding, row_number() OVER (ORDER BY at) AS at
        FROM jsonb_array_elements(i.findings) WITH ORDINALITY AS e (finding, at)
        WHERE finding ->> 'severity' = 'review'
    ) a
) f
WHERE i.tenant_id = :tenant_id AND i.state = 'review'
  AND (CAST(:batch_id AS uuid) IS NULL OR i.batch_id = CAST(:batch_id AS uuid))
  AND (CAST(:code AS text) IS NULL OR i.findings @> jsonb_build_array(
      jsonb_build_object('severity', 'review', 'code', CAST(:code AS text))))
  AND (CAST(:supplier AS text) IS NULL OR position(lower(CAST(:supplier AS text)) IN lower(concat_ws(
      E'\n', i.document #>> '{supplier,name,value}', i.document #>> '{supplier,tax_id,value}'))) > 0)
  AND (CAST(:total_from AS numeric) IS NULL
       OR CAST(i.document #>> '{total,value}' AS numeric) >= CAST(:total_from AS numeric))
  AND (CAST(:total_to AS numeric) IS NULL
       OR CAST(i.document #>> '{total,value}' AS numeric) <= CAST(:total_to AS numeric))
  AND (CAST(:older_than AS integer) IS NULL
       OR i.created_at < statement_timestamp() - make_interval(days => CAST(:older_than AS integer)))
  AND :beyond
ORDER BY :ordering LIMIT :most;
