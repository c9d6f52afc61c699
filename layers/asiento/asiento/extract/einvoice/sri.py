"""Ecuador's electronic documents (SRI, offline scheme): factura, notes, liquidación, retención and guía de remisión.

They come bare or inside the tax office's answer, `autorizacion`, which holds them as text.
"""

from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Field, Line, Party, Payment, Tax
from asiento.errors import DocumentError
from asiento.extract.einvoice.fields import Element, amount, day, description, exact, party, text, texts_at
from asiento.reading.currencies import ISO_CODES
from asiento.reading.xml_files import find, find_all, local, read_xml, text_at

DOC_TYPES = {
    "factura": DocType.INVOICE,
    "liquidacionCompra": DocType.INVOICE,
    "notaCredito": DocType.CREDIT_NOTE,
    "notaDebito": DocType.DEBIT_NOTE,
}
"""By the root element; `comprobanteRetencion` and `guiaRemision` are no ledger entries."""

HEADER = "infoFactura|infoNotaCredito|infoNotaDebito|infoLiquidacionCompra|infoCompRetencion|infoGuiaRemision"
TAXES = {"2": "IVA", "3": "ICE", "5": "IRBPNR"}
"""Table 16 of the SRI's technical sheet."""

METHODS = {"01": "cash", "16": "card", "19": "card", "20": "transfer"}
"""Table 24 of the SRI's technical sheet; 20 is `otros con utilización del sistema financiero`."""

AUTHORISED = "AUTORIZADO"


def unwrapped(root: etree._Element) -> etree._Element:
    """Return the document inside the tax office's answer, or *root* if it is bare.

    Raises `DocumentError("not_authorised")` for one that the tax office did not authorise.
    """
    answer = next(
        (one for one in root.iter() if isinstance(one.tag, str) and find(one, "comprobante") is not None), None
    )
    if answer is None:
        return root
    state = text_at(answer, "estado")
    if state is not None and state.upper() != AUTHORISED:
        raise DocumentError(
            "not_authorised",
            f"The tax office has not authorised this document (its state is {state}). Ask the issuer for a valid one.",
        )
    inside = find(answer, "comprobante")
    if inside is None or len(inside):
        return inside[0] if inside is not None else root
    return read_xml((inside.text or "").strip().encode())


def doc_type(root: etree._Element) -> DocType:
    """Return the type by the root element."""
    return DOC_TYPES.get(local(unwrapped(root)), DocType.OTHER)


def document(root: etree._Element) -> Document:
    """Return the document of the file."""
    root = unwrapped(root)
    issuer, header = find(root, "infoTributaria"), find(root, HEADER)
    lines, taxes = _lines(root), _taxes(header)
    supplier, customer = _parties(root, issuer, header)
    return Document(
        doc_type=doc_type(root),
        number=_number(issuer),
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
        total=amount(header, "importeTotal", "valorModificacion", "valorTotal"),
        payment=_payment(root, header),
    )


def _number(issuer: Element) -> Field[str] | None:
    parts = texts_at(issuer, "estab", "ptoEmi", "secuencial")
    return exact("-".join(part for part in parts if part)) if all(parts) else None


def _currency(header: Element) -> Field[str]:
    """Return the code: the schema's `moneda` is free text, mostly DOLAR; the country has no other currency."""
    word = (text_at(header, "moneda") or "").upper()
    return exact(word if word in ISO_CODES else "USD")


def _parties(root: etree._Element, issuer: Element, header: Element) -> tuple[Party, Party]:
    """Return supplier and customer: a liquidación de compra is written by the one who buys."""
    writer = party(text_at(issuer, "razonSocial"), text_at(issuer, "ruc"), "EC", texts_at(header, "dirEstablecimiento"))
    if local(root) == "liquidacionCompra":
        return party(text_at(header, "razonSocialProveedor"), text_at(header, "identificacionProveedor")), writer
    reader = party(
        text_at(header, "razonSocialComprador|razonSocialSujetoRetenido"),
        text_at(header, "identificacionComprador|identificacionSujetoRetenido"),
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
        )
        for one in find_all(root, "detalles/detalle")
    ]
    reasons = [
        Line(description=text(one, "razon"), amount=amount(one, "valor")) for one in find_all(root, "motivos/motivo")
    ]
    return (*details, *reasons)


def _taxes(header: Element) -> tuple[Tax, ...]:
    """Return the tax table; the rate of a `totalImpuesto` is often left out."""
    rows = find_all(header, "totalConImpuestos|impuestos/totalImpuesto|impuesto") if header is not None else []
    return tuple(
        Tax(
            kind=TAXES.get(text_at(row, "codigo") or "", "other"),
            rate=amount(row, "tarifa"),
            base=amount(row, "baseImponible"),
            amount=amount(row, "valor"),
        )
        for row in rows
    )


def _payment(root: etree._Element, header: Element) -> Payment:
    code = text_at(header, "pagos/pago/formaPago") or text_at(root, "pagos/pago/formaPago")
    method = METHODS.get(code or "")
    return Payment(method=exact(method) if method else None)
