-- Holds a batch whose last form was given long ago until the end of the transaction; no row if new forms came.
-- Parameters: tenant_id uuid, batch_id uuid; hours integer.

SELECT id FROM batches
WHERE tenant_id = :tenant_id AND id = :batch_id AND forms_at < clock_timestamp() - make_interval(hours => :hours)
FOR NO KEY UPDATE;
