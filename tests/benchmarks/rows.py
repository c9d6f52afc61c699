"""Rows as clients send them, made from a seed."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from stdnum.es import cif


def rows(number: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Make rows as a client would send them: expenses, invoices and bank transactions in turn, all of them right."""
    random = Random(seed)
    for index in range(number):
        net = Decimal(random.randint(100, 500_000)) / 100
        tax = (net * 21 / 100).quantize(Decimal("0.01"))
        day = f"2026-{random.randint(1, 10):02d}-{random.randint(1, 28):02d}"
        if index % 3 == 2:
            yield {"type": "bank_transaction", "date": day, "amount": str(-net), "description": f"Payment {index}"}
            continue
        kind = {"type": "expense"} if index % 3 == 0 else {"type": "invoice", "number": f"F26-{index:05d}"}
        amounts = {"net": str(net), "tax_rate": "21", "tax": str(tax), "total": str(net + tax), "currency": "EUR"}
        which = random.randint(1, 400)
        supplier = {"supplier": f"Proveedor {which} S.L.", "supplier_tax_id": a_cif(Random(which))}
        yield {**kind, "date": day, "description": f"Material {index}", **supplier, **amounts}


def a_cif(random: Random) -> str:
    """Return a valid Spanish tax id of a company."""
    body = f"B{random.randint(0, 9_999_999):07d}"
    return next(body + digit for digit in cif.calc_check_digits(body) if cif.is_valid(body + digit))
