-- Returns a statement with the name of a role and its password quoted by Postgres: neither can be bound.
-- Parameters: statement text: with %I for the name and %L for the password; name text, password text.

SELECT format(CAST(:statement AS text), CAST(:name AS text), CAST(:password AS text));
