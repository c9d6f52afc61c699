-- Returns lines and taxes of invoices: no more than a page of them, and of one invoice at least.
-- Parameters: tenant_id uuid; ids jsonb: an array of uuids; offset integer: the first position; most integer: parts of
-- an invoice; most_text integer: characters of a text; most_bytes integer: of all parts as JSON.

SELECT id, lines, taxes FROM (
    SELECT CAST(wanted.id AS uuid) AS id, lines.shown AS lines, taxes.shown AS taxes, wanted.number,
        coalesce(sum(octet_length(lines.shown::text) + octet_length(taxes.shown::text)) OVER (
            ORDER BY wanted.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before
    FROM jsonb_array_elements_text(CAST(:ids AS jsonb)) WITH ORDINALITY AS wanted (id, number),
        LATERAL (
            SELECT coalesce(jsonb_agg(to_jsonb(part) ORDER BY part.position), '[]') AS shown
            FROM (
                SELECT position, left(description, :most_text) AS description, quantity::text AS quantity,
                    unit_price::text AS unit_price, tax_rate::text AS tax_rate, amount::text AS amount
                FROM invoice_lines
                WHERE tenant_id = :tenant_id AND invoice_id = CAST(wanted.id AS uuid) AND position >= :offset
                ORDER BY position LIMIT :most) part) lines,
        LATERAL (
            SELECT coalesce(jsonb_agg(to_jsonb(part) ORDER BY part.position), '[]') AS shown
            FROM (
                SELECT position, left(kind, :most_text) AS kind, rate::text AS rate, base::text AS base,
                    amount::text AS amount, withheld
                FROM invoice_taxes
                WHERE tenant_id = :tenant_id AND invoice_id = CAST(wanted.id AS uuid) AND position >= :offset
                ORDER BY position LIMIT :most) part) taxes
) parts
WHERE bytes_before <= :most_bytes ORDER BY number;
