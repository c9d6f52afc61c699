"""How one program prints numbers, money and days: the notation of its country."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from asiento.money.iso4217 import decimals_of
from made_documents.style import plain

NBSP = "\u00a0"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "es": (".", ".", "."), "de": (".", "."), "fr": (" ", NBSP), "it": (".", "."), "pt": (".", " "), "en": (",", ","),
}  # fmt: skip
MORE_DAYS: Mapping[str, tuple[str, ...]] = {
    "es": ("{d:%d}-{m:.3}-{d.year}", "{d:%d} {m:.3} {d.year}", "{d:%d/%m/%y}", "{d:%d.%m.%Y}", "{d:%Y-%m-%d}"),
    "de": ("{d:%d.%m.%y}", "{d:%Y-%m-%d}", "{d:%d}. {m} {d.year}"),
    "fr": ("{d:%d/%m/%y}", "{d:%d.%m.%Y}", "le {d.day} {m} {d.year}"),
    "it": ("{d:%d.%m.%Y}", "{d:%d/%m/%y}", "{d.day:02} {m:.3} {d.year}"),
    "pt": ("{d:%d/%m/%y}", "{d:%d}.{d:%m}.{d.year}", "{d:%Y/%m/%d}"),
    "nl": ("{d:%d/%m/%Y}", "{d:%d.%m.%Y}", "{d:%Y-%m-%d}"),
    "en": ("{d:%d-%m-%Y}", "{d:%d}-{m:.3}-{d.year}", "{d:%d/%m/%y}", "{d:%d.%m.%Y}"),
}
"""Forms of fewer programs, as the papers of `program` have them."""
SIGNS = {"EUR": ("€", "€", "EUR"), "USD": ("USD", "US$", "$"), "GBP": ("£", "GBP"), "JPY": ("JPY", "¥")}
MONTHS: Mapping[str, str] = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
DAYS: Mapping[str, tuple[str, ...]] = {
    "es": ("{d:%d/%m/%Y}", "{d:%d/%m/%Y}", "{d:%d-%m-%Y}", "{d.day} de {m} de {d.year}", "{d.day}/{d.month}/{d.year}"),
    "de": ("{d:%d.%m.%Y}", "{d:%d.%m.%Y}", "{d.day}. {m} {d.year}", "{d.day}.{d.month}.{d.year}"),
    "fr": ("{d:%d/%m/%Y}", "{d:%d/%m/%Y}", "{d.day} {m} {d.year}", "{d:%d-%m-%Y}"),
    "it": ("{d:%d/%m/%Y}", "{d:%d/%m/%Y}", "{d.day} {m} {d.year}", "{d:%d-%m-%Y}"),
    "pt": ("{d:%d/%m/%Y}", "{d:%d-%m-%Y}", "{d:%Y-%m-%d}", "{d.day} de {m} de {d.year}"),
    "nl": ("{d:%d-%m-%Y}", "{d:%d-%m-%Y}", "{d.day} {m} {d.year}"),
    "en": ("{d:%d/%m/%Y}", "{d.day} {m} {d.year}", "{d:%d} {m:.3} {d.year}", "{d:%Y-%m-%d}", "{m} {d.day}, {d.year}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """The habits of one program. *place* is where the sign of the currency stands: before, after or nowhere.

    *mark* stands before decimals; if it is empty, the one of the language does.
    """

    language: str
    currency: str
    group: str
    sign: str
    place: str
    day_form: str
    minus_behind: bool = False
    mark: str = ""

    def number(self, value: Decimal, least: int = 0) -> str:
        """Return *value* with at least *least* decimals."""
        whole, point, decimals = plain(abs(value), least).partition(".")
        grouped = f"{int(whole):,}".replace(",", self.group)
        mark = self.mark or ("." if self.language == "en" else ",")
        text = grouped + (f"{mark}{decimals}" if point else "")
        if value >= 0:
            return text
        return f"{text}-" if self.minus_behind else f"-{text}"

    def bare(self, value: Decimal) -> str:
        """Return an amount without the sign of its currency."""
        return self.number(value, decimals_of(self.currency))

    def money(self, value: Decimal) -> str:
        """Return an amount of the totals."""
        match self.place:
            case "before":
                return f"{self.sign} {self.bare(value)}" if self.sign.isalpha() else f"{self.sign}{self.bare(value)}"
            case "after":
                return f"{self.bare(value)} {self.sign}"
        return self.bare(value)

    def day(self, when: date) -> str:
        """Return a day."""
        return self.day_form.format(d=when, m=MONTHS[self.language].split()[when.month - 1])


def make_notation(rng: Random, language: str, currency: str) -> Notation:
    """Return the notation of some program that writes *language*."""
    places = ("after", "before", "none") if language == "en" else ("after", "after", "after", "none")
    return Notation(
        language=language,
        currency=currency,
        group=rng.choice(GROUPS[language]) if rng.random() < 0.85 else "",
        sign=rng.choice(SIGNS[currency]),
        place=rng.choice(places),
        day_form=rng.choice(DAYS[language]),
        minus_behind=rng.random() < 0.05,
    )
