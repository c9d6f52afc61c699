from asiento.entries.api import handler

__all__ = ["handler"]
