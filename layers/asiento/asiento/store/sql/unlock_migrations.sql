-- Gives the lock of migrations back.
-- No parameters.

SELECT pg_advisory_unlock(hashtext('asiento.migrate'));
