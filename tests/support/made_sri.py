"""Ecuador's electronic documents that tests make as they need them, with an access key that fits them."""

from datetime import date

from asiento.fiscal_codes.access_key import check_digit

RUC = "1790016919001"
CODES = {
    "factura": "01",
    "liquidacionCompra": "03",
    "notaCredito": "04",
    "notaDebito": "05",
    "guiaRemision": "06",
    "comprobanteRetencion": "07",
}
DAY = date(2024, 4, 9)


def access_key(code: str = "01", *, day: date = DAY, environment: str = "2", sequence: int = 4871) -> str:
    """Return the key of the document 001-002-*sequence* of `RUC`."""
    digits = f"{day:%d%m%Y}{code}{RUC}{environment}001002{sequence:09}123456781"
    return digits + check_digit(digits)


def sri(
    root: str = "factura",
    header: str = "",
    after: str = "",
    *,
    key: str | None = None,
    environment: str = "2",
    sequence: int = 4871,
) -> bytes:
    """Return a document with *header* as the content of its own part and *after* following that."""
    code = CODES[root]
    known = access_key(code, environment=environment, sequence=sequence) if key is None else key
    part = {"guiaRemision": "infoGuiaRemision", "comprobanteRetencion": "infoCompRetencion"}.get(
        root, f"info{root[0].upper()}{root[1:]}"
    )
    return (
        f'<{root} id="comprobante" version="1.1.0"><infoTributaria><ambiente>{environment}</ambiente>'
        f"<razonSocial>Importadora Quilotoa</razonSocial><ruc>{RUC}</ruc><claveAcceso>{known}</claveAcceso>"
        f"<codDoc>{code}</codDoc><estab>001</estab><ptoEmi>002</ptoEmi><secuencial>{sequence:09}</secuencial>"
        f"</infoTributaria><{part}><fechaEmision>{DAY:%d/%m/%Y}</fechaEmision>{header}</{part}>{after}</{root}>"
    ).encode()


DETAIL = (
    "<detalles><detalle><descripcion>Tornillos</descripcion><cantidad>10</cantidad><precioUnitario>10.00"
    "</precioUnitario><descuento>0.00</descuento><precioTotalSinImpuesto>100.00</precioTotalSinImpuesto></detalle>"
    "</detalles>"
)


def factura(total: str = "115.00", **changes: object) -> bytes:
    """Return a factura of 100.00 and IVA at 15 %, whose rate is only said by its code."""
    tax = "<codigo>2</codigo><codigoPorcentaje>4</codigoPorcentaje><baseImponible>100.00</baseImponible>"
    header = (
        "<razonSocialComprador>Talleres Uno</razonSocialComprador>"
        "<identificacionComprador>1793184510001</identificacionComprador><totalSinImpuestos>100.00</totalSinImpuestos>"
        f"<totalConImpuestos><totalImpuesto>{tax}<valor>15.00</valor></totalImpuesto></totalConImpuestos>"
        f"<propina>0.00</propina><importeTotal>{total}</importeTotal><moneda>DOLAR</moneda>"
    )
    return sri("factura", header, DETAIL, **changes)  # type: ignore[arg-type]


def answer(document: bytes, state: str | None = "AUTORIZADO", on: str = "") -> bytes:
    """Return the tax office's answer around *document*, without a state if that is None, given *on* a day."""
    said = f"<estado>{state}</estado>" if state is not None else ""
    said += f"<fechaAutorizacion>{on}</fechaAutorizacion>" if on else ""
    return b"<autorizacion>%s<comprobante><![CDATA[%s]]></comprobante></autorizacion>" % (said.encode(), document)
