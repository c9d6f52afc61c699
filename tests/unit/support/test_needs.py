"""A check that cannot run is skipped, or fails where CI asks for every check."""

import pytest

from needs import NO_SKIPS, need


@pytest.mark.parametrize("value", ["", "1"])
def test_a_check_whose_program_is_there_goes_on(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither skip nor failure, with the variable and without it."""
    monkeypatch.setenv(NO_SKIPS, value)

    assert need("/usr/sbin/clamd", "clamd is missing") == "/usr/sbin/clamd"


def test_a_check_that_cannot_run_is_skipped_on_a_developers_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its reason."""
    monkeypatch.delenv(NO_SKIPS, raising=False)

    with pytest.raises(pytest.skip.Exception, match="clamd is missing"):
        need(None, "clamd is missing")


def test_a_check_that_cannot_run_fails_where_no_skip_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The failure names the reason and the variable."""
    monkeypatch.setenv(NO_SKIPS, "1")

    with pytest.raises(pytest.fail.Exception, match=f"clamd is missing.*{NO_SKIPS}"):
        need(None, "clamd is missing")
