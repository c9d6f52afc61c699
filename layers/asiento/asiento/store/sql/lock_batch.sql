-- Holds a batch until the end of the transaction, and says whether uploads that were not ingested may be gone.
-- Weaker than FOR UPDATE, since stages may add children to the batch meanwhile.
-- Parameters: tenant_id uuid, id uuid; hours integer: how long an upload is kept that nobody ingests.

SELECT expired_at, forms_at < clock_timestamp() - make_interval(hours => :hours) AS unclaimed
FROM batches WHERE tenant_id = :tenant_id AND id = :id FOR NO KEY UPDATE;
