-- Deletes from the history what the documents of an expired batch said.
-- Parameters: tenant_id uuid, batch_id uuid.

SELECT forget_changes(:tenant_id, :batch_id);
