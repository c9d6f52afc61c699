-- Returns a bank transaction.
-- Parameters: tenant_id uuid, id uuid; most_text integer: characters of a text.

SELECT id, item_id, coalesce(of_line, line) AS line, created_at,
    left(iban, :most_text) AS iban, booked_on, value_on, amount::text AS amount,
    balance::text AS balance, left(currency, :most_text) AS currency, left(description, :most_text) AS description,
    left(reference, :most_text) AS reference,
    reverses, corrects, posted_by, left(reason, :most_text) AS reason,
    (SELECT r.id FROM bank_transactions r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id) AS reversed_by
FROM bank_transactions l WHERE tenant_id = :tenant_id AND id = :id;
