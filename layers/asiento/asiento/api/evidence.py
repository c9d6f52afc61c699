"""What vouches for the fields that a posting needs, and how likely each is right: for the people who decide."""

from typing import Any

from pydantic import ValidationError

from asiento.api.localization import localized
from asiento.codec import from_plain
from asiento.document import DocType, Document
from asiento.validate.certainty import certainty
from asiento.validate.vouchers import Voucher, needed_fields, vouchers_of


def evidence_of(plain: Any, language: str) -> list[dict[str, Any]]:
    """Return the evidence for each needed field of a document as it is stored; none of a statement or of none."""
    try:
        document = from_plain(Document, plain) if plain else None
    except ValidationError:
        return []  # stored by a version that knew other fields
    if document is None or document.doc_type in (DocType.BANK_STATEMENT, DocType.OTHER):
        return []
    return [
        {
            "field": path,
            "certainty": certainty(document, path, field),
            "vouched_by": [_reason(voucher, language) for voucher in vouchers_of(document, path)],
        }
        for path, field in needed_fields(document).items()
    ]


def _reason(voucher: Voucher, language: str) -> dict[str, Any]:
    code, _, variant = voucher.partition(".")
    return localized({"code": code, "variant": variant, "params": {}}, language)
