-- Keeps the record of an erasure; one that is finished can never be changed again.
-- Parameters: id uuid; record jsonb; finished_at timestamptz or null.

UPDATE asiento.erasures SET record = CAST(:record AS jsonb), finished_at = :finished_at WHERE id = :id;
