"""Settings are read once and name what is wrong with them."""

import pytest

from asiento.settings import Antivirus, RunnerMode, SettingsError, forget_secrets, read_keys, read_settings

URL = {"DATABASE_URL": "postgresql+pg8000://app:secret@db/asiento"}


def test_defaults_are_the_safe_ones() -> None:
    """Without more than a database, queues carry items, imports are on and nothing passes unscanned."""
    settings = read_settings(URL)

    assert (settings.runner_mode, settings.enabled, settings.antivirus) == (RunnerMode.SQS, True, Antivirus.REQUIRED)
    assert settings.limits.max_items_per_batch == 5_000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", ""),
        ("IMPORTS_RUNNER_MODE", "celery"),
        ("IMPORTS_ANTIVIRUS", "maybe"),
        ("IMPORTS_SANDBOX", "off"),
        ("IMPORTS_MAX_PAGES", "many"),
        ("IMPORTS_MAX_FILE_BYTES", "-1"),
        ("IMPORTS_MAX_ITEMS_PER_BATCH", "0"),
        ("IMPORTS_OPERATOR_TENANT", "us"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    """The error says which setting it is."""
    with pytest.raises(SettingsError, match=name):
        read_settings(URL | {name: value})


def test_nobody_is_an_operator_until_a_tenant_is_named() -> None:
    """Empty means nobody, not everybody."""
    tenant = "00000000-0000-4000-8000-0000000000de"

    assert read_settings(URL | {"IMPORTS_OPERATOR_TENANT": ""}).operator_tenant is None
    assert str(read_settings(URL | {"IMPORTS_OPERATOR_TENANT": tenant}).operator_tenant) == tenant


def test_secrets_are_not_shown() -> None:
    """The settings can be logged: the database's address with its password is left out."""
    assert "secret" not in repr(read_settings(URL))


def test_secrets_leave_the_environment_and_stay_known() -> None:
    """What a process started later inherits has neither the database's address nor AWS's keys; the rest stays."""
    keys = {"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token"}
    environment = {**URL, **keys, "ADMIN_DATABASE_URL": "postgresql://owner", "AWS_REGION": "eu-south-2"}

    known = read_keys(environment)
    forget_secrets(environment)

    assert environment == {"AWS_REGION": "eu-south-2"}
    assert (known.access_key_id, known.secret_access_key, known.session_token) == ("id", "secret", "token")
    assert "secret" not in repr(known)
    assert "token" not in repr(known).replace("session_token", "")
