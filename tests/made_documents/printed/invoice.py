"""A drawn invoice or credit note with its truth."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from random import Random

import stdnum.iban

from asiento.pages.fields.parties.names import same_name
from made_documents.drawn import Profile, make_invoice
from made_documents.invoices import Invoice
from made_documents.parties import make_iban
from made_documents.printed.around import print_around
from made_documents.printed.body import print_lines, print_page_number
from made_documents.printed.companies import make_company
from made_documents.printed.foot import print_foot
from made_documents.printed.goods import GOODS
from made_documents.printed.head import print_head
from made_documents.printed.program import Program
from made_documents.printed.sheet import BOTTOM, Sheet
from made_documents.printed.style import PrintStyle
from made_documents.printed.truth import Paper

REGIONS = {"ES": "es", "EC": "ec", **dict.fromkeys(("AR", "CO", "CL", "PE", "MX"), "latam")}
IBANS = {
    "DE": "37040044##########", "FR": "30006000011########0189"[:23], "PT": "00350123########901##",
        "NL": "INGB00########",
    "AT": "19043002########", "GB": "BARC2045##########"[:18], "IT": "X0542811101000000######",
}  # fmt: skip
"""What follows country and check digits."""


def make_paper(program: Program, rng: Random) -> Paper:
    """Return an invoice of *program*."""
    made = _made(program, rng)
    style = program.style_of(made, rng)
    sheet = print_invoice(made, style)
    data = sheet.done()
    return Paper(
        family=f"drawn_invoice_{REGIONS.get(program.country, 'eu')}",
        doc_type=made.kind,
        country=program.country,
        language=program.language,
        group=program.name,
        data=data,
        fields=_fields(made, style),
        lines=[
            {"description": one.description, "quantity": f"{one.quantity}", "amount": f"{one.amount}"}
            for one in made.lines
        ],
        places=sheet.places,
    )


def print_invoice(made: Invoice, style: PrintStyle) -> Sheet:
    """Return a sheet with *made* printed on it."""
    sheet = Sheet(style.font, style.size, style.leading, paper=style.paper, margin=style.margin)
    print_head(sheet, made, style)
    _turned_if(sheet, 8)
    print_lines(sheet, made, style)
    _turned_if(sheet, 14)
    print_foot(sheet, made, style)
    pages = sheet.canvas.getPageNumber()
    print_page_number(sheet, style, pages, pages)
    print_around(sheet, made, style)
    return sheet


def _turned_if(sheet: Sheet, lines: int) -> None:
    """Turn the page if so many lines have no room."""
    if sheet.y - lines * sheet.leading < BOTTOM:
        sheet.turn()


def _made(program: Program, rng: Random) -> Invoice:
    profile = _profile(program, rng)
    made = make_invoice(rng, profile)
    while same_name(made.supplier.name, made.customer.name) or not all(row.tax or not row.rate for row in made.rows):
        made = make_invoice(rng, profile)
    if not made.withheld:
        made = replace(made, withheld_rate=Decimal(0))
    differs = bool(made.withheld_rate or made.prepaid)
    iban = make_local_iban(rng, program.country) if made.iban else None
    return replace(made, states_payable=differs or rng.random() < 0.25, iban=iban)


def _profile(program: Program, rng: Random) -> Profile:
    return Profile(
        countries=(program.country,),
        home=program.country,
        currencies=(program.land.currency,),
        packs=False,
        line_charges=False,
        foot=rng.random() < 0.4,
        withheld=program.land.withheld,
        credit_is_negative=rng.random() < 0.5,
        number=program.make_number,
        party=partial(make_company, language=program.land.language),
        items=GOODS[program.language],
    )


def make_local_iban(rng: Random, country: str) -> str | None:
    """Return an account whose check digits are right; None for a country that has no IBAN."""
    if country == "ES":
        return make_iban(rng)
    form: str | None = IBANS.get(country)
    if form is None:
        return None
    bban = "".join(str(rng.randrange(10)) if one == "#" else one for one in form)
    return f"{country}{stdnum.iban.calc_check_digits(f'{country}00{bban}')}{bban}"


def _fields(made: Invoice, style: PrintStyle) -> dict[str, str]:
    number = made.number if style.split or style.joint in "-/ " else made.number.replace("|", "")
    return {
        "date": f"{made.issued_on}",
        "total": f"{made.total}",
        "currency": made.currency,
        "supplier": made.supplier.name,
        "supplier_tax_id": made.supplier.tax_id,
        "invoice_number": number,
        "iban": made.iban or "",
    }
