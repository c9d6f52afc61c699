-- Says whether an item of a batch has more than its name yet.
-- Parameters: tenant_id uuid, batch_id uuid; for_good text[]: codes of items that never run again.

SELECT EXISTS (
    SELECT FROM items
    WHERE tenant_id = :tenant_id AND batch_id = :batch_id
      AND NOT (document IS NULL AND classification IS NULL AND content_key IS NULL AND findings = '[]'
               AND writing IS NULL AND undo IS NULL AND coalesce("row", '{}') = '{}'
               AND (state IN ('done', 'rejected', 'duplicate') AND error IS NULL
                    OR state = 'failed' AND coalesce(error ->> 'code', '') = ANY (CAST(:for_good AS text[])))));
