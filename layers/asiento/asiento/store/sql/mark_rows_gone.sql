-- Keeps when the last row went, of several runs the first's, and returns it.
-- Parameters: id uuid; now timestamptz.

UPDATE asiento.erasures SET rows_gone_at = coalesce(rows_gone_at, :now) WHERE id = :id RETURNING rows_gone_at;
