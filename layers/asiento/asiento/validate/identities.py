"""The rule on tax ids: those of countries that we know must be right; a foreign id cannot be checked and passes."""

from collections.abc import Iterator

from asiento.document import BILLS, Document, Field, Party
from asiento.model import Finding, Severity
from asiento.tax_ids import is_one_of
from asiento.validate import ecuador, spain
from asiento.validate.access_key import LIQUIDACION
from asiento.validate.countries import ECUADOR, SPAIN, Country, country_by_form, country_named, word_for_tax_id
from asiento.validate.finding import Context, review, severity_of, warning


def valid_tax_ids(document: Document, context: Context) -> Iterator[Finding]:
    """Check the ids of supplier and customer, each by its own country. The company's own ids are not judged."""
    for role, party in (("supplier", document.supplier), ("customer", document.customer)):
        tax_id = party.tax_id
        if tax_id is None or is_one_of(tax_id, context.tenant.tax_ids):
            continue
        country = _country(role, party, context)
        severity = _severity(document, role, party, tax_id)
        if country is SPAIN and not spain.is_nif(tax_id.value) and not spain.is_foreign(tax_id.value):
            yield Finding.of(severity, "invalid_tax_id.nif", f"{role}.tax_id", role=role, tax_id=tax_id.value)
        elif country is ECUADOR and role == "supplier" and not _is_written_by_buyer(document):
            yield from _supplier_ruc(tax_id, severity)
        elif country is ECUADOR:
            yield from _person_id(role, tax_id)


def missing_tax_id(document: Document, context: Context) -> Iterator[Finding]:
    """Ask for the tax id of an invoice's issuer (RD 1619/2012 art. 6; Reglamento de Comprobantes art. 18)."""
    if document.doc_type not in BILLS or context.country is None:
        return
    if document.supplier.tax_id is None and document.supplier.name is not None:
        yield review("missing_tax_id", "supplier.tax_id", id=word_for_tax_id(context.country.code))


def _severity(document: Document, role: str, party: Party, tax_id: Field[str]) -> Severity:
    """Only the issuer of an invoice, surely of a country that we know, can fail it: a buyer may be a foreigner."""
    firm = role == "supplier" and document.doc_type in BILLS
    known = party.country is not None or country_by_form(party) is not None
    return severity_of(tax_id) if firm and known else Severity.REVIEW


def _country(role: str, party: Party, context: Context) -> Country | None:
    if party.country is not None:
        return country_named(party.country)
    if role == "supplier":
        return context.country
    # Other countries have ids of the same form: the document or the company must be at home there.
    form = country_by_form(party)
    at_home = {context.tenant.country, context.country.code if context.country else None}
    return form if form is not None and form.code in at_home else None


def _supplier_ruc(tax_id: Field[str], severity: Severity) -> Iterator[Finding]:
    number = tax_id.value
    if not ecuador.has_ruc_form(number):
        yield Finding.of(severity, "invalid_tax_id.ruc", "supplier.tax_id", role="supplier", tax_id=number)
    elif not ecuador.has_ruc_check_digit(number):
        yield from _check_digit("supplier", tax_id)


def _is_written_by_buyer(document: Document) -> bool:
    """Tell a liquidación de compra: it exists for suppliers who have no RUC (Reglamento de Comprobantes, art. 13)."""
    return document.fiscal.code is not None and document.fiscal.code.value == LIQUIDACION


def _person_id(role: str, tax_id: Field[str]) -> Iterator[Finding]:
    """Judge the id of who need not have a RUC: it may be one, a cedula, a passport, or the final consumer's."""
    number = tax_id.value
    if ecuador.is_final_consumer(tax_id):
        return
    if ecuador.has_ruc_form(number):
        if not ecuador.has_ruc_check_digit(number):
            yield from _check_digit(role, tax_id)
    elif number.isdigit() and len(number) in (10, 13) and not ecuador.is_cedula(number):
        yield review("invalid_tax_id.ruc_or_cedula", f"{role}.tax_id", role=role, tax_id=number)


def _check_digit(role: str, tax_id: Field[str]) -> Iterator[Finding]:
    """Doubt a person's RUC; only tell of a company's, for the tax office promises those no check digit."""
    if ecuador.is_company(tax_id.value):
        yield warning("unusual_tax_id", f"{role}.tax_id", role=role, tax_id=tax_id.value)
    else:
        yield review("invalid_tax_id.ruc_digit", f"{role}.tax_id", role=role, tax_id=tax_id.value)
