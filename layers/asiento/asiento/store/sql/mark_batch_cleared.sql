-- Notes that the uploads of a batch were gone through, unless new forms were given meanwhile.
-- Parameters: tenant_id uuid, batch_id uuid; hours integer.

UPDATE batches SET cleared_at = clock_timestamp()
WHERE tenant_id = :tenant_id AND id = :batch_id AND forms_at < clock_timestamp() - make_interval(hours => :hours);
