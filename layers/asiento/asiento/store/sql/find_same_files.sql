-- Returns the first item that has the bytes of a file and did not fail, for each of some files; also one that is
-- attached to what is posted. One whose postings are
-- all reversed does not count: the bytes may be posted again.
-- Parameters: tenant_id uuid; checksums jsonb: an array of SHA-256 in hexadecimal digits.

SELECT DISTINCT ON (i.sha256) i.sha256, i.id
FROM items i JOIN jsonb_array_elements_text(CAST(:checksums AS jsonb)) AS w (sha256) ON i.sha256 = w.sha256
WHERE i.tenant_id = :tenant_id AND (i.state NOT IN ('failed', 'rejected', 'duplicate') OR i.attached_to IS NOT NULL) AND NOT (
    SELECT count(*) > 0 AND count(*) = 2 * count(own.reverses) FROM (
        SELECT reverses FROM invoices WHERE tenant_id = i.tenant_id AND item_id = i.id UNION ALL
        SELECT reverses FROM expenses WHERE tenant_id = i.tenant_id AND item_id = i.id
    ) own)
ORDER BY i.sha256, i.place;
