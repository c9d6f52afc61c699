"""Addresses of Postgres: completed by secrets, and with the TLS that they ask for."""

import json
import ssl
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from asiento import bootstrap
from asiento.errors import TransientError
from asiento.settings import SettingsError, read_settings
from asiento.store.address import completed, with_tls

URL = "postgresql+pg8000://app:pass@db.example/asiento"
RDS = {"username": "app", "password": "p@ss/word", "engine": "postgres", "host": "db.example", "port": 5433}


def test_a_secret_may_be_an_address() -> None:
    """It is taken as it stands, whatever the setting beside it says."""
    assert completed("postgresql+pg8000://other/one", f"{URL}\n") == URL


def test_a_secret_of_rds_becomes_an_address_with_tls() -> None:
    """User, password, host, port and database come from its JSON; nothing goes unencrypted unless it is said."""
    address = completed("", json.dumps({**RDS, "dbname": "asiento"}))

    assert address == "postgresql+pg8000://app:p%40ss%2Fword@db.example:5433/asiento?sslmode=require"


def test_an_address_says_what_the_secret_does_not() -> None:
    """The secret that RDS itself keeps has no host: the setting names it, the database and how TLS is checked."""
    held = json.dumps({"username": "app", "password": "secret"})

    address = completed("postgresql+pg8000://db.example/asiento?sslmode=verify-full", held)

    assert address == "postgresql+pg8000://app:secret@db.example/asiento?sslmode=verify-full"


@pytest.mark.parametrize(
    "secret", ['{"username": ', "{}", '{"username": "app", "password": "x", "host": "db"}', "{[]}"]
)
def test_half_a_secret_is_refused(secret: str) -> None:
    """What names no user, host or database ends the start with a sentence that does not show the secret."""
    with pytest.raises(SettingsError, match=r"secret|Secret") as refused:
        completed("", secret)

    assert "app" not in str(refused.value)


def test_the_modes_of_tls() -> None:
    """`require` encrypts, `verify-ca` checks the signer and `verify-full` the name too; never below TLS 1.2."""
    contexts = {
        mode: with_tls(f"{URL}?sslmode={mode}")[1]["ssl_context"] for mode in ("require", "verify-ca", "verify-full")
    }

    assert {mode: (context.verify_mode, context.check_hostname) for mode, context in contexts.items()} == {
        "require": (ssl.CERT_NONE, False),
        "verify-ca": (ssl.CERT_REQUIRED, False),
        "verify-full": (ssl.CERT_REQUIRED, True),
    }
    assert {context.minimum_version for context in contexts.values()} == {ssl.TLSVersion.TLSv1_2}
    assert with_tls(f"{URL}?sslmode=disable")[1] == {"ssl_context": False}
    assert with_tls(URL)[1] == {}
    assert with_tls(f"{URL}?sslmode=require")[0].query == {}


def test_a_mode_or_authority_that_is_none_is_named(tmp_path: Path) -> None:
    """`prefer` would go on without TLS when the server has none, and a file that is not there checks nothing."""
    with pytest.raises(SettingsError, match="sslmode is 'prefer'"):
        with_tls(f"{URL}?sslmode=prefer")
    with pytest.raises(SettingsError, match="sslrootcert"):
        with_tls(f"{URL}?sslmode=verify-full&sslrootcert={tmp_path / 'none.pem'}")


def test_a_secret_is_read_once_a_process() -> None:
    """The second question asks nobody: the secret may be gone by then. One that is not there passes, as an outage."""
    bootstrap.client.cache_clear()
    bootstrap.database_address.cache_clear()
    with mock_aws():
        store = boto3.client("secretsmanager")
        arn = store.create_secret(Name="database", SecretString=URL)["ARN"]

        assert bootstrap.database_address("", arn) == URL
        store.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
        assert bootstrap.database_address("", arn) == URL
        with pytest.raises(TransientError, match="secret"):
            bootstrap.database_address("elsewhere", arn)
    bootstrap.client.cache_clear()
    bootstrap.database_address.cache_clear()


def test_a_secret_makes_the_address_optional() -> None:
    """Either of the two settings is enough, none is not."""
    settings = read_settings({"DATABASE_SECRET": "arn:aws:secretsmanager:eu-south-2:1:secret:database"})

    assert (settings.database_url, settings.database_secret[-8:]) == ("", "database")
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        read_settings({})
