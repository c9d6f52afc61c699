"""What is true of a receipt: what was sold, where and when. Prices have their tax in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from made_documents.drawn import RATES
from made_documents.invoices import TODAY, rounded, sum_of
from made_documents.parties import Party
from made_documents.printed.companies import make_company
from made_documents.printed.program import Program

ITEMS = {
    "es": ("CAFE CON LECHE", "Pan integral", "AGUA 1,5L", "Menú del día", "LECHE ENTERA", "TOMATE RAMA",
        "Servilletas", "GASOLEO A"),
    "en": ("FLAT WHITE", "Bread wholemeal", "WATER 1.5L", "Lunch menu", "MILK 2PT", "TOMATOES", "Napkins"),
    "de": ("KAFFEE CREMA", "Vollkornbrot", "WASSER 1,5L", "Mittagsmenü", "H-MILCH 3,5%", "TOMATEN", "Servietten"),
    "fr": ("CAFE CREME", "Pain complet", "EAU 1,5L", "Menu du jour", "LAIT ENTIER", "TOMATES", "Serviettes"),
    "it": ("CAFFE' MACCHIATO", "Pane integrale", "ACQUA 1,5L", "Menu del giorno", "LATTE INTERO", "POMODORI",
        "Coperto"),
    "pt": ("MEIA DE LEITE", "Pão integral", "AGUA 1,5L", "Prato do dia", "LEITE MEIO GORDO", "TOMATE", "Guardanapos"),
    "nl": ("KOFFIE VERKEERD", "Volkorenbrood", "WATER 1,5L", "Dagmenu", "MELK HALFVOL", "TOMATEN", "Servetten"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """A line: *amount* is what is paid for it."""

    description: str
    quantity: int
    price: Decimal
    rate: Decimal

    @property
    def amount(self) -> Decimal:
        """Quantity times price."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What is true of a receipt."""

    shop: Party
    number: str
    day: date
    lines: tuple[Sold, ...]

    @property
    def total(self) -> Decimal:
        """What is paid."""
        return sum_of(one.amount for one in self.lines)

    def taxed(self, rate: Decimal, decimals: int) -> tuple[Decimal, Decimal]:
        """Return base and tax of what was sold at *rate*."""
        gross = sum_of(one.amount for one in self.lines if one.rate == rate)
        base = rounded(gross / (1 + rate / 100), decimals)
        return base, gross - base


def make_sale(program: Program, rng: Random) -> Sale:
    """Return a sale of a shop whose till is *program*."""
    whole = program.land.currency == "CLP"
    rates = [Decimal(rate) for rate in RATES[program.country] if rate]

    def sold() -> Sold:
        cents = rng.randrange(30, 2_500)
        price = Decimal(cents * 10) if whole else Decimal(cents) / 100
        return Sold(
            description=rng.choice(ITEMS[program.language]),
            quantity=rng.choice((1, 1, 1, 2, 3)),
            price=price,
            rate=rng.choice(rates),
        )

    return Sale(
        shop=make_company(rng, program.country, program.land.language),
        number=rng.choice(("{n:06}", "T{s}-{n:05}", "{n}", "{s:03}-{n:06}")).format(
            n=rng.randrange(20, 99_999), s=rng.randrange(1, 9)
        ),
        day=TODAY - timedelta(days=rng.randrange(1, 400)),
        lines=tuple(sold() for _ in range(rng.choice((1, 2, 3, 4, 6, 9)))),
    )
