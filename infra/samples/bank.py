"""A month of the tenant's bank account, as a Spanish bank exports it: preamble, semicolons, 1.234,56, Latin-1."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from infra.samples.companies import TENANT
from infra.samples.sample import Row
from infra.samples.writing import day, grouped, spanish

OPENING = Decimal("18342.57")
START, END = date(2026, 4, 1), date(2026, 4, 30)
MOVES = (
    (1, 1, "COMISION MANTENIMIENTO CUENTA", "-12.00"),
    (1, 1, "RECIBO SEGUROS MONTE PERDIDO S.A. POLIZA 8841207", "-148.36"),
    (2, 2, "TRANSF. RECIBIDA ENVASES ARALAR S.L. FRA T26-0088", "4235.00"),
    (3, 3, "COMPRA TARJ. 4417 ESTACION DE SERVICIO NOAIN", "-68.20"),
    (6, 7, "ADEUDO ENERGIA BAZTAN COMERCIALIZADORA MARZO", "-612.48"),
    (7, 7, "TRANSF. EMITIDA LIMPIEZAS SADAR S.L. FRA 26/311", "-266.20"),
    (8, 8, "COMPRA TARJ. 4417 PAPELERIA ARRIETA", "-54.33"),
    (9, 9, "RECIBO TELEFONIA EBRO S.L. 0326", "-109.87"),
    (10, 10, "INGRESO CHEQUE 5512907", "1815.00"),
    (13, 13, "TRANSF. EMITIDA LEIRE OROZ GARDE FRA 2026-0147", "-2356.23"),
    (13, 14, "ABONO REMESA RECIBOS 000418", "7312.95"),
    (14, 14, "COMISION REMESA 000418", "-14.52"),
    (15, 15, "DEVOLUCION RECIBO REMESA 000418 CLIENTE 1043", "-423.50"),
    (15, 15, "COMPRA TARJ. 4417 NUBE LEVANTE SOFTWARE", "-143.99"),
    (16, 16, "COMPRA TARJ. 4417 HOSTAL PUERTA DE ARAGÓN", "-136.40"),
    (17, 17, "REINTEGRO CAJERO PAMPLONA", "-200.00"),
    (20, 20, "IMPUESTOS AEAT MOD. 111 1T 2026", "-1874.15"),
    (20, 20, "IMPUESTOS HACIENDA FORAL MOD. F69 1T 2026", "-3418.60"),
    (21, 21, "TRANSF. RECIBIDA ENVASES ARALAR S.L. FRA T26-0094", "2904.00"),
    (22, 22, "TRANSF. EMITIDA IÑAKI BELOKI SANZ FRA 41", "-174.90"),
    (24, 24, "CUOTA PRESTAMO 0092-77120 AMORT. E INTERESES", "-1120.45"),
    (27, 27, "COMPRA TARJ. 4417 MENSAJERIA CARLOS III", "-31.76"),
    (28, 28, "NOMINAS ABRIL REMESA 0426", "-9865.32"),
    (30, 30, "SEGURIDAD SOCIAL MARZO", "-3127.04"),
    (30, 30, "ABONO INTERESES CUENTA", "1.18"),
)
"""Day booked, day of value, concept, amount; the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One row of the statement."""

    booked_on: date
    value_on: date
    description: str
    amount: Decimal
    balance: Decimal


def april() -> tuple[Movement, ...]:
    """Return the movements in the order of the file: the newest first, as the bank lists them."""
    return tuple(reversed(list(_movements())))


def statement(movements: tuple[Movement, ...]) -> bytes:
    """Return the CSV file."""
    lines = [
        "Consulta de movimientos de cuenta",
        f"Titular;{TENANT.name}",
        f"IBAN;{grouped(TENANT.iban)}",
        "Divisa;EUR",
        f"Periodo;{day(START)} - {day(END)}",
        "",
        "F. Operación;F. Valor;Concepto;Importe;Saldo",
        *(_written(move) for move in movements),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


def printed(movements: tuple[Movement, ...]) -> str:
    """Return the text of the statement as it is sent on paper: the oldest first, between two balances."""
    oldest_first = movements[::-1]
    return "\n".join(
        (
            "BANCO EJEMPLO, S.A.                                  Extracto de movimientos",
            f"Titular: {TENANT.name:<44}Periodo: {day(START)} - {day(END)}",
            f"IBAN: {grouped(TENANT.iban):<47}Divisa: EUR",
            "",
            _row("F.Oper.", "F.Valor", "Concepto", "Importe", "Saldo"),
            _row("", "", "SALDO ANTERIOR", "", spanish(OPENING)),
            *map(_printed, oldest_first),
            _row("", "", "SALDO FINAL", "", spanish(oldest_first[-1].balance)),
        )
    )


def _printed(move: Movement) -> str:
    days = (f"{move.booked_on:%d/%m}", f"{move.value_on:%d/%m}")
    return _row(*days, move.description, spanish(move.amount), spanish(move.balance))


def _row(*cells: str) -> str:
    return "{:<10}{:<10}{:<52}{:>12}{:>14}".format(*cells)


def ledger_row(move: Movement) -> Row:
    """Return what the ledger must hold of a movement."""
    return {
        "iban": TENANT.iban,
        "booked_on": move.booked_on.isoformat(),
        "value_on": move.value_on.isoformat(),
        "amount": str(move.amount),
        "balance": str(move.balance),
        "currency": "EUR",
        "description": move.description,
    }


def _movements() -> Iterator[Movement]:
    balance = OPENING
    for booked, value, description, amount in MOVES:
        balance += Decimal(amount)
        yield Movement(
            booked_on=START.replace(day=booked),
            value_on=START.replace(day=value),
            description=description,
            amount=Decimal(amount),
            balance=balance,
        )


def _written(move: Movement) -> str:
    cells = (day(move.booked_on), day(move.value_on), move.description, spanish(move.amount), spanish(move.balance))
    return ";".join(cells)
