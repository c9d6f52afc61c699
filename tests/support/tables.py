"""The tables of the schema, for tests that look at all of them."""

LEDGER = ("expenses", "invoices", "invoice_lines", "invoice_taxes", "bank_transactions")
OF_REQUESTS = ("idempotency_keys", "request_windows")
NOBODYS = ("wrong_keys", "erasures")
"""Of no tenant: two functions of the database look into the first, who erases a tenant into the second."""
TABLES = (
    "tenants",
    "api_keys",
    "batches",
    "items",
    "dead_letters",
    "column_mappings",
    "supplier_memory",
    "suppliers",
    "history",
    *LEDGER,
    *OF_REQUESTS,
    *NOBODYS,
)
