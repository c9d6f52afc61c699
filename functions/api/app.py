from asiento.api import handler

__all__ = ["handler"]
