"""The columns of the ledger tables, and the inserts that post them: each (tenant, item, line) once."""

EXPENSES = """
    issued_on date, number text, supplier_name text, supplier_tax_id text, description text, category text,
    currency text, net numeric, tax_total numeric, tip numeric, total numeric, payment_method text
"""
INVOICES = """
    direction text, doc_type text, number text, issued_on date, due_on date, supplier_name text,
    supplier_tax_id text, customer_name text, customer_tax_id text, description text, currency text, net numeric,
    tax_total numeric, withheld_total numeric, total numeric, payable numeric, payment_method text, iban text
"""
INVOICE_LINES = (
    "position integer, description text, quantity numeric, unit_price numeric, tax_rate numeric, amount numeric"
)
INVOICE_TAXES = "position integer, kind text, rate numeric, base numeric, amount numeric, withheld boolean"
BANK_TRANSACTIONS = """
    iban text, booked_on date, value_on date, amount numeric, balance numeric, currency text, description text,
    reference text
"""


def names_of(columns: str) -> tuple[str, ...]:
    """Return the column names of a `name type, name type` list."""
    return tuple(column.split()[0] for column in columns.split(","))


def _insert(table: str, columns: str) -> str:
    names = ", ".join(names_of(columns))
    return f"""
    {table}_posted AS (
        INSERT INTO {table} (tenant_id, item_id, line, {names})
        SELECT s.tenant_id, s.id, p.line, {names}
        FROM in_turn s, jsonb_to_recordset(s.postings -> '{table}') AS p (line integer, {columns})
        ON CONFLICT (tenant_id, item_id, line) DO NOTHING
        RETURNING tenant_id, id, item_id, line
    )"""  # noqa: S608 (made of constants)


def _insert_parts(table: str, part: str, columns: str) -> str:
    """Insert the rows below each invoice that was posted just now; one posted before has its rows already."""
    names = ", ".join(names_of(columns))
    return f"""
    {table}_posted AS (
        INSERT INTO {table} (tenant_id, invoice_id, {names})
        SELECT i.tenant_id, i.id, {names}
        FROM invoices_posted i JOIN in_turn s ON s.tenant_id = i.tenant_id AND s.id = i.item_id,
            jsonb_to_recordset(s.postings -> 'invoices') AS p (line integer, {part} jsonb),
            jsonb_to_recordset(p.{part}) AS part ({columns})
        WHERE p.line = i.line
    )"""  # noqa: S608 (made of constants)


IN_TURN = """
    turns AS MATERIALIZED (
        SELECT count(pg_advisory_xact_lock(hashtextextended(t.tenant_id::text, 0)))
        FROM (SELECT DISTINCT tenant_id FROM saved WHERE children IS NOT NULL OR postings IS NOT NULL
              ORDER BY tenant_id) t
    ), in_turn AS MATERIALIZED (
        SELECT saved.* FROM saved, turns
    )"""
"""CTEs after `saved`, for inserts of rows that take places in lists (migration 0012): its tenants' turns, in order.

Two saves with two tenants each would else wait for each other, each with one tenant's turn.
"""

LEARN_SUPPLIERS = """
    suppliers_learned AS (
        INSERT INTO supplier_memory
            (tenant_id, supplier, seen_name, seen_tax_id, name, tax_id, category, description)
        SELECT DISTINCT ON (s.tenant_id, p.supplier)
            s.tenant_id, p.supplier, p.seen_name, p.seen_tax_id, p.name, p.tax_id, p.category, p.description
        FROM saved s, jsonb_to_recordset(s.postings -> 'supplier_memory') AS p (
            supplier text, seen_name text, seen_tax_id text, name text, tax_id text, category text, description text)
        ORDER BY s.tenant_id, p.supplier, s.id
        ON CONFLICT (tenant_id, supplier) DO UPDATE
        SET seen_name = coalesce(excluded.seen_name, supplier_memory.seen_name),
            seen_tax_id = coalesce(excluded.seen_tax_id, supplier_memory.seen_tax_id),
            name = coalesce(excluded.name, supplier_memory.name),
            tax_id = coalesce(excluded.tax_id, supplier_memory.tax_id),
            category = coalesce(excluded.category, supplier_memory.category),
            description = coalesce(excluded.description, supplier_memory.description),
            updated_at = clock_timestamp()
    )"""

INSERT_POSTINGS = ",".join(
    (
        _insert("expenses", EXPENSES),
        _insert("invoices", INVOICES),
        _insert_parts("invoice_lines", "lines", INVOICE_LINES),
        _insert_parts("invoice_taxes", "taxes", INVOICE_TAXES),
        _insert("bank_transactions", BANK_TRANSACTIONS),
        LEARN_SUPPLIERS,
    )
)
"""CTEs after `saved (tenant_id, id, postings)` and `in_turn`, the same in their turn."""
