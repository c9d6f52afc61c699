"""What a tenant sends: rows, statements, e-invoices, PDFs, receipts and bad files, and what is true of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from infra.chaos.einvoice import ubl
from infra.local.documents import Documents
from infra.samples import bank, broken, companies, expenses, receipts, rows, spanish_pdf
from infra.samples.invoice import Invoice, add_up, ledger_row, line
from infra.samples.invoices import tools, wrong_tax_id, wrong_totals
from infra.samples.look import Look
from infra.samples.sample import Row, Sample, Truth, fails, publishes

ROWS = "rows.json"
MOVEMENTS = 10
"""Rows of a bank statement, which is one item, and of a workbook of expenses, of which each becomes one."""
SHARES = {"einvoices": 0.14, "pdfs": 0.05, "statements": 0.02, "workbooks": 0.012, "receipts": 0.003}
"""Documents for each item that a tenant sends; JSON rows make up the rest."""
SUPPLIERS = (companies.STEELWORKS, companies.TOOL_SHOP, companies.FUEL, companies.HOTEL, companies.SOFTWARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The documents of a tenant, how many *items* they become, and what must come out of each (`infra.local.truth`)."""

    tenant: str
    documents: Documents
    items: int
    truths: Sequence[Mapping[str, Any]]


def make(folder: Path, tenant: str, items: int, seed: int) -> Load:
    """Write the files of *tenant*, a word that all its texts carry, into *folder*; *items* of them, rows included."""
    random = Random(seed)  # noqa: S311 (figures of made-up invoices)
    folder.mkdir(parents=True, exist_ok=True)
    samples = list(_samples(tenant, items, random))
    for sample in samples:
        (folder / sample.file).write_bytes(sample.data)
    payloads = [_row(tenant, index, random) for index in range(max(0, items - _items(samples)))]
    truths = [(sample.file, truth) for sample in samples for truth in sample.truths]
    truths += [(ROWS, truth) for truth in _truths_of(payloads)]
    return Load(
        tenant=tenant,
        documents=Documents(files=[folder / sample.file for sample in samples], rows={ROWS: payloads}),
        items=_items(samples) + len(payloads),
        truths=[{"file": file, **asdict(truth)} for file, truth in truths],
    )


def _items(samples: Sequence[Sample]) -> int:
    return sum(truth.items for sample in samples for truth in sample.truths)


def _samples(tenant: str, items: int, random: Random) -> Iterator[Sample]:
    times = {kind: max(1, round(share * items)) for kind, share in SHARES.items()}
    for index in range(times["einvoices"]):
        invoice = _invoice(f"{tenant}-E-{index:04d}", random)
        yield publishes(f"einvoice-{index}.xml", ubl(invoice), "invoices", _of_einvoice(invoice))
    for index in range(times["pdfs"]):
        invoice = _invoice(f"{tenant}-P-{index:04d}", random)
        yield publishes(f"invoice-{index}.pdf", spanish_pdf.draw(invoice, Look()), "invoices", ledger_row(invoice))
    for index in range(times["statements"]):
        moved = _movements(f"{tenant} {index}", random)
        truth = Truth(table="bank_transactions", rows=tuple(map(bank.ledger_row, moved)))
        yield Sample(file=f"statement-{index}.csv", data=bank.statement(moved), truths=(truth,))
    for index in range(times["workbooks"]):
        spent = tuple(
            replace(each, description=f"{each.description} {tenant} {index}", net=each.net + _cents(random, 1))
            for each in expenses.year()[:MOVEMENTS]
        )
        ledger = map(expenses.ledger_row, spent)
        yield publishes(f"expenses-{index}.xlsx", expenses.workbook(spent), "expenses", *ledger)
    for index in range(times["receipts"]):
        lunch = replace(receipts.lunch(), number=f"T1-{random.randint(0, 999_999):06d}")
        yield publishes(f"receipt-{index}.png", _slip(lunch), "expenses", receipts.ledger_row(lunch))
    yield from _bad()


def _movements(words: str, random: Random) -> tuple[bank.Movement, ...]:
    """Return movements, the newest first, with *words* and amounts of their own: what equals others is no news."""
    moved, before = list[bank.Movement](), bank.OPENING
    for move in reversed(bank.april()[:MOVEMENTS]):
        amount = move.amount + _cents(random, -99_999)
        before += amount
        moved.append(replace(move, description=f"{move.description} {words}", amount=amount, balance=before))
    return tuple(reversed(moved))


def _cents(random: Random, least: int) -> Decimal:
    return Decimal(random.randint(least, 99_999)) / 100


def _bad() -> Iterator[Sample]:
    good = spanish_pdf.draw(tools(), Look())
    yield fails("bad-password.pdf", broken.locked(good), "password_protected")
    yield fails("bad-truncated.png", broken.cut_off(_slip(receipts.lunch())), "damaged_image")
    yield fails("bad-empty.pdf", b"", "empty_file")
    yield fails("bad-program.pdf", broken.program(), "unsupported_type")
    yield fails("bad-totals.pdf", spanish_pdf.draw(wrong_totals(), Look()), "totals_mismatch")
    yield fails("bad-tax-id.pdf", spanish_pdf.draw(wrong_tax_id(), Look()), "invalid_tax_id")


def _slip(receipt: receipts.Receipt) -> bytes:
    file = BytesIO()
    receipts.slip(receipt).save(file, "PNG")
    return file.getvalue()


def _invoice(number: str, random: Random) -> Invoice:
    lines = (
        line("Chapa de acero cortada a medida", str(random.randint(1, 40)), f"{random.randint(100, 9_999) / 100:.2f}"),
        line("Porte", "1", f"{random.randint(1_000, 5_000) / 100:.2f}"),
    )
    return Invoice(
        number=number,
        issued_on=date(2026, random.randint(1, 10), random.randint(1, 28)),
        supplier=companies.STEELWORKS,
        customer=companies.TENANT,
        lines=lines,
        figures=add_up(lines),
    )


def _of_einvoice(invoice: Invoice) -> Row:
    """Return what the ledger must hold of an e-invoice that names no account."""
    return ledger_row(replace(invoice, supplier=replace(invoice.supplier, iban="")))


def _row(tenant: str, index: int, random: Random) -> rows.Payload:
    net = Decimal(random.randint(100, 500_000)) / 100
    tax = (net * 21 / 100).quantize(Decimal("0.01"))
    day = f"2026-{random.randint(1, 10):02d}-{random.randint(1, 28):02d}"
    text = f"{tenant} {index}"
    if index % 3 == 0:
        return {"doc_type": "bank_statement", "booked_on": day, "amount": str(-net), "description": text}
    kind = {"doc_type": "receipt"} if index % 3 == 1 else {"doc_type": "invoice", "number": f"{tenant}-R-{index:04d}"}
    supplier = random.choice(SUPPLIERS)
    party = {"supplier": rows.party(supplier), "description": text}
    amounts = {"net": str(net), "tax_rate": "21", "tax_total": str(tax), "total": str(net + tax), "currency": "EUR"}
    return {**kind, "issued_on": day, **party, **amounts}


def _truths_of(payloads: Sequence[rows.Payload]) -> Iterator[Truth]:
    tables = {
        "receipt": ("expenses", rows.expense_row),
        "invoice": ("invoices", rows.invoice_row),
        "bank_statement": ("bank_transactions", rows.bank_row),
    }
    for kind, (table, ledger) in tables.items():
        found = tuple(ledger(payload) for payload in payloads if payload["doc_type"] == kind)
        if found:
            yield Truth(items=len(found), table=table, rows=found)
