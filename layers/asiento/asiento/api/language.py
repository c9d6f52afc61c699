"""In which language a request is answered: the one it asks for, else its tenant's, which the authorizer says."""

from collections.abc import Mapping
from typing import Any

from asiento.codes.languages import ENGLISH, LANGUAGES, accepted

ASKED = "accept-language"
ANSWERED = "Content-Language"


def language_of(event: Mapping[str, Any]) -> str:
    """Return the language of the answer to an API Gateway *event*."""
    context = (event.get("requestContext") or {}).get("authorizer") or {}
    usual = str(context.get("language"))
    return accepted(_header(event), usual if usual in LANGUAGES else ENGLISH)


def _header(event: Mapping[str, Any]) -> str:
    several, single = event.get("multiValueHeaders") or {}, event.get("headers") or {}
    values = [value for name, lines in several.items() if name.lower() == ASKED for value in lines or ()]
    return ", ".join(values) or next((value for name, value in single.items() if name.lower() == ASKED), "") or ""
