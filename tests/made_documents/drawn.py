"""Invoices and credit notes by chance: parties, lines, discounts, what is withheld and what was paid before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from asiento.money.iso4217 import decimals_of
from made_documents.invoices import CREDIT_NOTE, INVOICE, TODAY, Foot, Invoice, Line, rounded
from made_documents.parties import Party, make_iban, make_party

ITEMS = (
    "Taxi", "Papel A4 <80 g>", "Büromaterial", "Café & té", "Licences", "Reparación", "Courier 24 h", 'Tubo 3/4"',
    "Hotel «Sol»", "Consulenza", "Câble d'alimentation", "Pintura ñandú",
)  # fmt: skip
RATES = {
    "ES": (21, 10, 4), "DE": (19, 7), "FR": (20, 10, "5.5"), "IT": (22, 10, 4), "PT": (23, 13, 6), "AT": (20, 10),
    "GB": (20, 5), "EC": (15, 0), "AR": (21, "10.5"), "CO": (19, 5), "CL": (19,), "PE": (18,), "MX": (16,), "NL": (21,
        9),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a format can say, and where it is used."""

    countries: Sequence[str] = ("ES", "DE", "FR", "IT", "PT", "AT")
    home: str = "ES"
    currencies: Sequence[str] = ("EUR", "EUR", "EUR", "EUR", "USD", "GBP", "JPY", "SEK")
    foot: bool = True
    packs: bool = True
    line_charges: bool = True
    discounts_of_one: bool = False
    due: bool = True
    prepaid: bool = True
    withheld: Sequence[str] = ()
    withheld_base: bool = True
    iban: bool = True
    payable: bool = True
    tip: bool = False
    credit_is_negative: bool = False
    paid_with_due: bool = False
    number: Callable[[Random], str] | None = None
    party: Callable[[Random, str], Party] = make_party
    items: Sequence[str] = ITEMS


def make_invoice(rng: Random, profile: Profile) -> Invoice:
    """Return an invoice or credit note that a format of *profile* can say."""
    currency = rng.choice(profile.currencies)
    issued = rng.random() < 0.3  # by the company itself
    ours, theirs = profile.party(rng, profile.home), profile.party(rng, rng.choice(profile.countries))
    supplier, customer = (ours, theirs) if issued else (theirs, ours)
    day = TODAY - timedelta(days=rng.randrange(1, 500))
    lines = make_lines(rng, profile, supplier.country, decimals_of(currency))
    made = Invoice(
        kind=CREDIT_NOTE if rng.random() < 0.25 else INVOICE,
        number=(profile.number or make_number)(rng),
        issued_on=day,
        due_on=day + timedelta(days=rng.choice((0, 15, 30, 60, 90))) if profile.due and rng.random() < 0.8 else None,
        currency=currency,
        supplier=supplier,
        customer=customer,
        lines=lines,
        iban=make_iban(rng) if profile.iban and rng.random() < 0.6 else None,
        states_payable=profile.payable,
        states_withheld_base=profile.withheld_base,
    )
    return _finished(rng, made, profile)


def _finished(rng: Random, made: Invoice, profile: Profile) -> Invoice:
    if profile.foot and rng.random() < 0.35:
        made = replace(made, foot=tuple(_feet(rng, made)))
    if made.net <= 0:
        made = replace(made, foot=())
    if profile.paid_with_due and not made.due_on:
        made = replace(made, iban=None)
    if made.kind == CREDIT_NOTE:
        made = replace(made, corrects=make_number(rng))
    if profile.withheld and rng.random() < 0.35:
        made = replace(made, withheld_rate=Decimal(rng.choice(profile.withheld)))
    if profile.tip and made.kind == INVOICE and rng.random() < 0.3:
        made = replace(made, tip=made.rounded(made.net / 10))
    if profile.prepaid and made.kind == INVOICE and rng.random() < 0.25:
        made = replace(made, prepaid=made.rounded(made.payable * rng.choice((1, 2, 5, 10)) / 10))
    if profile.credit_is_negative and made.kind == CREDIT_NOTE:
        made = _negative(made)
    return made


def _negative(made: Invoice) -> Invoice:
    """Return the note as it is written with figures below nothing."""
    lines = (
        replace(one, quantity=-one.quantity, amount=-one.amount, less=-one.less, more=-one.more) for one in made.lines
    )
    return replace(made, lines=tuple(lines), foot=())


def _feet(rng: Random, made: Invoice) -> Iterable[Foot]:
    for row in made.rows:
        if row.base > 0 and rng.random() < 0.6:
            share = Decimal(rng.choice((-10, -5, "-2.5", 3, 8)))
            amount = made.rounded(row.base * share / 100)
            if amount:
                yield Foot(amount=amount, rate=row.rate)


def make_lines(rng: Random, profile: Profile, country: str, decimals: int) -> tuple[Line, ...]:
    """Return one to eight lines at the rates of *country*, that come to more than nothing at each rate."""
    rates = [Decimal(rate) for rate in RATES[country]]
    count = rng.choice((1, 1, 2, 3, 5, 8))
    lines = [_line(rng, profile, rng.choice(rates[:1] * 3 + rates), decimals) for _ in range(count)]
    first = lines[0]
    if len(lines) > 1 and rng.random() < 0.1:  # a piece that was given back
        back = replace(first, quantity=Decimal(-1), less=Decimal(0), more=Decimal(0))
        back = replace(back, amount=rounded(-first.price / first.per, decimals))
        if first.amount + back.amount > 0:
            lines.append(back)
    return tuple(lines)


def _line(rng: Random, profile: Profile, rate: Decimal, decimals: int) -> Line:
    quantity = Decimal(rng.choice((1, 1, 2, 3, 7, 12, 100, "0.5", "2.75", "1.333")))
    price = Decimal(rng.randrange(1, 90_000)).scaleb(-rng.choice((2, 2, 2, 1, 0, 4)))
    price = max(price, Decimal("0.5")) if decimals else max(rounded(price, 0), Decimal(2))
    per = Decimal(rng.choice((1, 1, 1, 10, 100))) if profile.packs else Decimal(1)
    gross = rounded(quantity * price / per, decimals)
    if gross <= 0:
        quantity, gross = per, rounded(price, decimals) or Decimal(1)
        price = gross
    less = rounded(gross * rng.choice((5, 10, 50)) / 100, decimals) if rng.random() < 0.2 else Decimal(0)
    if profile.discounts_of_one:  # the price of one with its discount has cents
        less = rounded(less / quantity, decimals) * quantity
        less = less if less == rounded(less, decimals) else Decimal(0)
    less = less if less < gross else Decimal(0)  # half a yen is one
    more = rounded(gross / 20, decimals) if profile.line_charges and rng.random() < 0.1 else Decimal(0)
    return Line(
        description=rng.choice(profile.items), quantity=quantity, price=price, per=per, rate=rate,
        less=less, more=more, amount=gross - less + more,
    )  # fmt: skip


def make_number(rng: Random) -> str:
    """Return the number of an invoice."""
    at = rng.randrange(1, 9999)
    return rng.choice((f"F-{at:04}", f"2026/{at}", f"{at:06}", f"A{at}", f"RE {at}-B"))
