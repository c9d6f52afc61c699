-- Returns the valid key with a prefix, across tenants, by a function that gives ids only: nobody knows yet who asks.
-- Parameters: prefix text.

SELECT tenant_id, key_id, hash, role, last_used_on FROM find_api_key(:prefix);
