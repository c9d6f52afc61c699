"""Asiento: documents in, ledger entries out. `pipeline.py` is the page to read first."""
