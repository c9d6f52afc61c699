"""Made documents of Ecuador's SRI: facturas and notas de crédito, bare or in the answer of the tax office."""

from decimal import Decimal
from random import Random

from asiento.fiscal_codes.access_key import check_digit
from made_documents.drawn import Profile
from made_documents.invoices import CREDIT_NOTE, Invoice, Line, Row
from made_documents.style import Style
from made_documents.xml import Element, el, file_of, text_of, within


def _number(rng: Random) -> str:
    return f"{rng.randrange(1, 20):03}-{rng.randrange(1, 9):03}-{rng.randrange(1, 99_999):09}"


PROFILE = Profile(
    countries=("EC",), home="EC", currencies=("USD",), packs=False, foot=False, line_charges=False, due=False,
    prepaid=False, iban=False, payable=False, tip=True, number=_number,
)  # fmt: skip
CODES = {Decimal(15): "4", Decimal(0): "0"}


def write(made: Invoice, style: Style) -> bytes:
    """Return the file of *made*."""
    credit = made.kind == CREDIT_NOTE
    root = _Writer(made, style).root("notaCredito" if credit else "factura", "04" if credit else "01")
    if style.often(40):
        return file_of(root, {}, style)
    inside = text_of(root, {}, style)
    answer = el("autorizacion", [
        el("estado", "AUTORIZADO"), el("fechaAutorizacion", f"{made.issued_on}T10:00:00-05:00"),
        el("ambiente", "PRODUCCIÓN"), el("comprobante", inside), el("mensajes"),
    ])  # fmt: skip
    if style.often(30):
        answer = within("RespuestaAutorizacion/autorizaciones", [answer])
    return file_of(answer, {}, style)


class _Writer:
    def __init__(self, made: Invoice, style: Style) -> None:
        self.made, self.style = made, style
        self.places = style.choices.choice((2, 6))

    def money(self, name: str, value: Decimal) -> Element:
        return el(name, f"{value:.2f}")

    def root(self, name: str, code: str) -> Element:
        made, style = self.made, self.style
        shop, point, number = made.number.split("-")
        digits = f"{made.issued_on:%d%m%Y}{code}{made.supplier.tax_id}2{shop}{point}{number}123456781"
        header = "infoNotaCredito" if made.kind == CREDIT_NOTE else "infoFactura"
        return el(name, [
            el("infoTributaria", [
                el("ambiente", "2"), el("tipoEmision", "1"), el("razonSocial", made.supplier.name),
                el("nombreComercial", "EL CÓNDOR") if style.often(40) else None,
                el("ruc", made.supplier.tax_id), el("claveAcceso", digits + check_digit(digits)),
                el("codDoc", code), el("estab", shop), el("ptoEmi", point), el("secuencial", number),
                el("dirMatriz", made.supplier.street),
            ]),
            el(header, self.note() if made.kind == CREDIT_NOTE else self.invoice()),
            el("detalles", [self.line(at, line) for at, line in enumerate(made.lines, 1)]),
            within("infoAdicional/campoAdicional", "Total 999.99") if style.often(40) else None,
        ], id="comprobante", version=style.choices.choice(("1.0.0", "1.1.0", "2.1.0")))  # fmt: skip

    def buyer(self) -> list[Element]:
        customer = self.made.customer
        return [
            el("tipoIdentificacionComprador", "04"),
            el("razonSocialComprador", customer.name),
            el("identificacionComprador", customer.tax_id),
        ]

    def taxes(self) -> Element:
        rows = (el("totalImpuesto", self.tax(row, total=True)) for row in self.made.rows)
        return el("totalConImpuestos", rows)

    def tax(self, row: Row, *, total: bool) -> list[Element | None]:
        rate = el("tarifa", self.style.figure(row.rate))
        return [
            el("codigo", "2"), el("codigoPorcentaje", CODES[row.rate]),
            rate if not total or self.style.often(50) else None,
            self.money("baseImponible", row.base), self.money("valor", row.tax),
        ]  # fmt: skip

    def invoice(self) -> list[Element | None]:
        made, style = self.made, self.style
        less = sum((line.less for line in made.lines), Decimal(0))
        return [
            el("fechaEmision", f"{made.issued_on:%d/%m/%Y}"),
            el("dirEstablecimiento", made.supplier.street), *self.buyer(),
            self.money("totalSinImpuestos", made.net), self.money("totalDescuento", less), self.taxes(),
            self.money("propina", made.tip) if made.tip or style.often(70) else None,
            self.money("importeTotal", made.total),
            el("moneda", style.choices.choice(("DOLAR", "USD", "Dólar"))) if style.often(80) else None,
            within("pagos/pago", [el("formaPago", "20"), self.money("total", made.total)]),
        ]  # fmt: skip

    def note(self) -> list[Element | None]:
        made = self.made
        return [
            el("fechaEmision", f"{made.issued_on:%d/%m/%Y}"), *self.buyer(),
            el("codDocModificado", "01"), el("numDocModificado", "001-001-000000077"),
            el("fechaEmisionDocSustento", f"{made.issued_on:%d/%m/%Y}"),
            self.money("totalSinImpuestos", made.net), self.money("valorModificacion", made.total),
            el("moneda", "DOLAR"), self.taxes(), el("motivo", "DEVOLUCIÓN"),
        ]  # fmt: skip

    def line(self, at: int, line: Line) -> Element:
        style = self.style
        row = Row(rate=line.rate, base=line.amount, tax=self.made.rounded(line.amount * line.rate / 100))
        return el("detalle", [
            el("codigoPrincipal" if self.made.kind != CREDIT_NOTE else "codigoInterno", f"P{at}"),
            el("descripcion", line.description),
            el("cantidad", style.figure(line.quantity, self.places)),
            el("precioUnitario", style.figure(line.price, self.places)),
            self.money("descuento", line.less),
            self.money("precioTotalSinImpuesto", line.amount),
            within("impuestos/impuesto", self.tax(row, total=False)),
        ])  # fmt: skip
