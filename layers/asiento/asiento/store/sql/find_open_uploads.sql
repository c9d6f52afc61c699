-- Returns batches whose last form was given long ago, and that nobody went through since.
-- Parameters: hours integer; most integer: batches.

SELECT tenant_id, batch_id FROM find_open_uploads(:hours, :most);
