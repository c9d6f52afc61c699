-- Saves the language in which a tenant is answered; returns what is kept of it, and the language of before.
-- Parameters: tenant_id uuid; language text: by ISO 639-1, null for that of its country.

UPDATE tenants t SET language = :language
FROM (SELECT id, language FROM tenants WHERE id = :tenant_id FOR NO KEY UPDATE) old
WHERE t.id = old.id
RETURNING t.id, t.name, t.country, t.currency, t.tax_ids, t.language, old.language AS language_before;
