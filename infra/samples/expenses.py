"""Forty expenses of a small workshop, as a spreadsheet that somebody keeps by hand. Data and cells only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from infra.samples import companies
from infra.samples.companies import TENANT, Company
from infra.samples.invoice import cents
from infra.samples.sample import Row

COUNT = 40
HEADERS = (
    "Fecha", "Nº factura", "Proveedor", "NIF", "Concepto", "Categoría",
    "Base", "IVA %", "Cuota IVA", "Total", "Forma de pago",
)  # fmt: skip
WIDTHS = (12, 15, 36, 13, 40, 18, 12, 8, 12, 12, 16)
METHODS = {"Tarjeta": "card", "Transferencia": "transfer", "Domiciliación": "direct_debit", "Efectivo": "cash"}
"""How a method is written, and its name in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """One row; *tax_rate* in percent."""

    issued_on: date
    number: str
    supplier: Company
    description: str
    category: str
    net: Decimal
    tax_rate: Decimal
    method: str

    @property
    def tax(self) -> Decimal:
        """The IVA, to the cent."""
        return cents(self.net * self.tax_rate / 100)

    @property
    def total(self) -> Decimal:
        """With IVA."""
        return self.net + self.tax


HABITS = (
    (companies.FUEL, "Gasóleo A furgoneta 4417", "Combustible", "38.00", "82.00", 21, "Tarjeta"),
    (companies.FUEL, "Lavado y aceite furgoneta", "Vehículos", "14.00", "46.00", 21, "Efectivo"),
    (companies.STATIONER, "Papel A4 y tóner", "Material de oficina", "22.00", "140.00", 21, "Tarjeta"),
    (companies.POWER, "Electricidad de la nave", "Suministros", "310.00", "690.00", 21, "Domiciliación"),
    (companies.PHONE, "Fibra y tres líneas móviles", "Telefonía", "88.00", "96.00", 21, "Domiciliación"),
    (companies.CAFE, "Comida con cliente", "Dietas", "24.00", "75.00", 10, "Tarjeta"),
    (companies.HOTEL, "Alojamiento montaje en Zaragoza", "Viajes", "62.00", "190.00", 10, "Tarjeta"),
    (companies.CLEANER, "Limpieza de oficina y vestuarios", "Limpieza", "180.00", "240.00", 21, "Transferencia"),
    (companies.SOFTWARE, "Suscripción CAD/CAM", "Software", "119.00", "119.01", 21, "Tarjeta"),
    (companies.ADVISER, "Asesoría laboral y contable", "Asesoría", "165.00", "165.01", 21, "Transferencia"),
    (companies.COURIER, "Envío urgente de piezas", "Mensajería", "9.00", "41.00", 21, "Efectivo"),
    (companies.INSURER, "Seguro de responsabilidad civil", "Seguros", "96.00", "204.00", 0, "Domiciliación"),
    (companies.TOOL_SHOP, "Herramienta y consumibles", "Aprovisionamiento", "40.00", "420.00", 21, "Transferencia"),
)  # fmt: skip
"""Supplier, concept, category, least and most net amount, IVA in percent, method."""


def year() -> tuple[Expense, ...]:
    """Return the expenses of January to September 2026, the oldest first."""
    rng = Random(2026)  # noqa: S311 (must repeat)
    when, made = date(2026, 1, 5), []
    for index in range(COUNT):
        made.append(_expense(rng, index, when))
        when += timedelta(days=rng.randrange(3, 10))
    return tuple(made)


def workbook(expenses: tuple[Expense, ...]) -> bytes:
    """Return an XLSX with real dates and numbers, and a title above the header as such files have."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Gastos 2026"
    sheet.append([f"Gastos 2026 - {TENANT.name} (NIF {TENANT.tax_id})"])
    sheet.append(["Importes en EUR"])
    sheet.append([])
    sheet.append(HEADERS)
    for expense in expenses:
        sheet.append(tuple(_cells(expense)))
    _dress(sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def ledger_row(expense: Expense) -> Row:
    """Return what the ledger must hold of a row."""
    return {
        "issued_on": expense.issued_on.isoformat(),
        "number": expense.number,
        "supplier.name": expense.supplier.name,
        "supplier.tax_id": expense.supplier.tax_id,
        "description": expense.description,
        "category": expense.category,
        "currency": "EUR",
        "net": str(expense.net),
        "tax_total": str(expense.tax),
        "total": str(expense.total),
        "payment.method": METHODS[expense.method],
    }


def _expense(rng: Random, index: int, when: date) -> Expense:
    supplier, description, category, least, most, rate, method = HABITS[index % len(HABITS)]
    net = rng.randrange(int(Decimal(least) * 100), int(Decimal(most) * 100))
    return Expense(
        issued_on=when,
        number=f"{supplier.name[0]}{when:%y}-{rng.randrange(100, 9999):05d}",
        supplier=supplier,
        description=description,
        category=category,
        net=cents(Decimal(net) / 100),
        tax_rate=Decimal(rate),
        method=method,
    )


def _cells(expense: Expense) -> Iterator[object]:
    yield from (expense.issued_on, expense.number, expense.supplier.name, expense.supplier.tax_id)
    yield from (expense.description, expense.category)
    yield from (expense.net, expense.tax_rate, expense.tax, expense.total, expense.method)


def _dress(sheet: Worksheet) -> None:
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[4]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6DD")
    for column, width in zip("ABCDEFGHIJK", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=5):
        row[0].number_format = "dd/mm/yyyy"
        for cell in (row[6], row[8], row[9]):
            cell.number_format = "#,##0.00"
    sheet.freeze_panes = "A5"
