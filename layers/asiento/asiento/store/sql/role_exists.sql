-- Says whether there is such a role: one row, or none.
-- Parameters: name text.

SELECT 1 FROM pg_roles WHERE rolname = :name;
