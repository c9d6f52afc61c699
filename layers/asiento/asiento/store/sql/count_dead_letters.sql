-- Returns the most frequent causes of dead letters over all tenants, by a function that names none.
-- Parameters: most integer: causes.

SELECT stage, code, cause, items, oldest, newest FROM count_dead_letters(:most);
