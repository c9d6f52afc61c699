"""How the environment chooses the local stack's ports and databases."""

import pytest

from infra.local.config import StackConfig, StackError, read_config


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing needs to be set."""
    assert read_config({}) == StackConfig()


def test_each_port_has_its_variable() -> None:
    """All three ports can be moved."""
    moved = read_config({"ASIENTO_AWS_PORT": "5001", "ASIENTO_POSTGRES_PORT": "5002", "ASIENTO_CLAMD_PORT": "5003"})

    assert (moved.gateway_port, moved.postgres_port, moved.clamd_port) == (5001, 5002, 5003)
    assert moved.gateway_url == "http://127.0.0.1:5001"


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "4566.0"])
def test_what_is_no_port_is_named(port: str) -> None:
    """The sentence names the variable and its value."""
    with pytest.raises(StackError, match=rf"ASIENTO_AWS_PORT is '{port}', which is no port"):
        read_config({"ASIENTO_AWS_PORT": port})


def test_a_database_of_your_own_needs_both_addresses() -> None:
    """The owner's without the application's, or the other way round, is refused."""
    with pytest.raises(StackError, match=r"set both ADMIN_DATABASE_URL .* and DATABASE_URL"):
        read_config({"DATABASE_URL": "postgresql+pg8000://app@db/asiento"})
    both = read_config(
        {"DATABASE_URL": "postgresql+pg8000://app@db/a", "ADMIN_DATABASE_URL": "postgresql+pg8000://o@db/a"}
    )

    assert both.database_url == "postgresql+pg8000://app@db/a"
