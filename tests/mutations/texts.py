"""What is done to the text of a figure, in e-invoices and in rows."""

import re


def swapped(text: str) -> str:
    """Return *text* with the first two digits in a row that differ exchanged."""
    return re.sub(r"(\d)(?!\1)(\d)", r"\2\1", text, count=1)


def one_digit(text: str) -> str:
    """Return *text* with the last digit but noughts at the end counted one up."""
    return re.sub(r"([1-9])(?=[^1-9]*$)", lambda found: str(int(found[1]) % 9 + 1), text, count=1)


def negated(text: str) -> str:
    """Return *text* with the other sign."""
    return text[1:] if text.startswith("-") else f"-{text}"
