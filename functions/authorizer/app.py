from asiento.access.authorizer import handler

__all__ = ["handler"]
