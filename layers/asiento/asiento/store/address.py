"""The address of Postgres, with what a secret adds to it, and TLS as it asks for. Knows no client of AWS."""

import json
import ssl
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from asiento.settings import SettingsError

DRIVER = "postgresql+pg8000"
MODES = ("disable", "require", "verify-ca", "verify-full")
"""Of `sslmode`, as for libpq; `prefer` and `allow`, which go on without TLS, are for nobody."""


def completed(address: str, secret: str) -> str:
    """Return the address that *secret* holds: an address itself, or JSON with what *address* does not say.

    The JSON is that of RDS: `username`, `password`, and if given `host`, `port`, `dbname`. Raises `SettingsError`.
    """
    if not secret.lstrip().startswith("{"):
        return secret.strip()
    try:
        held = json.loads(secret)
        names = {"username": "username", "password": "password", "host": "host", "port": "port", "database": "dbname"}
        known = make_url(address or f"{DRIVER}://")
        url = known.set(**{name: held[key] for name, key in names.items() if held.get(key)})
    except (ValueError, TypeError, ArgumentError) as error:
        raise SettingsError("The secret of the database is no JSON of RDS. Put an address into it instead.") from error
    if not (url.username and url.host and url.database):
        raise SettingsError("Secret and DATABASE_URL together name no user, host or database. Add what is missing.")
    if "sslmode" not in url.query:
        url = url.update_query_dict({"sslmode": "require"})
    return url.render_as_string(hide_password=False)


def with_tls(address: str) -> tuple[URL, dict[str, Any]]:
    """Return *address* without `sslmode` and `sslrootcert`, and the arguments for pg8000 that they stand for.

    `require` encrypts, `verify-ca` checks who signed the server's certificate (against the file `sslrootcert`, else
    the system's authorities), `verify-full` its name as well; TLS is 1.2 at least. Raises `SettingsError`.
    """
    url = make_url(address)
    mode, authorities = url.query.get("sslmode"), url.query.get("sslrootcert")
    url = url.difference_update_query(["sslmode", "sslrootcert"])
    if mode is None:
        return url, {}
    if mode not in MODES:
        raise SettingsError(f"The database's sslmode is '{mode}', but must be one of: {', '.join(MODES)}.")
    return url, {"ssl_context": False if mode == "disable" else _context(mode, authorities)}


def _context(mode: str, authorities: Any) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=authorities)
    except OSError as error:
        raise SettingsError(f"The database's sslrootcert, {authorities}, cannot be read. Name a PEM file.") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = mode == "verify-full"
    context.verify_mode = ssl.CERT_NONE if mode == "require" else ssl.CERT_REQUIRED
    return context
