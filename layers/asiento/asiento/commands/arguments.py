"""Types of command-line arguments. Each raises `ArgumentTypeError` with what is wrong."""

from argparse import ArgumentTypeError


def at_least_one(text: str) -> int:
    """Return the whole number in *text*, which must be above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"'{text}' is no whole number above 0")
    return int(text)


def positive(text: str) -> float:
    """Return the number in *text*, which must be above 0."""
    try:
        value = float(text)
    except ValueError as error:
        raise ArgumentTypeError(f"'{text}' is no number") from error
    if not value > 0:
        raise ArgumentTypeError(f"'{text}' is not above 0")
    return value
