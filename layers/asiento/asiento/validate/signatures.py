"""The rules on signatures: one that does not fit its document, or a certificate that was not in force."""

from collections.abc import Iterator

from asiento.document import Document, SignatureState
from asiento.model import Finding
from asiento.validate.finding import Context, review


def signature(document: Document, _: Context) -> Iterator[Finding]:
    """Let a person look at a document that was changed after it was signed, or signed out of time."""
    signed = document.signature
    if signed is None:
        return
    signer = signed.signer or ""
    if signed.state is SignatureState.INVALID:
        yield _invalid(signed.note, signer)
    elif signed.state is SignatureState.VALID and signed.in_force is False and signed.signed_at is not None:
        yield review("certificate_not_in_force", "signature", signer=signer, signed=signed.signed_at.date())


def _invalid(note: str, signer: str) -> Finding:
    match note:
        case "signature_note.changed":
            return review("invalid_signature.changed", "signature", signer=signer)
        case "signature_note.other_signer":
            return review("invalid_signature.other_signer", "signature", signer=signer)
    return review("invalid_signature.broken", "signature", signer=signer)
