"""How a program writes its files: prefixes, line ends, encodings, noughts. What is said stays the same."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The habits of one program. *choices* is where a writer draws those that only its format knows."""

    prefixes: str = "usual"
    indent: str = ""
    newline: str = "\n"
    encoding: str = "utf-8"
    declared: bool = True
    noughts: int = 0
    remark: bool = False
    choices: Random

    def often(self, percent: int) -> bool:
        """Return whether the program does what *percent* of all do."""
        return self.choices.randrange(100) < percent

    def figure(self, value: Decimal, least: int = 0) -> str:
        """Return *value* with *least* decimals, and some noughts more if the program writes them."""
        return plain(value, least + self.noughts)


def plain(value: Decimal, least: int = 0) -> str:
    """Return *value* with a point, at least *least* decimals and no noughts behind them."""
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return f"{whole}.{decimals}" if decimals else whole


def make_style(rng: Random) -> Style:
    """Return the habits of some program."""
    encoding = rng.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "iso-8859-1"))
    return Style(
        prefixes=rng.choice(("usual", "usual", "default", "numbered", "local")),
        indent=rng.choice(("", "  ", "\t")),
        newline=rng.choice(("\n", "\n", "\r\n")),
        encoding=encoding,
        declared=encoding != "utf-8" or rng.random() < 0.9,
        noughts=rng.choice((0, 0, 0, 2)),
        remark=rng.random() < 0.1,
        choices=rng,
    )
