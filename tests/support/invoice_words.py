"""The words of invoices in seven languages, and the made-up companies that write them, from `invoice_words.json`.

The tax ids and IBANs are examples that pass their checks.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from places import DOCUMENTS

WORDS = DOCUMENTS / "invoice_words.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A made-up company."""

    name: str
    street: str
    town: str
    tax_id: str
    phone: str
    site: str
    iban: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The words of one language and how it writes amounts and dates.

    *words* by what they mean (`net`, `total`); *marks* are those of the thousands and of the decimals; *before* and
    *after* stand beside an amount; *dates* is a format of the day and the name of its *month*.
    """

    words: Mapping[str, str]
    goods: tuple[str, ...]
    numbers: tuple[str, ...]
    rates: tuple[Decimal, ...]
    companies: tuple[Company, ...]

    def __getitem__(self, name: str) -> str:
        """Return the word for *name*."""
        return self.words[name]

    def money(self, amount: Decimal) -> str:
        """Return *amount* as the language writes it, without a currency."""
        return f"{amount:,.2f}".translate(str.maketrans(",.", self["marks"]))

    def day(self, day: date) -> str:
        """Return *day* as the language writes it."""
        months = self["months"].split()
        return self["dates"].format(day, month=months[day.month - 1] if months else "")


def _pack(plain: Mapping[str, Any]) -> Pack:
    return Pack(
        words={name: word for name, word in plain.items() if isinstance(word, str)},
        goods=tuple(plain["goods"]),
        numbers=tuple(plain["numbers"]),
        rates=tuple(map(Decimal, plain["rates"])),
        companies=tuple(Company(**company) for company in plain["companies"]),
    )


PACKS = {language: _pack(plain) for language, plain in json.loads(WORDS.read_text(encoding="utf-8")).items()}
