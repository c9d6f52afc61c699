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
    by = f" by {signed.signer}" if signed.signer else ""
    if signed.state is SignatureState.INVALID:
        yield review(
            "invalid_signature",
            "signature",
            f"The document is signed{by}, but the signature does not hold. {signed.note} "
            "Ask the supplier for the file as it was signed, or accept it if you trust where it comes from.",
        )
    elif signed.state is SignatureState.VALID and signed.in_force is False and signed.signed_at is not None:
        yield review(
            "certificate_not_in_force",
            "signature",
            f"The document was signed{by} on {signed.signed_at.date()}, when the certificate was not in force. "
            "Ask the supplier to sign it again, or accept it if you trust where it comes from.",
        )
