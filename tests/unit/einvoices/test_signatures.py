"""Signatures of e-invoices: what was changed is told from what was not, and nothing of a stranger is run or fetched."""

import re
import time
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from asiento.document import SignatureState
from asiento.einvoices import document_of_einvoice
from asiento.einvoices.signatures import signature_of
from asiento.extract import extract
from asiento.model import Finding, Kind, Severity
from asiento.preprocess import preprocess
from asiento.validate import validate
from builders import DictFiles, make_file_item, make_item, make_tools
from made_signatures import FOREVER, LONG_AGO, SIGNER, certificate, signed
from places import einvoice


def state(data: bytes) -> SignatureState | None:
    """Return what became of the signature of *data*."""
    found = signature_of(data)
    return found.state if found else None


def findings(data: bytes) -> list[Finding]:
    """Return what validation says of the signature of an e-invoice."""
    item = replace(make_item(kind=Kind.XML), document=document_of_einvoice(data))
    return [one for one in validate(item, make_tools()).findings if one.field == "signature"]


@pytest.mark.parametrize("name", ["facturae", "ubl", "fatturapa", "cii"])
def test_an_untouched_document_has_a_valid_signature(name: str) -> None:
    """The state is valid, the signer is named, the certificate was in force, and nobody has to look."""
    data = signed(einvoice(name))

    found = signature_of(data)

    assert found is not None
    assert (found.state, found.signer, found.in_force, found.weak) == (SignatureState.VALID, SIGNER, True, False)
    assert found.signed_at is not None
    assert abs((datetime.now(UTC) - found.signed_at).total_seconds()) < 600
    assert found.note == "signature_note.intact"
    assert findings(data) == []


def test_a_changed_amount_breaks_the_signature() -> None:
    """One changed figure makes it invalid, and a person looks at the document."""
    data = signed(einvoice("ubl")).replace(b">119.00<", b">919.00<", 1)

    assert state(data) is SignatureState.INVALID
    assert [(one.code, one.severity) for one in findings(data)] == [("invalid_signature", Severity.REVIEW)]


def test_a_damaged_signature_value_is_invalid() -> None:
    """What is no base64 cannot be the signature."""
    data = re.sub(rb"(SignatureValue>)[^<]{8}", rb"\1A", signed(einvoice("ubl")), count=1)

    assert state(data) is SignatureState.INVALID


def test_an_expired_certificate_is_told() -> None:
    """The document is intact, but the certificate was not in force when it was signed: a person looks."""
    data = signed(einvoice("ubl"), valid=LONG_AGO)
    found = signature_of(data)

    assert found is not None
    assert (found.state, found.in_force) == (SignatureState.VALID, False)
    assert [one.code for one in findings(data)] == ["certificate_not_in_force"]


def test_sha1_is_verified_and_told() -> None:
    """Old signing programs use SHA-1: intact is intact, and the weakness is in the result."""
    found = signature_of(signed(einvoice("facturae"), sha1=True))

    assert found is not None
    assert (found.state, found.weak) == (SignatureState.VALID, True)


def test_the_document_inside_an_answer_is_the_signed_one() -> None:
    """The SRI signs the comprobante by its id, and its answer around it is not signed."""
    inside = einvoice("sri").partition(b"<![CDATA[")[2].partition(b"]]>")[0]
    answer = b"<autorizacion><estado>AUTORIZADO</estado><comprobante><![CDATA[%s]]></comprobante></autorizacion>"
    whole = answer % signed(inside, sha1=True, uri="#comprobante")

    found = document_of_einvoice(whole).signature
    changed = document_of_einvoice(whole.replace(b">115.00<", b">15.00<")).signature

    assert found is not None
    assert changed is not None
    assert (found.state, changed.state) == (SignatureState.VALID, SignatureState.INVALID)


def test_comments_and_spaces_in_the_document_are_as_they_were_signed() -> None:
    """Comments are not signed and may go; spaces are signed, and a document saved anew is not the same."""
    data = signed(einvoice("ubl"))

    assert state(data.replace(b"<cac:", b"<!-- seen --><cac:", 1)) is SignatureState.VALID
    assert state(data.replace(b"<cac:", b" <cac:", 1)) is SignatureState.INVALID


def test_instructions_around_the_document_leave_it_unverified() -> None:
    """A style sheet before the root may have been signed with it: that cannot be told."""
    data = b'<?xml-stylesheet href="a.xsl"?>' + signed(einvoice("ubl")).replace(b">119.00<", b">919.00<", 1)

    assert state(data) is SignatureState.UNVERIFIED


def test_a_signature_over_a_part_is_not_one_over_the_document() -> None:
    """An attacker who wraps a signed part in a document of his own gets no valid signature."""
    part = signed(b'<Part id="a"><Total>1</Total></Part>', uri="#a")
    wrapped = einvoice("ubl").replace(b"</Invoice>", part + b"</Invoice>")

    assert state(wrapped) is SignatureState.UNVERIFIED


def test_an_id_that_two_elements_have_covers_nothing() -> None:
    """The reader takes the root, a verifier might take the other element: neither is believed."""
    inside = b'<factura id="comprobante"><total>1</total></factura>'
    data = signed(inside, uri="#comprobante").replace(b"<total>", b'<other Id="comprobante"/><total>')

    assert state(data) is SignatureState.UNVERIFIED


def test_another_certificate_for_the_same_key_is_found_out() -> None:
    """The signer states the digest of his certificate: one with another name in its place is invalid."""
    data = signed(einvoice("ubl"))
    root = etree.fromstring(data)
    for one in root.iter("{http://www.w3.org/2000/09/xmldsig#}X509Certificate"):
        one.text = b64encode(certificate("Somebody Else", FOREVER).public_bytes(Encoding.DER)).decode()

    found = signature_of(etree.tostring(root))

    assert found is not None
    assert (found.state, found.signer) == (SignatureState.INVALID, "Somebody Else")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'URI=""', b'URI="http://127.0.0.1:9/a.xml"'),
        (b'URI=""', b'URI="file:///etc/passwd"'),
        (b"http://www.w3.org/2000/09/xmldsig#enveloped-signature", b"http://www.w3.org/TR/1999/REC-xslt-19991116"),
        (b"http://www.w3.org/2000/09/xmldsig#enveloped-signature", b"http://www.w3.org/2002/06/xmldsig-filter2"),
        (b"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", b"http://www.w3.org/2000/09/xmldsig#hmac-sha1"),
        (b"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", b"urn:unknown"),
        (b"http://www.w3.org/2001/04/xmlenc#sha256", b"http://www.w3.org/2001/04/xmldsig-more#md5"),
        (b"X509Certificate>MI", b"X509Certificate>AA"),
    ],
)
def test_what_is_not_run_here_stays_unverified(before: bytes, after: bytes) -> None:
    """Files elsewhere, style sheets, selections, secret keys and unknown algorithms are not tried."""
    data = signed(einvoice("ubl"))
    assert before in data

    assert state(data.replace(before, after)) is SignatureState.UNVERIFIED


def test_two_signatures_are_not_judged() -> None:
    """The first of two does not cover the second: nothing is called changed for that."""
    data = signed(einvoice("ubl"))
    second = data[data.index(b"<ds:Signature ") : data.index(b"</ds:Signature>")] + b"</ds:Signature>"

    assert state(data.replace(b"</Invoice>", second + b"</Invoice>")) is SignatureState.UNVERIFIED


def test_a_signed_document_costs_a_bounded_time() -> None:
    """Too many references or elements are not verified: each costs a copy of all."""
    data = signed(einvoice("ubl"))
    reference = data[data.index(b"<ds:Reference") : data.index(b"</ds:Reference>")] + b"</ds:Reference>"
    wide = data.replace(b"</Invoice>", b"<x/>" * 260_000 + b"</Invoice>")
    started = time.process_time()

    assert state(data.replace(reference, reference * 50, 1)) is SignatureState.UNVERIFIED
    assert state(wide) is SignatureState.UNVERIFIED
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("total", "expected"), [(b">106.00<", SignatureState.VALID), (b">96.00<", SignatureState.INVALID)]
)
def test_the_invoices_of_a_signed_file_have_its_signature(total: bytes, expected: SignatureState) -> None:
    """It is verified on the file; each invoice is told the result and keeps nothing of the signature itself."""
    files = DictFiles()
    tools = make_tools(files)
    data = signed(einvoice("facturae")).replace(b">106.00<", total)
    parent = preprocess(make_file_item(data, files, "two.xsig"), tools)

    items = [preprocess(make_item(file_key=child.file_key), tools) for child in parent.children]
    documents = [extract(item, tools).document for item in items]

    assert len(documents) == 2
    assert [one.signature.state for one in documents if one and one.signature] == [expected] * 2
    assert all(b"SignatureValue" not in files.read(child.file_key or "") for child in parent.children)
