"""Signatures of e-invoices: enveloped XML signatures (XML-DSig, XAdES), checked by signxml.

Only what stands in the document itself is looked at: no reference is fetched, no XPath or XSLT of a stranger is run,
no authority is asked. A signature that would need any of it stays unverified, and says why.
"""

from dataclasses import dataclass, replace

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidSignature, SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from asiento.document import Signature, SignatureState
from asiento.einvoices.certificates import (
    certificate_of,
    is_named,
    name_of,
    signed_at,
    stated_by,
    was_in_force,
)
from asiento.reading.xml_files import find, find_all, local, read_xml

MAX_SIGNED = 8 * 2**20
MAX_TAGS = 250_000
MAX_REFERENCES = 6
"""Bytes, tags and references of a signed document: each reference costs a copy of all. Real ones have two to four."""

NAMESPACE = "http://www.w3.org/2000/09/xmldsig#"
ENVELOPED = f"{NAMESPACE}enveloped-signature"
CANONICAL = frozenset(method.value for method in CanonicalizationMethod)
DIGESTS = frozenset(DigestAlgorithm)
METHODS = frozenset(method for method in SignatureMethod if not method.name.startswith(("HMAC", "DSA")))
"""SHA-1 is among them, for Ecuador's tax office and old Facturae sign with it: it is told, not refused."""

SHA1 = "sha1"

INTACT = "signature_note.intact"
CHANGED = "signature_note.changed"
OTHER_SIGNER = "signature_note.other_signer"

type Element = etree._Element  # noqa: SLF001 (lxml has no public name for it)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reference:
    """One reference of a signature: *target* is "" for the document or the id of an element."""

    target: str
    transforms: frozenset[str]
    digest: str


def signature_of(data: bytes) -> Signature | None:
    """Return what became of the signature of XML *data*, one document as its issuer wrote it; None if it has none.

    Raises `DocumentError` as `read_xml` does.
    """
    root = read_xml(data)
    if not any(local(one) == "SignatureValue" for one in root.iter()):
        return None
    found = [one for one in root.iter(f"{{{NAMESPACE}}}Signature") if not _is_inside(one)]
    if len(found) != 1:
        return _unverified("signature_note.several")
    reason = "signature_note.too_large" if len(data) > MAX_SIGNED else _obstacle(root, found[0])
    return _unverified(reason) if reason else _checked(data, found[0])


def _is_inside(signature: Element) -> bool:
    return next(signature.iterancestors(f"{{{NAMESPACE}}}Signature"), None) is not None


def _unverified(note: str) -> Signature:
    return Signature(state=SignatureState.UNVERIFIED, note=note)


def _algorithm(element: Element, path: str) -> str:
    found = find(element, path)
    return (found.get("Algorithm") or "") if found is not None else ""


def _references(signature: Element) -> list[_Reference]:
    return [
        _Reference(
            target=(one.get("URI") or "").removeprefix("#") if one.get("URI", "x")[:1] in ("", "#") else "elsewhere:",
            transforms=frozenset(each.get("Algorithm") or "" for each in find_all(one, "Transforms/Transform")),
            digest=_algorithm(one, "DigestMethod"),
        )
        for one in find_all(signature, "SignedInfo/Reference")
    ]


def _obstacle(root: Element, signature: Element) -> str | None:
    """Return the note on why *signature* cannot be checked here, or None. What passes is safe and cheap to verify."""
    references = _references(signature)
    digests = {one.digest for one in references}
    if sum(1 for _ in root.iter()) > MAX_TAGS or len(references) > MAX_REFERENCES:
        return "signature_note.too_large"
    if any(one.transforms - CANONICAL - {ENVELOPED} or one.target == "elsewhere:" for one in references):
        return "signature_note.elsewhere"
    known = _algorithm(signature, "SignedInfo/SignatureMethod") in {one.value for one in METHODS}
    if not known or digests - {one.value for one in DIGESTS}:
        return "signature_note.algorithm"
    if _algorithm(signature, "SignedInfo/CanonicalizationMethod") not in CANONICAL:
        return "signature_note.form"
    if not any(_covers(root, one) for one in references):
        return "signature_note.partial"
    return None


def _covers(root: Element, reference: _Reference) -> bool:
    """Return whether *reference* is the document: by no id, or by an id that the root has and nothing else."""
    if ENVELOPED not in reference.transforms:
        return False
    same = root.xpath("//*[@*[translate(local-name(), 'ID', 'id') = 'id'] = $id]", id=reference.target)
    return reference.target == "" or same == [root]


def _checked(data: bytes, signature: Element) -> Signature:
    certificate = certificate_of(signature)
    if certificate is None:
        return _unverified("signature_note.no_certificate")
    references = _references(signature)
    stated = stated_by(signature, frozenset(one.target for one in references))
    used = {_algorithm(signature, "SignedInfo/SignatureMethod"), *(one.digest for one in references)}
    time = signed_at(stated)
    known = Signature(
        state=SignatureState.VALID,
        note=INTACT,
        signer=name_of(certificate),
        signed_at=time,
        in_force=was_in_force(certificate, time),
        weak=any(SHA1 in one for one in used),
    )
    intact = _is_intact(data, certificate)
    if intact is None:
        return replace(known, state=SignatureState.UNVERIFIED, note=_unverified("signature_note.form").note)
    if not intact:
        return replace(known, state=SignatureState.INVALID, note=CHANGED)
    return known if is_named(stated, certificate) else replace(known, state=SignatureState.INVALID, note=OTHER_SIGNER)


def _is_intact(data: bytes, certificate: x509.Certificate) -> bool | None:
    """Return whether *data* is what the holder of *certificate* signed; None if that cannot be told."""
    root = read_xml(data, whole=True)
    # When the certificate was in force is judged apart, by the time of signing.
    config = SignatureConfiguration(
        expect_references=False,
        signature_methods=METHODS,
        digest_algorithms=DIGESTS,
        ignore_ambiguous_key_info=True,
        verification_time=certificate.not_valid_before_utc,
        default_reference_c14n_method=CanonicalizationMethod.CANONICAL_XML_1_0,
    )
    try:
        XMLVerifier().verify(etree.tostring(root), x509_cert=certificate, validate_schema=False, expect_config=config)
    except InvalidSignature:
        return None if _has_instructions(root) else False
    except (SignXMLException, UnsupportedAlgorithm, etree.LxmlError):
        return None
    except (ValueError, TypeError):
        return False  # a digest or a signature that is empty or no base64
    return True


def _has_instructions(root: Element) -> bool:
    """Return whether instructions stand around *root*: they are signed with it, but signxml leaves them out."""
    return any(one.tag is etree.PI for around in (True, False) for one in root.itersiblings(preceding=around))
