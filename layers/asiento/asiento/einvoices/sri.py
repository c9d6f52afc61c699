"""Ecuador's electronic documents (SRI, offline scheme): factura, notes, liquidación, retención and guía de remisión.

They come bare or inside the tax office's answer. Tables are those of its *Ficha técnica, esquema offline*.
"""

from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Doubt, Field, Fiscal, Line, Party, Payment, Tax
from asiento.einvoices.demanded import missing
from asiento.einvoices.fields import LONGEST, Element, amount, day, description, exact, negated, party, text, texts_at
from asiento.einvoices.sri_answers import answer_in, authorised_on, is_authorised, unwrapped
from asiento.money.signs import EXPECTED_CODES
from asiento.reading.xml_files import find, find_all, local, text_at

DOC_TYPES = {
    "factura": DocType.INVOICE,
    "liquidacionCompra": DocType.INVOICE,
    "notaCredito": DocType.CREDIT_NOTE,
    "notaDebito": DocType.DEBIT_NOTE,
}
"""By the root element; `comprobanteRetencion` and `guiaRemision` are not ledger entries."""

CODES = {
    "factura": "01",
    "liquidacionCompra": "03",
    "notaCredito": "04",
    "notaDebito": "05",
    "guiaRemision": "06",
    "comprobanteRetencion": "07",
}
"""Table 3 of the technical sheet: `codDoc` by the root element, which decides."""

HEADER = "infoFactura|infoNotaCredito|infoNotaDebito|infoLiquidacionCompra|infoCompRetencion|infoGuiaRemision"
IVA = "2"
TAXES = {IVA: "IVA", "3": "ICE", "5": "IRBPNR"}
"""Table 16 of the SRI's technical sheet."""

METHODS = {"01": "cash", "16": "card", "19": "card", "20": "transfer"}
"""Table 24 of the SRI's technical sheet; 20 is `otros con utilización del sistema financiero`."""

RATES = {"0": "0", "2": "12", "3": "14", "4": "15", "5": "5", "10": "13"}
"""Table 17 of the technical sheet: the rate of IVA by `codigoPorcentaje`. 6 and 7, not subject and exempt, have none;
8, the differentiated one, has a rate of its own on each document.
"""

WITHHELD = {"1": "retención renta", "2": "retención IVA", "6": "retención ISD"}
"""Table 19 of the technical sheet: what a retention is of."""

TOTALS = ("importeTotal", "valorModificacion", "valorTotal")
DOLLARS = frozenset({"DOLAR", "DÓLAR", "DOLARES", "DÓLARES", "DOLLAR", "DOLLARS", "US DOLLAR", "DOLAR AMERICANO", "$"})
"""What `moneda` says, folded to capitals: the schema's text is free, the country has no other currency."""

LOCAL_IDS = ("04", "05")
"""Table 6 of the technical sheet: RUC and cédula."""


def doc_type(root: etree._Element) -> DocType:
    """Return the type by the root element."""
    return DOC_TYPES.get(local(unwrapped(root)), DocType.OTHER)


def document(root: etree._Element) -> Document:
    """Return the document of the file."""
    answer = answer_in(root)
    root = unwrapped(root)
    issuer, header = find(root, "infoTributaria"), find(root, HEADER)
    lines, taxes = _lines(root), _taxes(header)
    supplier, customer = _parties(root, issuer, header)
    return Document(
        doc_type=doc_type(root),
        doubts=tuple(_doubts(root, header)),
        number=_number(issuer),
        corrects=text(header, "numDocModificado"),
        issued_on=day(header, "fechaEmision", "fechaIniTransporte"),
        supplier=supplier,
        customer=customer,
        currency=_currency(header),
        description=description(lines),
        lines=lines,
        taxes=taxes,
        net=amount(header, "totalSinImpuestos"),
        tax_total=exact(sum((tax.amount.value for tax in taxes if tax.amount), Decimal(0))) if taxes else None,
        tip=amount(header, "propina"),
        total=amount(header, *TOTALS),
        payment=_payment(root, header),
        withholdings=_withholdings(root),
        fiscal=_fiscal(root, answer),
    )


def _doubts(root: etree._Element, header: Element) -> Iterator[Doubt]:
    """Yield what speaks against booking the file as it is; what it must have is in the technical sheet."""
    if doc_type(root) is DocType.OTHER:
        return
    yield from missing([header], "totalSinImpuestos", TOTALS)
    if doc_type(root) in (DocType.CREDIT_NOTE, DocType.DEBIT_NOTE):
        yield from missing([header], "numDocModificado")
    yield from missing(_tax_rows(header), "baseImponible", "valor")
    if doc_type(root) is DocType.DEBIT_NOTE:
        yield from missing([root], "motivos/motivo/razon")
    else:
        yield from missing([root], "detalles/detalle/precioTotalSinImpuesto")
    yield from missing(find_all(root, "detalles/detalle"), "cantidad", "precioUnitario", "precioTotalSinImpuesto")
    word = (text_at(header, "moneda") or "").upper()
    if word and word not in DOLLARS and word not in EXPECTED_CODES:
        yield Doubt.of("two_currencies", currency="USD", others=[word[:LONGEST]])


def _fiscal(root: etree._Element, answer: Element) -> Fiscal:
    """Return what the tax office knows the document by: 1 is its environment for trying out (table 4)."""
    issuer = find(root, "infoTributaria")
    environment = text_at(issuer, "ambiente")
    return Fiscal(
        access_key=text(issuer, "claveAcceso"),
        code=exact(CODES[local(root)]) if local(root) in CODES else text(issuer, "codDoc"),
        trial=exact(environment == "1") if environment in ("1", "2") else None,
        authorised=exact(is_authorised(answer)) if answer is not None else None,
        authorised_on=exact(authorised) if (authorised := authorised_on(answer)) else None,
    )


def _number(issuer: Element) -> Field[str] | None:
    parts = texts_at(issuer, "estab", "ptoEmi", "secuencial")
    return exact("-".join(part for part in parts if part)) if all(parts) else None


def _currency(header: Element) -> Field[str]:
    """Return the code: the schema's `moneda` is free text, mostly DOLAR; the country has no other currency."""
    word = (text_at(header, "moneda") or "").upper()
    return exact(word if word in EXPECTED_CODES else "USD")


def _parties(root: etree._Element, issuer: Element, header: Element) -> tuple[Party, Party]:
    """Return supplier and customer: a liquidación de compra is written by the one who buys."""
    place = text_at(header, "dirEstablecimiento") or text_at(issuer, "dirMatriz")
    writer = party(text_at(issuer, "razonSocial"), text_at(issuer, "ruc"), "EC", [place])
    if local(root) == "liquidacionCompra":
        at_home = text_at(header, "tipoIdentificacionProveedor") in LOCAL_IDS
        name, tax_id = texts_at(header, "razonSocialProveedor", "identificacionProveedor")
        return party(name, tax_id, "EC" if at_home else None, texts_at(header, "direccionProveedor")), writer
    receiver = find(root, "destinatarios/destinatario") if local(root) == "guiaRemision" else header
    reader = party(
        text_at(receiver, "razonSocialComprador|razonSocialSujetoRetenido|razonSocialDestinatario"),
        text_at(receiver, "identificacionComprador|identificacionSujetoRetenido|identificacionDestinatario"),
        address=texts_at(receiver, "direccionComprador|dirDestinatario"),
    )
    return writer, reader


def _lines(root: etree._Element) -> tuple[Line, ...]:
    details = [
        Line(
            description=text(one, "descripcion"),
            quantity=amount(one, "cantidad"),
            unit_price=amount(one, "precioUnitario"),
            tax_rate=amount(one, "impuestos/impuesto/tarifa"),
            amount=amount(one, "precioTotalSinImpuesto"),
            adjustments=negated(amount(one, "descuento")),
        )
        for one in find_all(root, "detalles/detalle")
    ]
    reasons = [
        Line(description=text(one, "razon"), amount=amount(one, "valor")) for one in find_all(root, "motivos/motivo")
    ]
    return (*details, *reasons)


def _taxes(header: Element) -> tuple[Tax, ...]:
    """Return the tax table."""
    return tuple(
        Tax(
            kind=TAXES.get(text_at(row, "codigo") or "", "other"),
            rate=_rate(row),
            base=amount(row, "baseImponible"),
            amount=amount(row, "valor"),
        )
        for row in _tax_rows(header)
    )


def _tax_rows(header: Element) -> list[etree._Element]:
    """Return the rows of the tax table, which have the same form in all documents."""
    return find_all(header, "totalConImpuestos|impuestos/totalImpuesto|impuesto") if header is not None else []


def _rate(row: etree._Element) -> Field[Decimal] | None:
    """Return the rate as written; where it is left out, the one that the code of an IVA stands for."""
    code = text_at(row, "codigoPorcentaje") if text_at(row, "codigo") == IVA else None
    return amount(row, "tarifa") or (exact(Decimal(RATES[code])) if code in RATES else None)


def _withholdings(root: etree._Element) -> tuple[Tax, ...]:
    """Return what a retention certifies: version 1 lists it at once, version 2 by the invoices it was withheld from."""
    if local(root) != "comprobanteRetencion":
        return ()
    rows = find_all(root, "impuestos/impuesto") + find_all(root, "docsSustento/docSustento/retenciones/retencion")
    return tuple(
        Tax(
            kind=WITHHELD.get(text_at(row, "codigo") or "", "retención"),
            rate=amount(row, "porcentajeRetener"),
            base=amount(row, "baseImponible"),
            amount=amount(row, "valorRetenido"),
        )
        for row in rows
    )


def _payment(root: etree._Element, header: Element) -> Payment:
    code = text_at(header, "pagos/pago/formaPago") or text_at(root, "pagos/pago/formaPago")
    method = METHODS.get(code or "")
    return Payment(method=exact(method) if method else None)
