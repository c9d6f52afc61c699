from asiento.sweep import handler

__all__ = ["handler"]
