"""The rule on what the fiscal code of a page states otherwise than the page: a person compares the two."""

from collections.abc import Iterator

from asiento.document import Document
from asiento.fiscal_agreement import agreement, issuer_of
from asiento.model import Finding
from asiento.validate.finding import Context, review


def code_contradicts(document: Document, _: Context) -> Iterator[Finding]:
    """Hold a document that says another issuer, type, number, date or total than its fiscal code."""
    printed = document.fiscal.printed
    if printed is None:
        return
    code = printed.value
    role, issuer = issuer_of(document, code)
    wrong = [path for path, agrees in agreement(document).items() if not agrees]
    if f"{role}.tax_id" in wrong and issuer:
        yield review("code_contradicts.issuer", f"{role}.tax_id", read=issuer.value, stated=code.tax_id)
    if "doc_type" in wrong and code.code:
        yield review("code_contradicts.doc_type", "doc_type", stated=code.code)
    if "number" in wrong and document.number:
        yield review("code_contradicts.number", "number", read=document.number.value, stated=code.number)
    if "issued_on" in wrong and document.issued_on:
        yield review("code_contradicts.issued_on", "issued_on", read=document.issued_on.value, stated=code.issued_on)
    if "total" in wrong and document.total and code.total is not None:
        yield review("code_contradicts.total", "total", read=document.total.value, stated=code.total)
