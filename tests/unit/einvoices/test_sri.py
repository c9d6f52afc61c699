"""Ecuador's documents: each kind as what it is, the access key against the document, and the tax office's answers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from asiento.codes import sentence
from asiento.document import DocType, Document
from asiento.einvoices import document_of_einvoice
from asiento.errors import DocumentError
from asiento.fiscal_codes.access_key import check_digit
from asiento.model import Finding, Kind
from asiento.preprocess import preprocess
from asiento.validate import validate
from builders import TENANT, DictFiles, make_file_item, make_item, make_tools
from made_sri import RUC, access_key, answer, factura, sri

BUYER = (
    "<razonSocialComprador>Talleres Uno</razonSocialComprador>"
    "<identificacionComprador>1793184510001</identificacionComprador>"
)


def findings(data: bytes, ours: str = "1793184510001") -> list[Finding]:
    """Return what validation finds in a document that the company *ours* got ten days later."""
    tenant = replace(TENANT, country="EC", currency="USD", tax_ids=(ours,))
    item = make_item(kind=Kind.XML, tenant=tenant, received_at=datetime(2024, 4, 19, tzinfo=UTC))
    return list(validate(replace(item, document=document_of_einvoice(data)), make_tools()).findings)


def codes(data: bytes, ours: str = "1793184510001") -> list[str]:
    """Return the codes of what holds or fails a document."""
    return [one.code for one in findings(data, ours) if one.severity != "warning"]


def taxes(document: Document) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """Return kind, rate and amount of each tax."""
    return [
        (one.kind, one.rate.value if one.rate else None, one.amount.value if one.amount else None)
        for one in document.taxes
    ]


def test_the_check_digit_is_that_of_module_eleven() -> None:
    """A key that the tax office gave out, and the two results that have no digit of their own."""
    assert check_digit("040320130117922611040011001501000000008123456781") == "6"
    assert check_digit("0" * 48) == "0"
    assert check_digit("0" * 47 + "6") == "1"


def test_a_factura_is_sound() -> None:
    """Its rate is that of its code, its key fits, and nobody has to look."""
    document = document_of_einvoice(factura())

    assert taxes(document) == [("IVA", Decimal(15), Decimal("15.00"))]
    assert document.fiscal.access_key is not None
    assert len(document.fiscal.access_key.value) == 49
    assert codes(factura()) == []
    assert codes(answer(factura())) == []


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (access_key()[:-1] + str((int(access_key()[-1]) + 1) % 10), "invalid_access_key"),
        (access_key()[:48], "invalid_access_key"),
        ("CLAVE", "invalid_access_key"),
        (access_key(day=date(2024, 4, 10)), "access_key_mismatch"),
        (access_key("04"), "access_key_mismatch"),
        (access_key(sequence=4872), "access_key_mismatch"),
    ],
)
def test_a_key_that_does_not_fit_is_doubted(key: str, found: str) -> None:
    """A wrong check digit, length, day, type or number goes to a person."""
    assert codes(factura(key=key)) == [found]


def test_a_key_of_another_issuer_is_doubted() -> None:
    """The RUC in the key is the issuer's."""
    document = factura().replace(f"<ruc>{RUC}".encode(), b"<ruc>0993427616001")

    [doubt] = [one for one in findings(document) if one.code == "access_key_mismatch"]

    assert "the issuer's RUC" in sentence(doubt)


def test_a_document_to_try_out_is_told() -> None:
    """Ambiente 1 is the test environment, in the document or in its key."""
    assert codes(factura(environment="1")) == ["test_document"]
    assert "test_document" in codes(factura(key=access_key(environment="1")))


def test_an_answer_without_a_state_is_doubted() -> None:
    """It goes to a person."""
    assert codes(answer(factura(), state=None)) == ["authorisation_missing"]


@pytest.mark.parametrize("state", ["NO AUTORIZADO", "EN PROCESO", "DEVUELTA"])
def test_an_answer_with_another_state_fails(state: str) -> None:
    """Only AUTORIZADO makes a document."""
    with pytest.raises(DocumentError, match="not_authorised"):
        document_of_einvoice(answer(factura(), state))


def test_each_document_of_an_answer_becomes_an_item() -> None:
    """A file with answers about two documents has two children; of two tries of one document the accepted counts."""
    inside = answer(factura(), "NO AUTORIZADO") + answer(factura()) + answer(factura(sequence=9))
    data = b"<RespuestaAutorizacion><autorizaciones>" + inside + b"</autorizaciones></RespuestaAutorizacion>"
    files = DictFiles()

    children = preprocess(make_file_item(data, files, "answers.xml"), make_tools(files)).children

    numbers = [document_of_einvoice(files.read(child.file_key or "")).number for child in children]
    assert [number and number.value for number in numbers] == ["001-002-000004871", "001-002-000000009"]


def test_the_letters_inside_an_answer_are_those_of_the_answer() -> None:
    """The document inside may declare the encoding that it once had: its text is in that of the answer."""
    name = "Peña & Ávila".replace("&", "&amp;")
    declared = '<?xml version="1.0" encoding="ISO-8859-1"?>' + factura().decode().replace("Talleres Uno", name)
    document = document_of_einvoice(answer(declared.encode()))

    assert document.customer.name
    assert document.customer.name.value == "Peña & Ávila"


def test_two_tries_of_one_document_are_one_item() -> None:
    """The first answer refused it, the second accepted it: it is read, and there is no child."""
    inside = answer(factura(), "NO AUTORIZADO") + answer(factura())
    data = b"<autorizaciones>" + inside + b"</autorizaciones>"
    files = DictFiles()

    item = preprocess(make_file_item(data, files, "answers.xml"), make_tools(files))

    assert item.children == ()
    assert codes(data) == []


@pytest.mark.parametrize(
    ("issued", "authorised", "expected"),
    [
        ("05/01/2026", "2026-01-05T10:22:00-05:00", []),
        ("05/01/2026", "2026-01-06T00:01:00-05:00", []),
        ("05/01/2026", "2026-01-09T10:22:00-05:00", ["authorised_late"]),
        ("05/01/2026", "2025-12-30T10:22:00-05:00", ["authorised_late"]),
        ("05/01/2026", "soon", []),
        ("05/01/2026", "", []),
        ("30/12/2025", "2026-01-05T10:22:00-05:00", []),
    ],
)
def test_since_2026_a_document_is_authorised_when_it_is_issued(
    issued: str, authorised: str, expected: list[str]
) -> None:
    """Resolution NAC-DGERCGC25-00000017: at once. What the office said is told of, and holds nothing."""
    data = answer(factura().replace(b"09/04/2024", issued.encode()), on=authorised)
    found = [finding for finding in findings(data) if finding.code == "authorised_late"]

    assert [finding.code for finding in found] == expected
    assert all(finding.severity == "warning" for finding in found)


def test_a_document_has_lines() -> None:
    """The schema demands one: without any, a head that adds up says nothing of what was bought."""
    assert codes(factura().replace(b"detalles>", b"otros>")) == ["missing_element"]
    assert codes(factura().replace(b"precioTotalSinImpuesto>", b"otro>")) == ["missing_element"]


def test_a_debit_note_is_read_with_its_reasons() -> None:
    """Its lines are its motivos, its total is valorTotal."""
    tax = "<codigo>2</codigo><codigoPorcentaje>4</codigoPorcentaje><tarifa>15</tarifa>"
    data = sri(
        "notaDebito",
        f"{BUYER}<codDocModificado>01</codDocModificado><numDocModificado>001-002-000004870</numDocModificado>"
        f"<totalSinImpuestos>40.00</totalSinImpuestos><impuestos><impuesto>{tax}"
        "<baseImponible>40.00</baseImponible><valor>6.00</valor></impuesto></impuestos><valorTotal>46.00</valorTotal>",
        "<motivos><motivo><razon>Interés por mora</razon><valor>40.00</valor></motivo></motivos>",
    )
    document = document_of_einvoice(data)

    assert (document.doc_type, document.total and document.total.value) == (DocType.DEBIT_NOTE, Decimal("46.00"))
    assert [line.description and line.description.value for line in document.lines] == ["Interés por mora"]
    assert taxes(document) == [("IVA", Decimal(15), Decimal("6.00"))]
    assert document.corrects
    assert document.corrects.value == "001-002-000004870"
    assert codes(data) == []
    unnamed = data.replace(b"<numDocModificado>001-002-000004870</numDocModificado>", b"")
    assert codes(unnamed) == ["missing_element"]


@pytest.mark.parametrize(
    ("kind", "tax_id", "found"),
    [("05", "1710034065", []), ("05", "1710034066", ["invalid_tax_id"]), ("06", "AB123456", [])],
)
def test_a_purchase_settlement_is_written_by_the_buyer(kind: str, tax_id: str, found: list[str]) -> None:
    """Its supplier has a cédula or a passport, and the issuer of the key is the customer."""
    data = sri(
        "liquidacionCompra",
        f"<tipoIdentificacionProveedor>{kind}</tipoIdentificacionProveedor><razonSocialProveedor>Rosa Pilco"
        f"</razonSocialProveedor><identificacionProveedor>{tax_id}</identificacionProveedor>"
        "<totalSinImpuestos>20.00</totalSinImpuestos><totalConImpuestos><totalImpuesto><codigo>2</codigo>"
        "<codigoPorcentaje>0</codigoPorcentaje><baseImponible>20.00</baseImponible><valor>0.00</valor></totalImpuesto>"
        "</totalConImpuestos><importeTotal>20.00</importeTotal>",
        "<detalles><detalle><descripcion>Cacao</descripcion><cantidad>1</cantidad><precioUnitario>20.00"
        "</precioUnitario><precioTotalSinImpuesto>20.00</precioTotalSinImpuesto></detalle></detalles>",
    )
    document = document_of_einvoice(data)

    assert (document.doc_type, document.supplier.name and document.supplier.name.value) == ("invoice", "Rosa Pilco")
    assert document.customer.tax_id is not None
    assert document.customer.tax_id.value == RUC
    assert codes(data, RUC) == found


WITHHELD = (
    "<{}><codigo>{}</codigo><codigoRetencion>312</codigoRetencion><baseImponible>100.00</baseImponible>"
    "<porcentajeRetener>{}</porcentajeRetener><valorRetenido>{}</valorRetenido></{}>"
)


@pytest.mark.parametrize(
    "around",
    [
        "<impuestos>{}</impuestos>",
        "<docsSustento><docSustento><retenciones>{}</retenciones></docSustento></docsSustento>",
    ],
)
def test_a_withholding_certificate_says_what_it_is(around: str) -> None:
    """Both versions are read, with what was withheld, and end with a code and a sentence of their own."""
    row = "impuesto" if "impuestos" in around else "retencion"
    rows = around.format(WITHHELD.format(row, "1", "1.75", "1.75", row) + WITHHELD.format(row, "2", "30", "4.50", row))
    data = sri("comprobanteRetencion", "<razonSocialSujetoRetenido>Talleres Uno</razonSocialSujetoRetenido>", rows)
    document = document_of_einvoice(data)

    assert document.doc_type is DocType.OTHER
    assert [(one.kind, one.amount and one.amount.value) for one in document.withholdings] == [
        ("retención renta", Decimal("1.75")),
        ("retención IVA", Decimal("4.50")),
    ]
    [found] = [one for one in findings(data) if one.severity == "error"]
    assert found.code == "withholding_certificate"
    assert "certificate (6.25)" in sentence(found)


def test_a_delivery_note_says_what_it_is() -> None:
    """A guía de remisión names who gets the goods, and asks for no money."""
    receiver = "<razonSocialDestinatario>Talleres Uno</razonSocialDestinatario>"
    data = sri("guiaRemision", "", f"<destinatarios><destinatario>{receiver}</destinatario></destinatarios>")
    document = document_of_einvoice(data)

    assert document.customer.name is not None
    assert document.customer.name.value == "Talleres Uno"
    assert codes(data) == ["delivery_note"]


@pytest.mark.parametrize(
    ("code", "rate"), [("0", "0"), ("2", "12"), ("3", "14"), ("4", "15"), ("5", "5"), ("10", "13"), ("7", None)]
)
def test_the_code_of_a_tax_says_its_rate(code: str, rate: str | None) -> None:
    """Where the rate itself is left out; exempt is no rate."""
    data = factura().replace(b"<codigoPorcentaje>4<", f"<codigoPorcentaje>{code}<".encode())
    [tax] = document_of_einvoice(data).taxes

    assert (tax.rate and tax.rate.value) == (Decimal(rate) if rate is not None else None)
