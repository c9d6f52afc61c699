"""Signed XML that tests make as they need it: a key, a certificate of nobody, and XAdES signatures by signxml."""

from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.xades.xades import XAdESSigner

SIGNER = "Suministros Ultzama S.L."
FOREVER = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC))
LONG_AGO = (datetime(2010, 1, 1, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC))


class _OldSigner(XAdESSigner):
    """Signs with SHA-1, as programs of the tax offices still do."""

    def check_deprecated_methods(self) -> None:
        """Allow what signxml forbids."""


@cache
def key() -> rsa.RSAPrivateKey:
    """Return the one key of the tests."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def certificate(name: str = SIGNER, valid: tuple[datetime, datetime] = FOREVER) -> x509.Certificate:
    """Return a certificate for the key that *name* gave himself, *valid* from and until."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, key().public_key(), 7, *valid)
    return builder.sign(key(), hashes.SHA256())


def signed(data: bytes, *, valid: tuple[datetime, datetime] = FOREVER, sha1: bool = False, uri: str = "") -> bytes:
    """Return XML *data* with an enveloped XAdES signature over *uri*, the whole document if that is empty."""
    signer = _OldSigner(
        signature_algorithm=SignatureMethod.RSA_SHA1 if sha1 else SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA1 if sha1 else DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_0,
    )
    root = signer.sign(
        etree.fromstring(data), key=key(), cert=[certificate(valid=valid)], reference_uri=[uri] if uri else None
    )
    return bytes(etree.tostring(root))
