"""The habits of one program that prints papers, by chance: its country, words, notation and layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER

from made_documents.invoices import Invoice
from made_documents.printed.around import FACTS, filled
from made_documents.printed.companies import written_tax_id
from made_documents.printed.fonts import BOLD, DEBIAN
from made_documents.printed.lands import LANDS, Land
from made_documents.printed.latin import WORDS
from made_documents.printed.notation import DAYS, MORE_DAYS, Notation
from made_documents.printed.style import NOISE, PrintStyle, make_columns

FONTS = (*BOLD, *BOLD, *DEBIAN)
HEADS = ("beside", "stacked", "mirrored", "opposed", "letter", "thirds", "thirds", "centred", "footed", "window")
FACT_FORMS = ("string", "columns", "right", "above", "row", "below", "grid", "columns")
ABROAD = 0.12
"""Of programs in other countries than Britain write English."""
AROUND = ("registry", "insurer", "platform", "bank", "stamp", "logo")
LETTER_LANDS = frozenset({"MX", "CO", "CL"})
NILS = {
    "AR": ("IVA 27%", "IVA 5%", "Importe Otros Tributos"), "EC": ("SUBTOTAL 0%", "SUBTOTAL NO OBJETO DE IVA", "ICE",
        "PROPINA"),
    "PE": ("ISC", "Otros Cargos"), "CO": ("Descuento", "ReteFuente"), "ES": ("Descuento P.P.", "Recargo equivalencia"),
    "MX": ("Descuento",), "CL": ("Exento",), "PT": ("Desconto",), "FR": ("Remise",), "IT": ("Spese incasso",),
        "NL": ("Korting",),
    "DE": ("Rabatt",), "AT": ("Rabatt",), "GB": ("Discount",),
}  # fmt: skip
"""Sums that papers of a country print though they are nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One that prints invoices: *name* tells it among all of its split, *habits* are those that no paper changes."""

    name: str
    seed: str
    country: str
    language: str
    land: Land
    number: str
    habits: Mapping[str, Any]

    def make_number(self, rng: Random, year: int = 2026) -> str:
        """Return a number of an invoice, `|` between two parts."""
        fixed = Random(self.seed)
        a = fixed.choice("ABCFGNRTVX")
        small = fixed.randrange(1, 40)
        n = rng.choice((rng.randrange(1, 100), rng.randrange(1, 3000), rng.randrange(1000, 99_999)))
        return self.number.format(y=year, y2=year % 100, n=n, s=small, a=a)

    def style_of(self, made: Invoice, rng: Random) -> PrintStyle:
        """Return how it prints *made*."""
        fixed = Random(f"{self.seed}:style")
        notation = self.habits["notation"]
        labels = FACTS[self.language]
        chosen = fixed.sample(labels, self.habits["facts_more"])
        return PrintStyle(
            rng=fixed,
            columns=("code",) * self.habits["codes"] + make_columns(Random(f"{self.seed}:columns"), made),
            extras=tuple((label, filled(rng, form, made, notation)) for label, form in chosen),
            registry=_registry(self, made),
            tax_ids={
                country: (land.tax_ids[self.habits["tax_id"] % len(land.tax_ids)],) for country, land in LANDS.items()
            },
            written=partial(written_tax_id, self.seed),
            table=self.habits["tables"] and len(made.rows) > 0,
            total_last=self.habits["last"] and not made.withheld_rate and not made.prepaid,
            **{name: value for name, value in self.habits.items() if name not in OWN},
        )  # fmt: skip


BEFORE, BEHIND = ("before", "before", "none"), ("after", "after", "after", "before", "none")
"""Places of the sign of a currency."""
OWN = frozenset({"codes", "facts_more", "tax_id", "tables", "last"})
"""Habits that are not handed on as they are."""


def make_program(split: str, number: int, countries: tuple[str, ...]) -> Program:
    """Return program *number* of *split* (`train` or `test`; none of one is in the other) in one of *countries*."""
    seed = f"{split}:{number}"
    rng = Random(seed)
    country = rng.choice(countries)
    land = LANDS[country]
    language = "en" if rng.random() < ABROAD else land.language
    return Program(
        name=f"{split}-{country.lower()}-{number:04}",
        seed=seed,
        country=country,
        language=language,
        land=land,
        number=rng.choice(land.numbers),
        habits=_habits(rng, country, language, land),
    )


def _habits(rng: Random, country: str, language: str, land: Land) -> Mapping[str, Any]:
    words = WORDS["GB" if language == "en" else country].chosen(rng)
    head = rng.choice(land.heads) if land.heads and rng.random() < 0.6 else rng.choice(HEADS)
    feet = rng.choice(("right", "right", "right", "left", "across", "above"))
    size = rng.choice((7.5, 8.0, 8.5, 9.0, 10.0))
    return {
        "words": words,
        "notation": make_land_notation(rng, language, land),
        "font": rng.choice(FONTS),
        "size": size,
        "leading": size * rng.choice((1.2, 1.3, 1.45)),
        "head": head if language != "en" or head in HEADS else "beside",
        "facts": rng.choice(FACT_FORMS),
        "feet": feet,
        "colon": rng.choice(("", ":", ":", " :")),
        "share": rng.choice((1.0, 0.6, 0.3)),
        "noise": frozenset(one for one in NOISE if rng.random() < 0.3),
        "paper": LETTER if country in LETTER_LANDS else A4,
        "margin": rng.choice((28.0, 36.0, 50.0, 64.0)),
        "joint": rng.choice(("-", "-", "/", " ", "")),
        "split": rng.random() < 0.6,
        "facts_more": rng.choice((0, 0, 1, 2, 3, 5)),
        "nils": tuple(rng.sample(NILS[country], 1)) if rng.random() < 0.3 and language != "en" else (),
        "lines": rng.choice(("ruled", "ruled", "grid", "zebra", "boxed")),
        "boxed": rng.random() < 0.35,
        "codes": rng.random() < 0.3,
        "second_line": rng.random() < 0.2,
        "around": frozenset(one for one in AROUND if rng.random() < 0.25),
        "tax_id": rng.randrange(60),
        "tables": rng.random() < (1.0 if feet == "across" else 0.4),
        "last": rng.random() < 0.2,
    }


def make_land_notation(rng: Random, language: str, land: Land) -> Notation:
    """Return how a program of *land* writes money and days in *language*."""
    marks = ",." if language == "en" and rng.random() < 0.8 else rng.choice(land.marks)
    days = DAYS[language] * 2 + MORE_DAYS[language]
    return Notation(
        language=language,
        currency=land.currency,
        group=marks[:-1],
        mark=marks[-1],
        sign=rng.choice(land.signs),
        place=rng.choice(BEFORE if "$" in land.signs or language == "en" else BEHIND),
        day_form=rng.choice(days),
    )  # fmt: skip


def _registry(program: Program, made: Invoice) -> str:
    rng = Random(f"{program.seed}:registry")
    return rng.choice(program.land.registry).format(
        town=made.supplier.town, id=made.supplier.tax_id, s=rng.randrange(10, 90), d=rng.randrange(1, 9),
        n5=rng.randrange(10_000, 99_999), a=rng.choice("ABLM"), code=made.supplier.postcode,
    )  # fmt: skip
