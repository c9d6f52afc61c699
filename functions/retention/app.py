from asiento.retention import handler

__all__ = ["handler"]
