"""Where things are in the repository, and where a test may listen."""

import socket
from pathlib import Path

ROOT = Path(__file__).parent.parent
MIGRATIONS = ROOT / "functions" / "migrate" / "migrations"


def free_port() -> int:
    """Return a TCP port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
