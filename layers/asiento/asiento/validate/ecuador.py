"""Ecuador's rules: the RUC, the final consumer, the number's form, the dollar, and the rates of IVA."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from stdnum.ec import ci, ruc

from asiento.document import BILLS, Document, Field
from asiento.model import Finding
from asiento.tax_ids import compact_tax_id, is_one_of
from asiento.validate import access_key, full_invoice
from asiento.validate.finding import Context, Rule, review, warning
from asiento.validate.rates import rates_rule
from asiento.validate.rates_ecuador import ECUADOR_RATES
from asiento.validate.sums import net_of, tolerance

FINAL_CONSUMER = "9999999999999"

FINAL_CONSUMER_LIMIT, LIMIT_BEFORE = Decimal(50), Decimal(200)
LIMIT_CHANGED_ON = date(2022, 10, 31)
"""Decreto Ejecutivo 586 of that day, which changed article 19 of the Reglamento de Comprobantes de Venta
(https://vistazo.com/amp/actualidad/nacional/compras-superiores-a-50-ya-no-podran-emitirse-a-nombre-de-consumidor-final-que-implica-el-cambio-AD3674570).
"""

RUC_FORM = re.compile(r"(?:0[1-9]|1\d|2[0-4]|30|50)[0-69]\d{7}(?!000)\d{3}", re.ASCII)
"""Province, third digit (0-5 person, 6 public or person, 9 company), seven digits, establishment."""

NUMBER_FORM = re.compile(r"\d{3}-?\d{3}-?\d{1,9}", re.ASCII)
"""Establishment, point of issue, sequence: `factura_V2.1.0.xsd`."""

COMPANIES = "69"


def is_final_consumer(tax_id: Field[str]) -> bool:
    """Return whether *tax_id* is the number that stands for a buyer who does not show his own."""
    return tax_id.value == FINAL_CONSUMER


def has_ruc_form(text: str) -> bool:
    """Return whether *text* is built like a RUC, whatever its check digit."""
    return RUC_FORM.fullmatch(compact_tax_id(text)) is not None


def is_cedula(text: str) -> bool:
    """Return whether *text* is a valid cedula (ten digits, mod 10)."""
    return bool(ci.is_valid(text))


def has_ruc_check_digit(text: str) -> bool:
    """Return whether the check digit of a RUC fits."""
    return bool(ruc.is_valid(text))


def is_company(text: str) -> bool:
    """Return whether a RUC is a company's or public body's: the tax office promises them no check digit."""
    return compact_tax_id(text)[2] in COMPANIES


def final_consumer(document: Document, context: Context) -> Iterator[Finding]:
    """Tell that what is bought as final consumer is not deductible, and hold it to its limit."""
    customer = document.customer.tax_id
    if customer is None or not is_final_consumer(customer):
        return
    if not is_one_of(document.supplier.tax_id, context.tenant.tax_ids):
        yield warning("not_deductible", "customer.tax_id")
    limit = _limit(document)
    if document.total is not None and document.total.value > limit:
        yield review("final_consumer_limit", "total", limit=limit, total=document.total.value)


def _limit(document: Document) -> Decimal:
    recent = document.issued_on is None or document.issued_on.value > LIMIT_CHANGED_ON
    return FINAL_CONSUMER_LIMIT if recent else LIMIT_BEFORE


def tip_within_bounds(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt a tip of more than a tenth of the net: what a restaurant may add for service (Decreto 1269 of 1971)."""
    net = net_of(document)
    if document.tip is None or net is None:
        return
    most = round(net / 10, 2)
    if document.tip.value > most + tolerance(document):
        yield review("tip_too_high", "tip", tip=document.tip.value, most=most)


def number_form(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt a number without establishment, point of issue and sequence."""
    number = document.number
    if number is None or document.doc_type not in BILLS:
        return
    if not NUMBER_FORM.fullmatch(number.value.replace(" ", "")):
        yield review("unusual_number", "number", number=number.value)


def dollars(document: Document, _: Context) -> Iterator[Finding]:
    """Ecuador's money is the dollar."""
    if document.currency is not None and document.currency.value != "USD":
        yield review("unexpected_currency", "currency", currency=document.currency.value)


ECUADOR_RULES: tuple[Rule, ...] = (
    final_consumer,
    full_invoice.parties_of_ecuador,
    tip_within_bounds,
    number_form,
    dollars,
    rates_rule(ECUADOR_RATES),
    access_key.access_key,
    access_key.environment,
    access_key.authorised,
)
