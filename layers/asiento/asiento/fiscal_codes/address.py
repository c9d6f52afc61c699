"""Addresses of tax offices as codes have them: an exact host and path, and each parameter once."""

from collections.abc import Collection
from urllib.parse import parse_qsl, urlsplit

MOST_PARAMETERS = 10


def place_of(payload: str) -> str | None:
    """Return host and path of *payload*, in small letters and without a slash at the end; None if it is no address.

    Another port, a user before the host or a part behind `#` make it another address.
    """
    try:
        parts = urlsplit(payload)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or not host or parts.netloc.lower() != host or port or parts.fragment:
        return None
    return f"{host}{parts.path.lower().rstrip('/')}"


def parameters_of(payload: str, names: Collection[str]) -> dict[str, str] | None:
    """Return the parameters of the address *payload*; None if they are not just *names*, each once."""
    try:
        pairs = parse_qsl(
            urlsplit(payload).query,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except ValueError:
        return None
    return dict(pairs) if sorted(name for name, _ in pairs) == sorted(names) else None
