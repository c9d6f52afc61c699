-- Lets others that lock the tenant wait for the end of the transaction.
-- Weaker than FOR UPDATE, since what refers to the tenant can be added meanwhile.
-- Parameters: tenant_id uuid.

SELECT id FROM tenants WHERE id = :tenant_id FOR NO KEY UPDATE;
