"""E-invoices, bank files and printed invoices made from a known truth, as programs write them, and what became of each.

`invoices` and `statements` say what is true of a document, `drawn` makes an invoice by chance; a module a format writes
it in a `style`, `check` sends the file through the stages and compares what was posted with it, and `tally` counts.
"""
