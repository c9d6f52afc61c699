-- Returns the expenses after a place.
-- A filter that is null costs nothing: Postgres plans with the values, and leaves it out.
-- Parameters: tenant_id uuid; of_batch, beyond, ordering: SQL that `store/ledger.py` writes: what picks a batch, what comes
-- after the page before, by what it is ordered; batch_id uuid; item_id uuid, since date, until date (of issued_on),
-- number text, tax_id text (of the supplier), supplier text (a part of its name or tax id),
-- currency text, amount_from numeric, amount_to numeric, said text (a part of number, supplier, description or category):
-- filters, or null; key text, place bigint, at timestamptz, after_id uuid: where the page before ended; most_text integer:
-- characters of a text; most integer: rows.

SELECT id, item_id, coalesce(of_line, line) AS line, created_at, issued_on, left(number, :most_text) AS number,
    left(supplier_name, :most_text) AS supplier_name, left(supplier_tax_id, :most_text) AS supplier_tax_id,
    left(description, :most_text) AS description, left(category, :most_text) AS category,
    left(currency, :most_text) AS currency, net::text AS net, tax_total::text AS tax_total, tip::text AS tip,
    total::text AS total, total_meaning, left(payment_method, :most_text) AS payment_method,
    reverses, corrects, posted_by, left(reason, :most_text) AS reason,
    (SELECT r.id FROM expenses r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id) AS reversed_by
FROM expenses l
WHERE tenant_id = :tenant_id
  AND :of_batch AND :beyond
  AND (CAST(:item_id AS uuid) IS NULL OR item_id = CAST(:item_id AS uuid))
  AND (CAST(:since AS date) IS NULL OR issued_on >= CAST(:since AS date))
  AND (CAST(:until AS date) IS NULL OR issued_on <= CAST(:until AS date))
  AND (CAST(:number AS text) IS NULL OR number = CAST(:number AS text))
  AND (CAST(:tax_id AS text) IS NULL OR supplier = asiento.supplier_key(CAST(:tax_id AS text), NULL))
  AND (CAST(:supplier AS text) IS NULL OR position(lower(CAST(:supplier AS text)) IN lower(concat_ws(
      E'\n', supplier_name, supplier_tax_id))) > 0)
  AND (CAST(:currency AS text) IS NULL OR currency = CAST(:currency AS text))
  AND (CAST(:amount_from AS numeric) IS NULL OR
       total_order >= asiento.amount_order(CAST(:amount_from AS numeric)) AND total >= CAST(:amount_from AS numeric))
  AND (CAST(:amount_to AS numeric) IS NULL OR
       total_order <= asiento.amount_order(CAST(:amount_to AS numeric)) AND total <= CAST(:amount_to AS numeric))
  AND (CAST(:said AS text) IS NULL OR position(lower(CAST(:said AS text)) IN lower(concat_ws(
      E'\n', number, supplier_name, supplier_tax_id, description, category))) > 0)
ORDER BY :ordering LIMIT :most;
