-- Posts the reversal of a bank transaction and returns its id and line; no row if it has one, is one, or is not there.
-- No statement says a balance after it. The transaction has the tenant's turn: so each row of an item gets a line of
-- its own.
-- Parameters: tenant_id uuid, id uuid; posted_by uuid: a key; reason text.

INSERT INTO bank_transactions (
    tenant_id, item_id, line, of_line, iban, booked_on, value_on, amount, currency, description, reference, reverses,
    posted_by, reason)
SELECT e.tenant_id, e.item_id,
    least((
        SELECT min(o.line) FROM bank_transactions o WHERE o.tenant_id = e.tenant_id AND o.item_id = e.item_id
    ), 0) - 1,
    coalesce(e.of_line, e.line), e.iban, e.booked_on, e.value_on, -e.amount, e.currency, e.description, e.reference,
    e.id, :posted_by, :reason
FROM bank_transactions e
WHERE e.tenant_id = :tenant_id AND e.id = :id AND e.reverses IS NULL
ON CONFLICT (tenant_id, reverses) WHERE reverses IS NOT NULL DO NOTHING
RETURNING id, line;
