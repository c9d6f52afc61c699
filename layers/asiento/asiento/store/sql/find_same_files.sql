-- Returns the first item that has the bytes of a file and did not fail, for each of some files.
-- Parameters: tenant_id uuid; checksums jsonb: an array of SHA-256 in hexadecimal digits.

SELECT DISTINCT ON (i.sha256) i.sha256, i.id
FROM items i JOIN jsonb_array_elements_text(CAST(:checksums AS jsonb)) AS w (sha256) ON i.sha256 = w.sha256
WHERE i.tenant_id = :tenant_id AND i.state NOT IN ('failed', 'rejected', 'duplicate')
ORDER BY i.sha256, i.place;
