"""What a check needs of the machine: without it the check is skipped, or fails where nothing may be skipped."""

import ctypes
import os

import pytest

NO_SKIPS = "ASIENTO_NO_SKIPS"
"""The environment variable that CI sets to 1: a check of security or quality that does not run is a failure there."""

LANDLOCK_CREATE_RULESET = 444
VERSION = 1


def need[T](found: T | None, missing: str) -> T:
    """Return what the test needs if it was *found*; skip the test otherwise, or fail it, and say what is *missing*."""
    if found:
        return found
    if os.environ.get(NO_SKIPS) == "1":
        pytest.fail(f"{missing}, and {NO_SKIPS} allows no skip", pytrace=False)
    pytest.skip(missing)


def kernel_has_landlock() -> bool:
    """Ask the kernel itself, so that a library that stops finding Landlock fails the test instead of skipping it."""
    version: int = ctypes.CDLL(None).syscall(LANDLOCK_CREATE_RULESET, None, 0, VERSION)
    return version > 0
