-- Makes the transaction one of the role that may delete rows of tenants.
-- No parameters.

SELECT set_config('role', 'asiento_eraser', true);
