from asiento.authorizer import handler

__all__ = ["handler"]
