"""The scanner against a real clamd that knows the test patterns only."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asiento.errors import TransientError
from asiento.preprocess.antivirus import clamd_scanner, scanning_off
from infra.local import clamav
from infra.local.ports import free_port
from needs import need

EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "".join(clamav.TEST_PATTERNS["Eicar-Test-Signature"])).encode()


@pytest.fixture(scope="session")
def clamd_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a real clamd for all tests here; the address of its port."""
    need(clamav.binary(), "clamd is not installed: apt-get install clamav-daemon")
    directory: Path = tmp_path_factory.mktemp("clamav")
    port = free_port()
    process = clamav.start(directory, port)
    yield f"tcp://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], str]]:
    """Start servers that read a little, answer the same bytes to everybody and hang up."""
    servers: list[socket.socket] = []

    def start(answer: bytes) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=serve, args=(server, answer), daemon=True).start()
        return f"tcp://127.0.0.1:{server.getsockname()[1]}"

    yield start
    for server in servers:
        server.close()


def serve(server: socket.socket, answer: bytes) -> None:
    """Answer one connection with *answer*."""
    connection, _ = server.accept()
    with connection:
        connection.recv(2**16)
        connection.sendall(answer)


def test_eicar_is_found_by_name(clamd_address: str) -> None:
    """The standard test file is named as malware."""
    assert clamd_scanner(clamd_address)("key", EICAR) == "Eicar-Test-Signature.UNOFFICIAL"


def test_eicar_is_found_within_other_bytes(clamd_address: str) -> None:
    """The pattern is found wherever it stands in a file."""
    assert clamd_scanner(clamd_address)("key", b"%PDF-1.4\n" + EICAR + b"\n%%EOF") == "Eicar-Test-Signature.UNOFFICIAL"


def test_a_clean_document_passes(clamd_address: str) -> None:
    """Bytes without malware give None, also at the size limit of a file."""
    assert clamd_scanner(clamd_address)("key", b"An invoice. " * 1_700_000) is None


def test_a_file_over_the_limit_of_clamd_does_not_pass(clamd_address: str) -> None:
    """What clamd refuses to scan is not taken for clean."""
    with pytest.raises(TransientError, match="scanner_unavailable"):
        clamd_scanner(clamd_address)("key", b"\x00" * (65 * 2**20))


def test_an_absent_scanner_lets_nothing_pass() -> None:
    """Nobody listens at the address: the file waits."""
    with pytest.raises(TransientError, match="scanner_unavailable"):
        clamd_scanner(f"tcp://127.0.0.1:{free_port()}")("key", b"clean")


def test_an_absent_unix_socket_lets_nothing_pass(tmp_path: Path) -> None:
    """There is no socket at the path: the file waits."""
    with pytest.raises(TransientError, match="scanner_unavailable"):
        clamd_scanner(f"unix://{tmp_path}/clamd.sock")("key", b"clean")


@pytest.mark.parametrize(
    "answer", [b"", b"hello\n", b"stream: maybe\n", b"stream: Access denied. ERROR\n", b"\xff\xfe\n", b"other: OK\n"]
)
def test_a_nonsense_answer_lets_nothing_pass(answering: Callable[[bytes], str], answer: bytes) -> None:
    """Only a plain OK for our stream is a yes."""
    with pytest.raises(TransientError, match="scanner_unavailable"):
        clamd_scanner(answering(answer), timeout=5)("key", b"clean")


def test_a_silent_scanner_lets_nothing_pass() -> None:
    """A scanner that accepts and never answers runs into the limit of time."""
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(TransientError, match="scanner_unavailable"):
        clamd_scanner(f"tcp://127.0.0.1:{server.getsockname()[1]}", timeout=0.2)("key", b"clean")


@pytest.mark.parametrize("address", ["", "localhost:3310", "tcp://localhost", "http://localhost:3310"])
def test_an_address_of_another_kind_is_refused_at_the_start(address: str) -> None:
    """A wrong setting shows when the scanner is made, not at the first document."""
    with pytest.raises(ValueError, match="tcp://host:port"):
        clamd_scanner(address)


def test_scanning_off_finds_nothing() -> None:
    """The scanner of a deployment without scanning lets even the test file pass."""
    assert scanning_off("key", EICAR) is None
