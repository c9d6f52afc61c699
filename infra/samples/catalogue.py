"""All samples in order, good and bad, each with what must come out of it; and the one place that writes them."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from infra.samples import bank, broken, ecuadorian_pdf, expenses, invoices, receipts, rows, spanish_pdf
from infra.samples.invoice import ledger_row
from infra.samples.look import Look, printed
from infra.samples.paper import fed_through, photographed, scanned_pdf, scanned_tiff
from infra.samples.sample import Row, Sample, Truth, fails, publishes, waits

TRUTH = "truth.json"
BREAKFAST = "breakfast.jpg"
NOT_IMPORTED = frozenset({TRUTH, BREAKFAST})
"""What `make run` leaves for its reader to send: a photo that nobody has posted yet."""
GREEN, BLUE, RED = Look(colour="#2e6b3a"), Look(colour="#1d3f72"), Look(colour="#8a2a1f")


def samples() -> Iterator[Sample]:
    """Make every sample, one after the other."""
    photo = photographed(receipts.slip(receipts.lunch()))
    yield from _digital()
    yield publishes("receipt-photo.jpg", photo, "expenses", receipts.ledger_row(receipts.lunch()))
    yield from _scanned()
    yield from _tables()
    yield waits("wait-other-company.pdf", spanish_pdf.draw(invoices.for_another_company(), BLUE), "not_our_document")
    yield from _refused(photo)
    yield from _wrong()


def write_samples(directory: Path) -> list[Sample]:
    """Write every sample and `truth.json` into *directory*, which is made if it is missing."""
    directory.mkdir(parents=True, exist_ok=True)
    made = list(samples())
    for sample in made:
        (directory / sample.file).write_bytes(sample.data)
    (directory / BREAKFAST).write_bytes(photographed(receipts.slip(receipts.breakfast())))
    truths = [{"file": sample.file, **asdict(truth)} for sample in made for truth in sample.truths]
    (directory / TRUTH).write_text(json.dumps(truths, ensure_ascii=False, indent=2), encoding="utf-8")
    return made


def _digital() -> Iterator[Sample]:
    landscaping, parts, returned = invoices.landscaping(), invoices.ecuadorian_parts(), invoices.returned_tools()
    coded = spanish_pdf.draw(landscaping, replace(GREEN, verifactu=True))
    yield publishes("invoice-spain.pdf", coded, "invoices", ledger_row(landscaping))
    yield publishes("invoice-ecuador.pdf", ecuadorian_pdf.draw(parts), "invoices", ledger_row(parts))
    yield publishes("credit-note.pdf", spanish_pdf.draw(returned, BLUE), "invoices", ledger_row(returned))


def _scanned() -> Iterator[Sample]:
    tools, steel = invoices.tools(), invoices.steel()
    scan = scanned_pdf(spanish_pdf.draw(tools, printed("#222222")), angle=0.7)
    pages = scanned_tiff(spanish_pdf.draw(steel, printed(tax_table=True)), angle=-0.4)
    yield publishes("invoice-scanned.pdf", scan, "invoices", ledger_row(tools))
    yield publishes("invoice-two-pages.tiff", pages, "invoices", ledger_row(steel))
    drawer = receipts.drawer()
    stack = fed_through(map(receipts.slip, drawer))
    yield publishes("receipts-stack.pdf", stack, "expenses", *map(receipts.ledger_row, drawer))


def _tables() -> Iterator[Sample]:
    spent, moved = expenses.year(), bank.april()
    yield publishes("expenses.xlsx", expenses.workbook(spent), "expenses", *map(expenses.ledger_row, spent))
    yield publishes("bank-statement.csv", bank.statement(moved), "bank_transactions", *map(bank.ledger_row, moved))
    yield Sample(
        file="rows.json",
        data=rows.written(),
        truths=(
            _truth("expenses", *map(rows.expense_row, rows.expenses())),
            _truth("invoices", *map(rows.invoice_row, rows.invoices())),
            _truth("bank_transactions", *map(rows.bank_row, rows.bank_transactions())),
        ),
    )


def _refused(photo: bytes) -> Iterator[Sample]:
    invoice = spanish_pdf.draw(invoices.tools(), BLUE)
    yield fails("bad-virus.pdf", broken.infected(invoice), "infected")
    yield fails("bad-password.pdf", broken.locked(invoice), "password_protected")
    yield fails("bad-truncated.jpg", broken.cut_off(photo), "damaged_image")
    yield fails("bad-empty.pdf", b"", "empty_file")
    yield fails("bad-program.pdf", broken.program(), "unsupported_type")


def _wrong() -> Iterator[Sample]:
    yield fails("bad-totals.pdf", spanish_pdf.draw(invoices.wrong_totals(), RED), "totals_mismatch")
    yield fails("bad-tax-id.pdf", spanish_pdf.draw(invoices.wrong_tax_id(), GREEN), "invalid_tax_id")


def _truth(table: str, *ledger: Row) -> Truth:
    return Truth(items=len(ledger), table=table, rows=ledger)
