"""TLS to a real Postgres: what an address asks for holds, or there is no connection."""

import gc
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from asiento.errors import TransientError
from asiento.store.database import connect, open_database
from infra.local.postgres import Cluster
from tls_server import SSL_REQUEST, tls_door, write_certificate

DATABASE = "postgresql+pg8000://nobody@127.0.0.1"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the address of the tests' Postgres."""
    return write_certificate(tmp_path_factory.mktemp("tls"), "127.0.0.1")


@pytest.fixture(scope="module")
def door(cluster: Cluster, certificate: tuple[Path, Path]) -> Iterator[int]:
    """The port where that Postgres speaks TLS."""
    with tls_door(cluster.port, certificate) as port:
        yield port


def cipher(url: str, port: int) -> tuple[str, str]:
    """Return the cipher and the version of TLS of a connection to *port* that answered."""
    engine = connect(url.replace(url.partition("@")[2].partition("/")[0], f"127.0.0.1:{port}"))
    try:
        with engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1
            wrapped = connection.connection.dbapi_connection._usock  # type: ignore[union-attr]  # noqa: SLF001 (pg8000 shows it nowhere else)
            return wrapped.cipher()[0], wrapped.version()
    finally:
        engine.dispose()


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_a_connection_is_encrypted(
    migrated: tuple[object, str], door: int, certificate: tuple[Path, Path], mode: str
) -> None:
    """Statements pass through TLS of today, whoever has to have signed the certificate."""
    found = cipher(f"{migrated[1]}?sslmode={mode}&sslrootcert={certificate[0]}", door)

    assert found[1] in {"TLSv1.2", "TLSv1.3"}


@pytest.mark.parametrize("mode", ["require", "verify-full"])
def test_a_server_without_tls_gets_no_password(migrated: tuple[object, str], mode: str) -> None:
    """Nothing falls back to plain text: a server that refuses TLS is one that is away."""
    with pytest.raises(TransientError, match="did not answer"):
        open_database(f"{migrated[1]}?sslmode={mode}")


@pytest.mark.parametrize("mode", ["verify-ca", "verify-full"])
def test_a_certificate_that_nobody_signed_is_refused(migrated: tuple[object, str], door: int, mode: str) -> None:
    """Without its authority among those of the system the server may be anyone."""
    with pytest.raises(ssl.SSLCertVerificationError, match="self-signed"):
        cipher(f"{migrated[1]}?sslmode={mode}", door)


# pg8000 forgets to close the socket of a refused connection.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_hangs_up_while_tls_begins_is_away() -> None:
    """A handshake that breaks off, as in a restart, is the world's fault and tried again."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=hang_up, args=(listener,), daemon=True).start()
        port = listener.getsockname()[1]
        with pytest.raises(TransientError, match="did not answer"):
            open_database(f"{DATABASE}:{port}/asiento?sslmode=require")
    gc.collect()


def hang_up(listener: socket.socket) -> None:
    """Agree to TLS, then go away."""
    client, _ = listener.accept()
    with client:
        client.recv(len(SSL_REQUEST))
        client.sendall(b"S")


def test_a_certificate_of_another_server_is_refused(
    migrated: tuple[object, str], cluster: Cluster, tmp_path: Path
) -> None:
    """`verify-full` holds the name, or address, against the certificate; `verify-ca` does not."""
    other = write_certificate(tmp_path, "10.0.0.1")
    with tls_door(cluster.port, other) as port:
        assert cipher(f"{migrated[1]}?sslmode=verify-ca&sslrootcert={other[0]}", port)
        with pytest.raises(ssl.SSLCertVerificationError, match="IP address mismatch"):
            cipher(f"{migrated[1]}?sslmode=verify-full&sslrootcert={other[0]}", port)
