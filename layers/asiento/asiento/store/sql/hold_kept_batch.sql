-- Holds a batch until the end of the transaction: its documents are not deleted meanwhile; no row if they are already.
-- Parameters: tenant_id uuid, batch_id uuid.

SELECT id FROM batches WHERE tenant_id = :tenant_id AND id = :batch_id AND expired_at IS NULL FOR SHARE;
