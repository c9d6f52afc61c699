-- What is posted already is known again, and what is posted there is not posted twice.
-- It may run again: the indexes are made after it, outside of its transaction, and may break off.
SET LOCAL search_path TO asiento;

ALTER TABLE items DROP CONSTRAINT IF EXISTS items_state_check;
ALTER TABLE items ADD CONSTRAINT items_state_check
    CHECK (state IN ('queued', 'running', 'review', 'failed', 'rejected', 'duplicate', 'done')) NOT VALID;
ALTER TABLE items
    -- Of a duplicate, and of what may be one: the item whose posting is there already.
    ADD COLUMN IF NOT EXISTS duplicate_of uuid,
    -- A person said that it is none.
    ADD COLUMN IF NOT EXISTS no_duplicate boolean NOT NULL DEFAULT false;
GRANT UPDATE (duplicate_of, no_duplicate) ON items TO asiento_app;

-- A number or a text as it is compared: in capitals, without spaces and signs.
CREATE OR REPLACE FUNCTION folded(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT upper(regexp_replace(coalesce(value, ''), '[[:space:][:punct:]]+', '', 'g')) $$;
