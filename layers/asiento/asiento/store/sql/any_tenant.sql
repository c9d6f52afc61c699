-- Says whether the transaction sees a tenant: a row, or none.
-- No parameters.

SELECT 1 FROM asiento.tenants;
