"""The version of an item: when its row was changed last, as text that clients compare and give back."""

from datetime import UTC, datetime, timedelta

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)
"""As exact as Postgres keeps it. Each change of a row waits for the one before, so that no two have the same."""

MOST_DIGITS = 18


def version_of(updated_at: datetime) -> str:
    """Return the version of an item that was changed at this time: microseconds since 1970."""
    return str((updated_at - _BEGIN) // _STEP)


def time_of(version: str) -> datetime | None:
    """Return when the item of this version was changed, None if it is no version."""
    if not (version.isascii() and version.isdecimal() and len(version) <= MOST_DIGITS):
        return None
    try:
        return _BEGIN + int(version) * _STEP
    except OverflowError:
        return None
