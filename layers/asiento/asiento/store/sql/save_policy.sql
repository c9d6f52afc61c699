-- Saves what a tenant decided about a supplier, beside what it decided before; returns both; no row without the supplier.
-- Parameters: tenant_id uuid, id uuid; policy jsonb: an object of what is changed.

UPDATE suppliers s SET policy = old.policy || CAST(:policy AS jsonb)
FROM (SELECT tenant_id, id, policy FROM suppliers WHERE tenant_id = :tenant_id AND id = :id FOR NO KEY UPDATE) old
WHERE s.tenant_id = old.tenant_id AND s.id = old.id
RETURNING s.policy, old.policy AS policy_before;
