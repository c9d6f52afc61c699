-- Returns tenants of which answers to requests are kept past their time.
-- Parameters: most integer: answers looked at.

SELECT tenant_id FROM find_old_requests(:most);
