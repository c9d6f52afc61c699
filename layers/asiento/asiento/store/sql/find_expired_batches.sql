-- Returns batches whose last document came in long ago, across tenants, by a function that gives ids only.
-- Parameters: days integer; most integer: batches.

SELECT tenant_id, batch_id FROM find_expired_batches(:days, :most);
