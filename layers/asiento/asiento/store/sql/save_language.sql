-- Saves the language in which a tenant is answered, and returns what is kept of it.
-- Parameters: tenant_id uuid; language text: by ISO 639-1, null for that of its country.

UPDATE tenants SET language = :language WHERE id = :tenant_id
RETURNING id, name, country, currency, tax_ids, language;
