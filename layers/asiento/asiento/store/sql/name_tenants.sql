-- Names the tenants whose rows the transaction may see, and waits for its turn with some of them, in order: two with
-- the same tenants would else wait for each other. What follows sees all that was written in the turns before.
-- Parameters: tenant_ids text: an array of uuid, such as '{}', or '' for nobody; in_turn text: an array of uuid.

SELECT set_config('app.tenant_ids', :tenant_ids, true), (
    SELECT count(pg_advisory_xact_lock(hashtextextended(t.id::text, 0)))
    FROM (SELECT id FROM unnest(CAST(:in_turn AS uuid[])) AS id ORDER BY id) t);
