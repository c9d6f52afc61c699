-- Takes nothing into a batch any more; no row if something is under way there, or not that old.
-- By its lock what is just added to the batch is through, or waits and is refused; then it is looked at anew.
-- Parameters: tenant_id uuid, batch_id uuid; days integer.

UPDATE batches b SET expired_at = coalesce(expired_at, clock_timestamp())
WHERE b.tenant_id = :tenant_id AND b.id = :batch_id AND (b.forms_at IS NULL OR b.cleared_at >= b.forms_at)
  AND NOT EXISTS (
      SELECT FROM items i WHERE i.tenant_id = b.tenant_id AND i.batch_id = b.id
        AND (i.state IN ('queued', 'running')
             OR i.created_at >= clock_timestamp() - make_interval(days => :days)))
RETURNING b.id;
