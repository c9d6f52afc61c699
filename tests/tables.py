"""The tables of the schema, for tests that look at all of them."""

LEDGER = ("expenses", "invoices", "invoice_lines", "invoice_taxes", "bank_transactions")
TABLES = ("tenants", "api_keys", "batches", "items", "dead_letters", "column_mappings", "supplier_memory", *LEDGER)
