-- Takes the lock of migrations if it is free.
-- No parameters.

SELECT pg_try_advisory_lock(hashtext('asiento.migrate'));
