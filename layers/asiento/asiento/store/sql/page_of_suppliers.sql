-- Returns the suppliers after a place, the newest last, each with what is posted of it and not reversed.
-- Parameters: tenant_id uuid; id uuid: only this one, null for all; place bigint, at timestamptz, after_id uuid: where the
-- page before ended; most_text integer: characters of a text; most_ibans integer: accounts of each; most integer: rows.

WITH page AS MATERIALIZED (
    SELECT tenant_id, id, supplier, name, tax_id, policy, created_at, place FROM suppliers
    WHERE tenant_id = :tenant_id AND (CAST(:id AS uuid) IS NULL OR id = CAST(:id AS uuid))
      AND (place, created_at, id) > (CAST(:place AS bigint), CAST(:at AS timestamptz), CAST(:after_id AS uuid))
    ORDER BY place, created_at, id LIMIT :most
), bills AS (
    SELECT p.id, l.issued_on, l.currency, l.total, l.iban
    FROM page p JOIN invoices l ON l.tenant_id = p.tenant_id AND l.supplier = p.supplier
    WHERE l.direction = 'received' AND l.reverses IS NULL
      AND NOT EXISTS (SELECT FROM invoices r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id)
    UNION ALL
    SELECT p.id, l.issued_on, l.currency, l.total, NULL
    FROM page p JOIN expenses l ON l.tenant_id = p.tenant_id AND l.supplier = p.supplier
    WHERE l.reverses IS NULL
      AND NOT EXISTS (SELECT FROM expenses r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id)
), sums AS (
    SELECT id, sum(documents) AS documents, max(last_on) AS last_on, jsonb_object_agg(currency, mean) AS means
    FROM (
        SELECT id, currency, count(*) AS documents, max(issued_on) AS last_on, round(avg(total), 2)::text AS mean
        FROM bills GROUP BY id, currency
    ) by_currency GROUP BY id
), accounts AS (
    SELECT id, array_agg(left(iban, :most_text) ORDER BY last_on DESC, iban) AS ibans FROM (
        SELECT id, iban, max(issued_on) AS last_on, row_number() OVER (
            PARTITION BY id ORDER BY max(issued_on) DESC, iban) AS nth
        FROM bills WHERE iban IS NOT NULL GROUP BY id, iban
    ) seen WHERE nth <= :most_ibans GROUP BY id
)
SELECT p.id, left(p.name, :most_text) AS name, left(p.tax_id, :most_text) AS tax_id, p.policy, p.created_at,
    coalesce(s.documents, 0)::integer AS documents, s.last_on, coalesce(s.means, '{}') AS mean_totals,
    coalesce(a.ibans, '{}') AS ibans
FROM page p LEFT JOIN sums s ON s.id = p.id LEFT JOIN accounts a ON a.id = p.id
ORDER BY p.place, p.created_at, p.id;
