"""JSON rows as a client's own program would send them: expenses, invoices and bank transactions."""

import json

from infra.samples.companies import CUSTOMER, FUEL, HOTEL, POWER, STEELWORKS, TENANT, Company
from infra.samples.sample import Row

Payload = dict[str, object]

NOT_COLUMNS = ("doc_type", "tax_rate", "lines")


def expenses() -> list[Payload]:
    """Return three expenses."""
    fuel = _expense(FUEL, "2026-03-05", "Gasóleo A furgoneta 4417", ("57.85", "21", "12.15", "70.00"))
    hotel = _expense(HOTEL, "2026-03-19", "Alojamiento feria de Zaragoza", ("124.00", "10", "12.40", "136.40"))
    power = _expense(POWER, "2026-04-02", "Electricidad de la nave, marzo", ("506.18", "21", "106.30", "612.48"))
    return [fuel | {"payment": {"method": "card"}}, hotel | {"number": "H26-0907"}, power | {"category": "Suministros"}]


def invoices() -> list[Payload]:
    """Return an invoice received, with lines, and one issued, without."""
    cut = _line("Corte láser de chapa 3 mm", "40", "6.20", "248.00")
    carriage = _line("Porte", "1", "35.00", "35.00")
    received = _invoice("26-0977", "2026-05-11", STEELWORKS, TENANT, ("283.00", "59.43", "342.43"))
    issued = _invoice("T26-0101", "2026-05-29", TENANT, CUSTOMER, ("1900.00", "399.00", "2299.00"))
    return [received | {"payment": {"iban": STEELWORKS.iban}, "lines": [cut, carriage]}, issued | {"tax_rate": "21"}]


def bank_transactions() -> list[Payload]:
    """Return three movements of the tenant's account."""
    return [
        _transaction("2026-05-04", "-70.00", "COMPRA TARJ. 4417 ESTACION DE SERVICIO NOAIN"),
        _transaction("2026-06-10", "-342.43", "TRANSF. EMITIDA ACEROS SAKANA S.A. FRA 26-0977"),
        _transaction("2026-06-28", "2299.00", "TRANSF. RECIBIDA ENVASES ARALAR S.L. FRA T26-0101"),
    ]


def written() -> bytes:
    """Return the JSON file: one list of all rows."""
    rows = [*expenses(), *invoices(), *bank_transactions()]
    return json.dumps(rows, ensure_ascii=False, indent=2).encode()


def expense_row(payload: Payload) -> Row:
    """Return what the ledger must hold of an expense."""
    return _paths(payload)


def invoice_row(payload: Payload) -> Row:
    """Return what the ledger must hold of an invoice."""
    row = _paths(payload)
    direction = "issued" if row["supplier.tax_id"] == TENANT.tax_id else "received"
    return {"direction": direction, "doc_type": "invoice"} | row


def bank_row(payload: Payload) -> Row:
    """Return what the ledger must hold of a bank transaction."""
    return _paths(payload)


def _paths(payload: Payload) -> dict[str, str]:
    """Return what the ledger holds of *payload*, by path."""
    row = dict[str, str]()
    for key, value in payload.items():
        if isinstance(value, dict):
            row |= {f"{key}.{part}": str(each) for part, each in value.items()}
        elif key not in NOT_COLUMNS:
            row[key] = str(value)
    return row


def party(company: Company) -> dict[str, str]:
    """Return *company* as a row names its supplier or customer."""
    return {"name": company.name, "tax_id": company.tax_id}


def _expense(supplier: Company, issued_on: str, description: str, money: tuple[str, str, str, str]) -> Payload:
    net, tax_rate, tax, total = money
    payload: Payload = {"doc_type": "receipt", "issued_on": issued_on}
    payload |= {"supplier": party(supplier), "description": description}
    return payload | {"net": net, "tax_rate": tax_rate, "tax_total": tax, "total": total, "currency": "EUR"}


def _line(description: str, quantity: str, unit_price: str, amount: str) -> dict[str, str]:
    return {
        "description": description,
        "quantity": quantity,
        "unit_price": unit_price,
        "tax_rate": "21",
        "amount": amount,
    }


def _invoice(number: str, issued_on: str, supplier: Company, customer: Company, money: tuple[str, str, str]) -> Payload:
    net, tax, total = money
    payload: Payload = {"doc_type": "invoice", "number": number, "issued_on": issued_on}
    payload |= {"supplier": party(supplier), "customer": party(customer)}
    return payload | {"net": net, "tax_total": tax, "total": total, "currency": "EUR"}


def _transaction(booked_on: str, amount: str, description: str) -> Payload:
    payload: Payload = {"doc_type": "bank_statement", "booked_on": booked_on, "amount": amount}
    return payload | {"description": description, "iban": TENANT.iban, "currency": "EUR"}
