from asiento.entries.sweep import handler

__all__ = ["handler"]
