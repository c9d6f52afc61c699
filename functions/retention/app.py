from asiento.entries.retention import handler

__all__ = ["handler"]
