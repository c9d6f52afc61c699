"""Made invoices as PDFs with text of their own, as programs of several countries print them."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from made_documents.drawn import Profile, make_invoice
from made_documents.invoices import Invoice
from made_documents.parties import NAMES, Party
from made_documents.printed.body import print_lines, print_page_number
from made_documents.printed.foot import print_foot
from made_documents.printed.head import print_head
from made_documents.printed.sheet import Sheet
from made_documents.printed.style import make_print_style
from made_documents.style import Style

MAY_LACK = frozenset((
    "due_on", "customer_name", "customer_tax_id", "payable", "iban", "lines", "taxes",
))  # fmt: skip
"""What a page may say unclearly, so that it is left empty. All else is posted as it is, or the document waits."""

PROFILE = Profile(
    countries=("ES", "ES", "ES", "DE", "FR", "IT", "PT", "AT", "GB"),
    currencies=("EUR",) * 12 + ("USD", "GBP", "JPY"),
    packs=False,
    line_charges=False,
    withheld=("15", "7", "19"),
)
BELOW_NOTHING = replace(PROFILE, credit_is_negative=True)


def make(rng: Random) -> Invoice:
    """Return an invoice that a page can say: only Spain withholds, and what is left to pay is stated if it differs."""
    made = make_invoice(rng, PROFILE if rng.random() < 0.5 else BELOW_NOTHING)
    while not all(row.tax for row in made.rows):  # less than half a yen or cent, which nobody prints
        made = make_invoice(rng, PROFILE)
    made = replace(made, customer=_other_than(rng, made.supplier, made.customer))
    if made.supplier.country != "ES" or not made.withheld:
        made = replace(made, withheld_rate=Decimal(0))
    differs = bool(made.withheld_rate or made.prepaid)
    return replace(made, states_payable=differs or rng.random() < 0.3)


def _other_than(rng: Random, supplier: Party, customer: Party) -> Party:
    """Return the customer by another name than the supplier's: one paper of two companies of one name says nothing."""
    names = [name for name in NAMES[customer.country] if name != supplier.name]
    return customer if customer.name in names else replace(customer, name=rng.choice(names))


def write(made: Invoice, style: Style) -> bytes:
    """Return the file of *made*."""
    printed = make_print_style(style.choices, made)
    sheet = Sheet(printed.font, printed.size, printed.leading)
    print_head(sheet, made, printed)
    print_lines(sheet, made, printed)
    print_foot(sheet, made, printed)
    pages = sheet.canvas.getPageNumber()
    print_page_number(sheet, printed, pages, pages)
    return sheet.done()
