from asiento.entries.authorizer import handler

__all__ = ["handler"]
