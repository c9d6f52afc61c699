-- Returns the bank transactions after a place.
-- A filter that is null costs nothing: Postgres plans with the values, and leaves it out.
-- Parameters: tenant_id uuid; of_batch, beyond, ordering: SQL that `store/ledger.py` writes: what picks a batch, what comes
-- after the page before, by what it is ordered; batch_id uuid; item_id uuid, since date, until date (of booked_on),
-- currency text, amount_from numeric, amount_to numeric, said text (a part of description or reference):
-- filters, or null; key text, place bigint, at timestamptz, after_id uuid: where the page before ended; most_text integer:
-- characters of a text; most integer: rows.

SELECT id, item_id, coalesce(of_line, line) AS line, created_at,
    left(iban, :most_text) AS iban, booked_on, value_on, amount::text AS amount,
    balance::text AS balance, left(currency, :most_text) AS currency, left(description, :most_text) AS description,
    left(reference, :most_text) AS reference,
    reverses, corrects, posted_by, left(reason, :most_text) AS reason,
    (SELECT r.id FROM bank_transactions r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id) AS reversed_by
FROM bank_transactions l
WHERE tenant_id = :tenant_id
  AND :of_batch AND :beyond
  AND (CAST(:item_id AS uuid) IS NULL OR item_id = CAST(:item_id AS uuid))
  AND (CAST(:since AS date) IS NULL OR booked_on >= CAST(:since AS date))
  AND (CAST(:until AS date) IS NULL OR booked_on <= CAST(:until AS date))
  AND (CAST(:currency AS text) IS NULL OR currency = CAST(:currency AS text))
  AND (CAST(:amount_from AS numeric) IS NULL OR
       amount_order >= asiento.amount_order(CAST(:amount_from AS numeric)) AND amount >= CAST(:amount_from AS numeric))
  AND (CAST(:amount_to AS numeric) IS NULL OR
       amount_order <= asiento.amount_order(CAST(:amount_to AS numeric)) AND amount <= CAST(:amount_to AS numeric))
  AND (CAST(:said AS text) IS NULL OR position(lower(CAST(:said AS text)) IN lower(concat_ws(
      E'\n', description, reference))) > 0)
ORDER BY :ordering LIMIT :most;
