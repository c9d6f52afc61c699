"""Ecuador's rules: the RUC, the final consumer, the number's form, the dollar, and the rates of IVA."""

import re
from collections.abc import Iterator

from stdnum.ec import ci, ruc

from asiento.document import BILLS, Document, Field
from asiento.model import Finding
from asiento.tax_ids import compact_tax_id, is_one_of
from asiento.validate import access_key, full_invoice, limits
from asiento.validate.finding import Context, Rule, review, warning
from asiento.validate.limits import limit_on
from asiento.validate.rates import rates_rule
from asiento.validate.rates_ecuador import ECUADOR_RATES
from asiento.validate.sums import net_of, tolerance

FINAL_CONSUMER = "9999999999999"

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
    limit = limit_on(limits.FINAL_CONSUMER, document.issued_on.value if document.issued_on else None)
    if document.total is not None and limit is not None and document.total.value > limit:
        yield review("final_consumer_limit", "total", limit=limit, total=document.total.value)


def tip_within_bounds(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt a tip of more than a restaurant may add for service."""
    net, share = net_of(document), limit_on(limits.TIP, document.issued_on.value if document.issued_on else None)
    if document.tip is None or net is None or share is None:
        return
    most = round(net * share / 100, 2)
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
    access_key.authorised_at_once,
)
