-- Returns where a row of the ledger comes from: its item, the file that the item was found in, and the item's document
-- without its lists, but for one transaction.
-- Parameters: tenant_id uuid, id uuid: of the item; line integer: of the transaction; most_text integer: characters of a
-- text.

SELECT i.id AS item_id, i.batch_id, left(i.name, :most_text) AS name, i.position, i.pages,
    CASE WHEN f.file_key IS NOT NULL THEN jsonb_build_object(
        'item_id', f.id, 'name', left(f.name, :most_text), 'media_type', f.media_type, 'sha256', f.sha256) END AS file,
    CASE jsonb_typeof(i.document) WHEN 'object' THEN
        i.document - CAST('{lines,taxes,withholdings,transactions,doubts,notices}' AS text[]) END AS document,
    i.document -> 'transactions' -> CAST(:line AS integer) AS transaction
FROM items i JOIN items f ON f.tenant_id = i.tenant_id AND f.id = coalesce(i.root_id, i.id)
WHERE i.tenant_id = :tenant_id AND i.id = :id;
