-- Counts the items that wait for a person: all of them, and by the codes of the findings that ask, the most first.
-- Parameters: tenant_id uuid; batch_id uuid: only those of a batch, null for all.

WITH waiting AS (
    SELECT id, findings FROM items
    WHERE tenant_id = :tenant_id AND state = 'review'
      AND (CAST(:batch_id AS uuid) IS NULL OR batch_id = CAST(:batch_id AS uuid))
), asked AS (
    SELECT DISTINCT w.id, f.finding ->> 'code' AS code
    FROM waiting w, jsonb_array_elements(w.findings) AS f (finding)
    WHERE f.finding ->> 'severity' = 'review'
)
SELECT NULL AS code, count(*) AS items FROM waiting
UNION ALL SELECT code, items FROM (
    SELECT code, count(*) AS items FROM asked GROUP BY code ORDER BY items DESC, code
) by_code;
