"""The rules on what Ecuador's tax office knows a document by: its access key, its environment, its authorisation.

The key repeats the date, the type, the issuer and the number of the document, so that each proves the others.
"""

import re
from collections.abc import Iterator

from asiento.document import Document
from asiento.fiscal_codes.access_key import KEY, TRIAL, parts_of
from asiento.model import Finding
from asiento.tax_ids import compact_tax_id
from asiento.validate.finding import Context, review, warning
from asiento.validate.limits import AUTHORISED_WITHIN, limit_on

LIQUIDACION = "03"
"""Written by the one who buys: the issuer is the customer."""


def access_key(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt a key that is invalid, or that contradicts the document.

    One that was read from its code holds, and `fiscal_code` compares it.
    """
    key = document.fiscal.access_key
    if key is None or document.fiscal.printed is not None:
        return
    parts = parts_of(key.value)
    if parts is None:
        yield review("invalid_access_key", "fiscal.access_key", key=key.value[:60])
    elif wrong := list(_contradicted(document, parts)):
        yield review("access_key_mismatch", "fiscal.access_key", differing=wrong)


def _contradicted(document: Document, key: re.Match[str]) -> Iterator[str]:
    """Yield what the document says otherwise than its *key*, as words of `codes/en.toml`.

    What it does not say contradicts nothing.
    """
    issued, number, fiscal = document.issued_on, document.number, document.fiscal
    issuer = (document.customer if fiscal.code and fiscal.code.value == LIQUIDACION else document.supplier).tax_id
    if issued and f"{issued.value:%d%m%Y}" != key["date"]:
        yield "the_date"
    if fiscal.code and fiscal.code.value != key["code"]:
        yield "the_type"
    if issuer and compact_tax_id(issuer.value) != key["ruc"]:
        yield "the_issuer"
    if number and _digits(number.value) != key["series"] + key["sequence"]:
        yield "the_number"
    if fiscal.trial and fiscal.trial.value is not (key["environment"] == TRIAL):
        yield "the_environment"


def _digits(number: str) -> str:
    """Return establishment, point of issue and sequence as 3, 3 and 9 digits."""
    establishment, _, rest = number.partition("-")
    point, _, sequence = rest.partition("-")
    return f"{establishment.zfill(3)}{point.zfill(3)}{sequence.zfill(9)}"


def environment(document: Document, _: Context) -> Iterator[Finding]:
    """Let a person look at what was only issued to try out."""
    fiscal = document.fiscal
    parts = KEY.fullmatch(fiscal.access_key.value) if fiscal.access_key else None
    if (fiscal.trial and fiscal.trial.value) or (parts and parts["environment"] == TRIAL):
        yield review("test_document", "fiscal.trial")


def authorised_at_once(document: Document, _: Context) -> Iterator[Finding]:
    """Tell of a document that was authorised on another day than it is of: since 2026 both are one."""
    issued, authorised = document.issued_on, document.fiscal.authorised_on
    within = limit_on(AUTHORISED_WITHIN, issued.value) if issued else None
    if issued and authorised and within is not None and abs((authorised.value - issued.value).days) > within:
        yield warning("authorised_late", "issued_on", issued=issued.value, authorised=authorised.value)


def authorised(document: Document, _: Context) -> Iterator[Finding]:
    """Let a person look at an answer of the tax office that does not say that it authorised the document."""
    said = document.fiscal.authorised
    if said is not None and not said.value:
        yield review("authorisation_missing", "fiscal.authorised")
