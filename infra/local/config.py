"""What a local stack is made of: its folder, ports and databases. Knows nothing of how they are started."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class StackError(Exception):
    """The local stack cannot go on; the message is a sentence for people that ends in what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackConfig:
    """One local stack. Two of them live side by side if *var* and the ports differ.

    *var* holds all that it writes. *fast_postgres* gives up durability, for tests. With *secrets* the functions get the
    database's addresses from Secrets Manager, as on AWS; they start later for it. With *admin_database_url* and
    *database_url* (both or none) that server is used and no Postgres is started. *parameters* are handed to the
    template and win over the stack's own.
    """

    var: Path = ROOT / "var"
    gateway_port: int = 4566
    postgres_port: int = 54330
    clamd_port: int = 3310
    admin_database_url: str | None = None
    database_url: str | None = None
    fast_postgres: bool = False
    secrets: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def gateway_url(self) -> str:
        """The address of the local AWS."""
        return f"http://127.0.0.1:{self.gateway_port}"

    @property
    def record(self) -> Path:
        """The file that says what runs where, as JSON."""
        return self.var / "stack.json"


PORTS = {
    "gateway_port": "ASIENTO_AWS_PORT",
    "postgres_port": "ASIENTO_POSTGRES_PORT",
    "clamd_port": "ASIENTO_CLAMD_PORT",
}
"""The environment variable that moves each port."""

HIGHEST_PORT = 65535


def read_config(environment: Mapping[str, str]) -> StackConfig:
    """Return the stack that *environment* asks for. Raises `StackError` for a port that is none or half a database."""
    admin, app = environment.get("ADMIN_DATABASE_URL"), environment.get("DATABASE_URL")
    if (admin is None) != (app is None):
        raise StackError(
            "For a Postgres of your own, set both ADMIN_DATABASE_URL (the owner, who migrates) and DATABASE_URL "
            "(the application's role); for the built-in one, unset both."
        )
    config = StackConfig(admin_database_url=admin, database_url=app)
    ports: dict[str, Any] = {name: _port(environment, name, getattr(config, name)) for name in PORTS}
    return replace(config, **ports)


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    variable = PORTS[name]
    value = environment.get(variable) or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= HIGHEST_PORT:
        raise StackError(f"{variable} is '{value}', which is no port. Set it to a number from 1 to 65535.")
    return int(value)
