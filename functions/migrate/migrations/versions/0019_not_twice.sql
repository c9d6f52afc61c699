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

-- A text as it is compared: in capitals, without spaces and signs.
CREATE OR REPLACE FUNCTION folded(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT upper(regexp_replace(coalesce(value, ''), '[[:space:][:punct:]]+', '', 'g')) $$;

-- A number as eyes and engines take it: letters that look like digits are these, and noughts before it are nothing.
CREATE OR REPLACE FUNCTION looks(number text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT ltrim(translate(asiento.folded(number), 'OILSBZ', '011582'), '0') $$;

-- Whom a tax id names, as `is_same_tax_id` has it: without the letters of an EU country, of a RUC the cedula.
CREATE OR REPLACE FUNCTION person(tax_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN tax_id ~ '^[0-9]{13}$' THEN left(tax_id, 10) ELSE regexp_replace(
        tax_id, '^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)', '') END $$;

-- What an invoice is known by: its supplier and number, with a point where signs stand between digits. 1/12 is not 11/2.
-- A number without a digit is none.
CREATE OR REPLACE FUNCTION known_by(tax_id text, number text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN number ~ '[0-9]' THEN left(asiento.person(tax_id) || ' ' || regexp_replace(
        regexp_replace(upper(number), '(?<=[0-9])[[:space:][:punct:]]+(?=[0-9])', '.', 'g'),
        '(?<![0-9])[[:space:][:punct:]]+|[[:space:][:punct:]]+(?![0-9])', '', 'g'), 200) END $$;
