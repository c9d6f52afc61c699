"""The rule on VAT ids of other EU countries: each must have the form and the check digits of its country.

Nobody is asked whether an id is in use. An id without the letters of a country is not judged here.
"""

import re
from collections.abc import Iterator

from stdnum.eu import vat
from stdnum.mx import rfc

from asiento.document import BILLS, Document, Field, Source
from asiento.model import Finding, Severity
from asiento.tax_ids import compact_tax_id, is_one_of
from asiento.validate.countries import ECUADOR, country_named
from asiento.validate.finding import Context

OTHER_COUNTRIES = frozenset(code.upper() for code in vat.MEMBER_STATES) - {"ES", "XI"} | {"EL"}
"""Letters that VAT ids of the EU begin with (Directive 2006/112/EC, art. 215). Spain has rules of its own."""

BEGINS_WITH_COUNTRY = re.compile(r"FR[0-9A-Z]{0,2}\d|[A-Z]{2}U?\d")
"""France may have two letters in its number, Austria has a U. A codice fiscale or a PAN has more letters in front."""

ON_PAGES = frozenset({Source.PDF_TEXT, Source.OCR})
"""Sources of what comes with the memory of suppliers. Whether the supplier of a row or an XML is new is not known."""


def valid_vat_ids(document: Document, context: Context) -> Iterator[Finding]:
    """Tell of ids that their country refuses; hold a bill whose supplier the company never corrected or confirmed."""
    for role, party in (("supplier", document.supplier), ("customer", document.customer)):
        tax_id = party.tax_id
        if tax_id is None or not is_refused(tax_id.value) or is_one_of(tax_id, context.tenant.tax_ids):
            continue
        if party.country is not None and country_named(party.country) is ECUADOR:
            continue  # judged as a RUC, a cedula or a passport
        held = role == "supplier" and document.doc_type in BILLS and _is_new(tax_id, context)
        severity = Severity.REVIEW if held else Severity.WARNING
        yield Finding.of(severity, "invalid_vat_id", f"{role}.tax_id", role=role, tax_id=tax_id.value)


def is_refused(text: str) -> bool:
    """Return whether *text* begins as the VAT id of another EU country does, and is none that it gives."""
    number = compact_tax_id(text)
    if number[:2] not in OTHER_COUNTRIES or not BEGINS_WITH_COUNTRY.match(number):
        return False
    return not vat.is_valid(number) and not rfc.is_valid(number)  # a Mexican RFC may begin with the same letters


def _is_new(tax_id: Field[str], context: Context) -> bool:
    """Return whether the id is none of a supplier that the tenant once corrected; False if that is not known."""
    if tax_id.source not in ON_PAGES:
        return False
    known = (each for supplier in context.tenant.suppliers for each in (supplier.tax_id, supplier.seen_tax_id))
    return not is_one_of(tax_id, filter(None, known))
