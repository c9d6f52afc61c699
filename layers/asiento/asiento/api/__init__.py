"""The HTTPS API: routes, request models, errors to status codes. Business steps are in `intake/` and `review/`."""

from asiento.api.app import build_api
from asiento.intake.services import ApiServices

__all__ = ["ApiServices", "build_api"]
