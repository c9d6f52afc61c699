SET LOCAL search_path TO asiento;

CREATE TABLE history (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- What was changed: an item, a key, a column mapping by its fingerprint, the tenant's settings.
    subject    text NOT NULL,
    subject_id text NOT NULL,
    action     text NOT NULL,
    -- Each field that was changed, with what it was `before` and `after`.
    changes    jsonb NOT NULL,
    -- Copied, since a key may go before what was done with it.
    key_id     uuid NOT NULL,
    key_prefix text NOT NULL,
    key_role   text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX history_of ON history (tenant_id, subject, subject_id, at, id);
CREATE INDEX history_at ON history (tenant_id, at, id);

ALTER TABLE history ENABLE ROW LEVEL SECURITY;
ALTER TABLE history FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON history USING (tenant_id = ANY ((SELECT visible_tenants())::uuid[]));
-- The application neither changes nor deletes what is there.
GRANT SELECT, INSERT ON history TO asiento_app;

-- What a batch that has expired said is deleted here too: its fields keep their names, who changed them and when.
-- As the eraser, who is held to the tenants that the transaction names; of other batches it forgets nothing.
CREATE FUNCTION forget_changes(tenant uuid, batch uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        UPDATE history h
        SET changes = (SELECT coalesce(jsonb_object_agg(c.field, '{}'::jsonb), '{}')
                       FROM jsonb_object_keys(h.changes) AS c (field))
        FROM batches b JOIN items i ON i.tenant_id = b.tenant_id AND i.batch_id = b.id
        WHERE b.tenant_id = tenant AND b.id = batch AND b.expired_at IS NOT NULL
          AND h.tenant_id = tenant AND h.subject = 'item' AND h.subject_id = i.id::text
    $$;
GRANT UPDATE (changes) ON history TO asiento_eraser;
GRANT CREATE ON SCHEMA asiento TO asiento_eraser;
ALTER FUNCTION forget_changes(uuid, uuid) OWNER TO asiento_eraser;
REVOKE CREATE ON SCHEMA asiento FROM asiento_eraser;
REVOKE ALL ON FUNCTION forget_changes(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_changes(uuid, uuid) TO asiento_app;
