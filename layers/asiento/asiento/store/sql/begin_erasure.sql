-- Writes down what there is before anything is deleted.
-- Parameters: tenant_id uuid; by text; now timestamptz; before jsonb.

INSERT INTO asiento.erasures (erased_tenant, erased_by, started_at, before)
VALUES (:tenant_id, :by, :now, CAST(:before AS jsonb)) RETURNING id;
