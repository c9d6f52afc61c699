"""Asiento: documents in, ledger entries out. `pipeline.py` is the page to read first."""

__version__ = "0.1.0"
