"""Scans for malware by ClamAV, over its socket. Fails closed: no clear answer lets nothing pass."""

import socket
from io import BytesIO
from urllib.parse import urlsplit

import clamd

from asiento.errors import TransientError
from asiento.model import Scanner

TIMEOUT = 30.0
"""Seconds for connecting and for each answer; a document of 20 MB takes about one."""


class _Socket(socket.socket):
    """A socket whose `send` sends all: the client ignores how much of a chunk went out."""

    def send(self, data: bytes, flags: int = 0) -> int:  # type: ignore[override]
        self.sendall(data, flags)
        return len(data)


class _Client(clamd.ClamdNetworkSocket):  # type: ignore[misc]
    """The `clamd` client with a limit of time on connecting as well, which it has on reading only."""

    def __init__(self, family: socket.AddressFamily, place: str | tuple[str, int], timeout: float) -> None:
        self.family, self.place, self.timeout = family, place, timeout

    def _init_socket(self) -> None:
        self.clamd_socket = _Socket(self.family, socket.SOCK_STREAM)
        self.clamd_socket.settimeout(self.timeout)
        self.clamd_socket.connect(self.place)


def clamd_scanner(address: str, timeout: float = TIMEOUT) -> Scanner:
    """Return a scanner that asks the clamd at *address*, `tcp://host:port` or `unix:///path`.

    The scanner raises `TransientError("scanner_unavailable")` when clamd is away, answers nonsense, or refuses the
    size of the file. Raises `ValueError` for an address of another kind.
    """
    family, place = _place(address)

    def scan(_key: str, data: bytes) -> str | None:
        try:
            answer = _Client(family, place, timeout).instream(BytesIO(data))
        except (clamd.ClamdError, OSError, UnicodeDecodeError) as error:
            raise _unavailable() from error
        return _name_in(answer)

    return scan


def _place(address: str) -> tuple[socket.AddressFamily, str | tuple[str, int]]:
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path:
        return socket.AF_UNIX, parts.path
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return (socket.AF_INET6 if ":" in parts.hostname else socket.AF_INET), (parts.hostname, parts.port)
    raise ValueError(f"The scanner's address is '{address}'. Write tcp://host:port or unix:///path.")


def _name_in(answer: object) -> str | None:
    """Return the malware's name in `{"stream": (status, name)}`, or None if the status is a plain OK."""
    match answer:
        case {"stream": ("OK", None)}:
            return None
        case {"stream": ("FOUND", str(name))}:
            return name
    raise _unavailable()


def _unavailable() -> TransientError:
    return TransientError("scanner_unavailable")


def scanning_off(_key: str, _data: bytes) -> str | None:
    """Find nothing: the scanner of a deployment that switched scanning off."""
    return None
