-- Returns items that nobody works on, the tenants in turn, by a function that gives ids only: a crash names no tenant.
-- Parameters: waits jsonb: seconds by stage; most integer: items.

SELECT tenant_id, item_id, stage, state FROM find_stuck_items(CAST(:waits AS jsonb), :most);
