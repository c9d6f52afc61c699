"""How one bank prints its statements: columns, signs, days, balances, what it repeats on each page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from made_documents.printed.notation import MONTHS as MONTHS_OF
from made_statements.truth import Truth
from made_statements.words import SIDES, WORDS

MONTHS: Mapping[str, str] = {
    **MONTHS_OF,
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
}
DAYS: Mapping[str, tuple[str, ...]] = {
    "es": ("{d:%d/%m/%Y}", "{d:%d/%m/%Y}", "{d:%d-%m-%Y}", "{d:%d/%m/%y}", "{d:%Y/%m/%d}"),
    "en": ("{d:%d/%m/%Y}", "{d.day} {m:.3} {d.year}", "{d:%d} {m:.3} {d.year}", "{d:%d/%m/%y}"),
    "pt": ("{d:%d/%m/%Y}", "{d:%d-%m-%Y}", "{d:%Y-%m-%d}"),
    "de": ("{d:%d.%m.%Y}", "{d:%d.%m.%Y}", "{d:%d.%m.%y}"),
    "fr": ("{d:%d/%m/%Y}", "{d:%d.%m.%Y}", "{d:%d/%m/%y}"),
    "it": ("{d:%d/%m/%Y}", "{d:%d.%m.%Y}", "{d:%d/%m/%y}", "{d:%d-%m-%Y}"),
    "nl": ("{d:%d-%m-%Y}", "{d:%d-%m-%Y}", "{d:%d/%m/%Y}"),
    "pl": ("{d:%d.%m.%Y}", "{d:%Y-%m-%d}", "{d:%d-%m-%Y}"),
}
BARE_DAYS: Mapping[str, tuple[str, ...]] = {
    "es": ("{d:%d/%m}", "{d:%d-%m}", "{d:%d}/{M:.3}"), "en": ("{d:%d} {m:.3}", "{d:%d/%m}", "{m:.3} {d:%d}"),
    "pt": ("{d:%d/%m}", "{d:%d-%m}"), "de": ("{d:%d.%m.}", "{d:%d.%m.}"), "fr": ("{d:%d/%m}", "{d:%d.%m}"),
    "it": ("{d:%d/%m}", "{d:%d.%m}"), "nl": ("{d:%d-%m}",), "pl": ("{d:%d.%m}",),
}  # fmt: skip
POINT = frozenset(("GB", "US", "IE", "MX", "EC", "CH"))
GROUPS: Mapping[str, tuple[str, ...]] = {"FR": (" ", " ", ""), "PL": (" ", " "), "CH": ("'",), "PT": (".", " ")}
SIGNS: Mapping[str, str] = {"EUR": "€", "USD": "$", "MXN": "$", "ARS": "$", "GBP": "£", "BRL": "R$", "PLN": "zł"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one bank prints.

    *money*: `signed`, `two` (columns of debit and credit), `flag` (a word behind each amount) or `lists` (one of what
    came in, one of what went out). *balance*: `every` row, `day` (the last of each), `line` (below each day) or none.
    *ends*: where opening and closing balance stand: in the `table`, in the `head`, in the `foot`, or nowhere.
    *owed*: a card's balances and purchases have no sign.
    """

    money: str
    balance: str
    ends: str
    swapped: bool
    value: bool
    number: bool
    sign: str
    sides: tuple[str, str]
    glued: bool
    flagged: bool
    totals: bool
    carried: bool
    newest: bool
    once: bool
    heading: str
    ruled: bool
    owed: bool
    mark: str
    point: bool
    group: str
    period_form: str
    day_form: str
    font: str
    size: float
    leading: float
    words: Mapping[str, str]
    language: str
    codes: bool

    @property
    def bare_days(self) -> bool:
        """Return whether days have no year."""
        return "Y" not in self.day_form and "y" not in self.day_form

    def number_of(self, value: Decimal) -> str:
        """Return the figures of *value*, without its sign."""
        whole, _, cents = f"{abs(value):.2f}".partition(".")
        return f"{int(whole):,}".replace(",", self.group) + ("." if self.point else ",") + cents

    def signed(self, value: Decimal) -> str:
        """Return *value* with its minus where this bank puts it."""
        bare = self.number_of(value)
        if self.mark == "before":
            bare = self.marked(bare)
        if value >= 0:
            signed = f"+{bare}" if self.sign == "plus" and value else bare
        else:
            signed = {"trail": f"{bare}-", "parens": f"({bare})"}.get(self.sign, f"-{bare}")
        return self.marked(signed) if self.mark == "after" else signed

    def marked(self, figures: str) -> str:
        """Return *figures* with the sign of the currency."""
        space = " " if self.codes_sign.isalpha() else ""
        return {"before": f"{self.codes_sign}{space}{figures}", "after": f"{figures} {self.codes_sign}"}.get(
            self.mark, figures
        )

    @property
    def codes_sign(self) -> str:
        """Return the sign of the currency, or its code."""
        return self.words["sign"]

    def flag(self, value: Decimal) -> str:
        """Return *value* with the word of its side behind it."""
        side = self.sides[0 if value >= 0 else 1]
        bare = self.marked(self.number_of(value))
        return f"{bare}{side}" if self.glued else f"{bare} {side}"

    def day(self, when: date) -> str:
        """Return a day of a row."""
        return self._day(self.day_form, when)

    def long_day(self, when: date) -> str:
        """Return a day with its year."""
        return self._day(self.period_form, when)

    def _day(self, form: str, when: date) -> str:
        month = MONTHS[self.language].split()[when.month - 1]
        return form.format(d=when, m=month, M=month.upper())


def make_style(rng: Random, truth: Truth) -> Style:
    """Return the habits of a bank that may have printed *truth*."""
    language = truth.language
    words = {name: rng.choice(said) for name, said in WORDS[language].items()}
    days = ("{d:%m/%d/%Y}", "{d:%m/%d/%y}", "{m:.3} {d.day}, {d.year}") if truth.country == "US" else DAYS[language]
    bare = ("{d:%m/%d}", "{m:.3} {d:%d}") if truth.country == "US" else BARE_DAYS[language]
    long_day = rng.choice(days)
    point = truth.country in POINT
    made = Style(
        money=rng.choice(("signed", "signed", "two", "two", "two", "flag", "lists")),
        balance=rng.choice(("every", "every", "every", "day", "line", "")),
        ends=rng.choice(("table", "table", "table", "head", "foot", "")),
        swapped=rng.random() < 0.3,
        value=rng.random() < 0.4,
        number=rng.random() < 0.25,
        sign=rng.choice(("lead", "lead", "lead", "trail", "plus", "parens")),
        sides=rng.choice(SIDES[language]),
        glued=rng.random() < 0.15,
        flagged=rng.random() < 0.6,
        totals=rng.random() < 0.3,
        carried=rng.random() < 0.5,
        newest=rng.random() < 0.15,
        once=rng.random() < 0.15,
        heading=rng.choice(("each", "each", "each", "first", "")) if rng.random() < 0.3 else "each",
        ruled=rng.random() < 0.5,
        owed=truth.card and rng.random() < 0.8,
        mark=rng.choice(("", "", "", "before", "after")),
        point=point,
        group=rng.choice(GROUPS.get(truth.country, (",", ",", "") if point else (".", ".", ""))),
        period_form=long_day,
        day_form=rng.choice(bare) if rng.random() < 0.4 else long_day,
        font=rng.choice(("Helvetica", "Helvetica", "Times-Roman", "Courier")),
        size=rng.choice((7.0, 8.0, 9.0)),
        leading=rng.choice((10.5, 12.0, 13.5)),
        words={name: said.replace("{c}", truth.currency) for name, said in words.items()},
        language=language,
        codes=rng.random() < 0.5,
    )
    sign = truth.currency if made.codes else SIGNS.get(truth.currency, truth.currency)
    return _fitting(replace(made, words={**made.words, "sign": sign}), truth)


_RULES: Sequence[tuple[Callable[[Style, Truth], object], Mapping[str, Any]]] = (
    (lambda style, _: style.owed, {"balance": "", "newest": False}),
    (lambda style, _: style.owed and style.money in ("two", "lists"), {"money": "flag"}),
    (lambda style, _: style.owed and style.sign == "plus", {"sign": "lead"}),
    # A paper with two lists has no running balance.
    (lambda style, _: style.money == "lists", {"balance": "", "newest": False, "once": False, "totals": False}),
    (lambda style, _: style.money == "lists", {"heading": "each"}),
    (lambda style, truth: truth.currency == "PLN" and not style.codes and style.mark == "before", {"mark": "after"}),
    (lambda style, _: style.mark == "after" and style.money == "flag", {"mark": ""}),
    (lambda style, _: len(style.sides[0]) > 1 and style.sides[0].upper() != "CR", {"glued": False}),
    (lambda style, _: style.newest and style.ends == "table", {"ends": "head"}),
    (lambda style, _: style.newest or not style.balance, {"carried": False}),
    (lambda style, _: style.font == "Courier", {"size": 7.0, "number": False}),
    (lambda style, _: style.once, {"value": False}),
    (lambda _, truth: len(truth.accounts) > 1, {"heading": "each"}),
)
"""What no bank does together, and what becomes of it, one after the other."""


def _fitting(style: Style, truth: Truth) -> Style:
    """Return *style* without what no bank does together."""
    for senseless, changes in _RULES:
        if senseless(style, truth):
            style = replace(style, **changes)
    return style
