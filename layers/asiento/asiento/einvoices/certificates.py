"""The signer and the time of signing: the enclosed certificate and what the signer states under his signature (XAdES).

Nothing here proves who the signer is: the certificate is the one in the document, and no authority is asked.
"""

import binascii
from base64 import b64decode, b64encode
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import DigestAlgorithm

from asiento.reading.xml_files import find, find_all, text_at

MAX_CERTIFICATES = 8
"""Of one signature: the signer's and those of the authorities above him."""

LONGEST_NAME = 200

PROPERTIES = "Object/QualifyingProperties/SignedProperties"
"""Where XAdES (ETSI TS 101 903, all versions) keeps what the signer states."""


def certificate_of(signature: etree._Element) -> x509.Certificate | None:
    """Return the signer's certificate inside *signature*: the one that issued none of the others. None without one."""
    texts = [one.text or "" for one in find_all(signature, "KeyInfo/X509Data/X509Certificate")[:MAX_CERTIFICATES]]
    known = [certificate for text in texts if (certificate := _certificate(text)) is not None]
    issuers = {one.issuer for one in known if one.issuer != one.subject}
    return next((one for one in known if one.subject not in issuers), known[0] if known else None)


def _certificate(text: str) -> x509.Certificate | None:
    try:
        found = x509.load_der_x509_certificate(b64decode(text))
        known = found.subject, found.issuer, found.not_valid_before_utc, found.not_valid_after_utc, found.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None  # damaged, or of a kind that cannot be used
    return found if all(known) else None


def name_of(certificate: x509.Certificate) -> str | None:
    """Return the name of the person or company that *certificate* was issued to."""
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.SURNAME):
        found = certificate.subject.get_attributes_for_oid(oid)
        if found and (name := " ".join(str(found[0].value).split())):
            return name[:LONGEST_NAME]
    return None


def stated_by(signature: etree._Element, covered: frozenset[str]) -> etree._Element | None:
    """Return what the signer states, if it is itself signed: its id is among the *covered* ones."""
    stated = find(signature, PROPERTIES)
    return stated if stated is not None and stated.get("Id") in covered else None


def signed_at(stated: etree._Element | None) -> datetime | None:
    """Return the time of signing that is *stated*; one without a zone is taken as UTC."""
    text = text_at(stated, "SignedSignatureProperties/SigningTime")
    try:
        time = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time


def is_named(stated: etree._Element | None, certificate: x509.Certificate) -> bool:
    """Return whether *stated* names no other certificate: XAdES signs the digest of the signer's own."""
    cert = find(stated, "SignedSignatureProperties/SigningCertificate|SigningCertificateV2/Cert/CertDigest")
    method, digest = find(cert, "DigestMethod"), text_at(cert, "DigestValue")
    if method is None or digest is None:
        return True
    try:
        expected = certificate.fingerprint(DigestAlgorithm(method.get("Algorithm")).implementation())
        return b64encode(expected) == b64encode(b64decode(digest))
    except (ValueError, binascii.Error):
        return False  # an unknown algorithm, or a digest that is not base64


def was_in_force(certificate: x509.Certificate, at: datetime | None) -> bool | None:
    """Return whether *certificate* was valid *at* that time; None if it is not known."""
    return None if at is None else certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc
