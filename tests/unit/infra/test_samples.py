"""The sample files are what they claim to be, and their truth is what they print."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageOps
from pypdfium2 import PdfDocument
from python_calamine import CalamineWorkbook

from infra.samples import bank, broken, companies, expenses, invoices
from infra.samples.catalogue import NOT_IMPORTED, TRUTH, samples, write_samples
from infra.samples.writing import day, spanish
from made_files import frames_of

DIGITAL = {
    "invoice-spain.pdf": invoices.landscaping(),
    "credit-note.pdf": invoices.returned_tools(),
    "bad-totals.pdf": invoices.wrong_totals(),
    "bad-tax-id.pdf": invoices.wrong_tax_id(),
}
CODES = {
    "infected",
    "password_protected",
    "damaged_image",
    "empty_file",
    "unsupported_type",
    "totals_mismatch",
    "invalid_tax_id",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample documents, written once."""
    path = tmp_path_factory.mktemp("samples") / "written"
    write_samples(path)
    return path


@pytest.fixture(scope="module")
def truth(folder: Path) -> list[dict[str, Any]]:
    """What `truth.json` says."""
    told: list[dict[str, Any]] = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    return told


def text_of(file: Path) -> str:
    """Return the text of all pages of a PDF."""
    document = PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def rows_of(truth: list[dict[str, Any]], file: str, table: str) -> list[dict[str, Any]]:
    """Return the ledger rows that the truth wants of a file."""
    return [row for entry in truth if (entry["file"], entry["table"]) == (file, table) for row in entry["rows"]]


def test_the_truth_lists_every_file_and_nothing_else(folder: Path, truth: list[dict[str, Any]]) -> None:
    """Each file has its truth; what fails has a code and posts nothing, what is published has a row an item."""
    good = [entry for entry in truth if entry["expect"] == "published"]
    bad = [entry for entry in truth if entry["expect"] == "failed"]
    waiting = [entry for entry in truth if entry["expect"] == "review"]

    assert {entry["file"] for entry in truth} | NOT_IMPORTED == {file.name for file in folder.iterdir()}
    assert len(good) + len(bad) + len(waiting) == len(truth)
    assert all(entry["items"] == len(entry["rows"]) and entry["code"] is None for entry in good)
    assert {entry["code"] for entry in bad} == CODES
    assert [entry["code"] for entry in waiting] == ["not_our_document"]
    assert all(entry["items"] == 1 and not entry["rows"] for entry in (*bad, *waiting))


def test_every_date_is_in_the_first_ten_months_of_2026(truth: list[dict[str, Any]]) -> None:
    """Nothing is issued or booked before January or after October 2026."""
    stated = [row[key] for entry in truth for row in entry["rows"] for key in ("issued_on", "booked_on") if key in row]

    assert len(stated) == sum(entry["items"] for entry in truth if entry["expect"] == "published")
    assert all(date(2026, 1, 1) <= date.fromisoformat(one) <= date(2026, 10, 31) for one in stated)


@pytest.mark.parametrize("file", DIGITAL)
def test_a_digital_invoice_prints_its_data(folder: Path, file: str) -> None:
    """Numbers, dates, tax ids and figures stand in the PDF's text as an accountant expects them."""
    text, invoice = text_of(folder / file), DIGITAL[file]

    assert f"NIF: {invoice.supplier.tax_id}" in text
    assert f"NIF: {invoice.customer.tax_id}" in text
    figures = (invoice.figures.net, *(tax.amount for tax in invoice.figures.taxes), invoice.figures.total)
    said = (invoice.number, day(invoice.issued_on), invoice.supplier.name, "Base imponible", "IVA 21 %")
    assert [printed for printed in (*said, *(f"{spanish(one)} €" for one in figures)) if printed not in text] == []


def test_the_spanish_invoice_prints_two_rates_and_the_withholding(folder: Path) -> None:
    """IVA 21 % and 10 %, IRPF 15 % taken off, due date and IBAN are all there."""
    text = text_of(folder / "invoice-spain.pdf")

    said = ("IVA 21 %", "IVA 10 %", "Retención IRPF 15 %", "-347,46", "2.356,23", "11/04/2026", "ES92 8831")
    assert [printed for printed in said if printed not in text] == []


def test_the_ecuadorian_invoice_prints_its_data(folder: Path) -> None:
    """RUC, number, access key and figures stand in the RIDE, with a decimal point."""
    text = text_of(folder / "invoice-ecuador.pdf")

    said = ("R.U.C.: 0993427616001", "1793184510001", "001-002-000004871", "IVA 15%", "92.57", "709.67")
    assert [printed for printed in said if printed not in text] == []


def test_the_credit_note_is_negative_and_names_its_original(folder: Path, truth: list[dict[str, Any]]) -> None:
    """A factura rectificativa refers to the invoice that it corrects."""
    (row,) = rows_of(truth, "credit-note.pdf", "invoices")

    assert (row["doc_type"], row["total"]) == ("credit_note", "-217.20")
    assert "rectificativa de la factura F26/00862 de fecha 20/05/2026" in text_of(folder / "credit-note.pdf")


def test_the_scans_are_pictures_only(folder: Path) -> None:
    """The scanned PDF has no text, the TIFF has two black-and-white pages at 200 dpi."""
    with Image.open(folder / "invoice-two-pages.tiff") as tiff:
        assert (frames_of(tiff), tiff.mode, tiff.info["dpi"]) == (2, "1", (200, 200))
    assert not text_of(folder / "invoice-scanned.pdf").strip()


def test_the_photograph_is_upright_once_its_orientation_is_applied(folder: Path) -> None:
    """The camera lay on its side: the file is wide, the picture that its EXIF tag describes is tall."""
    with Image.open(folder / "receipt-photo.jpg") as photo:
        upright = ImageOps.exif_transpose(photo)

        assert photo.width > photo.height
        assert upright.width < upright.height


def test_the_spreadsheet_holds_forty_expenses_as_dates_and_numbers(folder: Path, truth: list[dict[str, Any]]) -> None:
    """Below a title and the header, each row has a real date and the figures of its truth."""
    book = CalamineWorkbook.from_path(folder / "expenses.xlsx")
    sheet: list[list[Any]] = book.get_sheet_by_index(0).to_python()
    title, _, _, header, *body = sheet
    figures = [(row[0].isoformat(), *(f"{row[at]:.2f}" for at in (6, 8, 9))) for row in body]
    wanted = [
        (row["issued_on"], row["net"], row["tax_total"], row["total"])
        for row in rows_of(truth, "expenses.xlsx", "expenses")
    ]

    assert companies.TENANT.name in title[0]
    assert tuple(header) == expenses.HEADERS
    assert (len(figures), figures) == (40, wanted)


def test_the_bank_statement_carries_a_running_balance(folder: Path) -> None:
    """Read as a bank writes it, each balance is the older one plus the amount."""
    lines = (folder / "bank-statement.csv").read_text(encoding="latin-1").splitlines()
    body = list(csv.reader(lines[lines.index("F. Operación;F. Valor;Concepto;Importe;Saldo") + 1 :], delimiter=";"))
    amounts, balances = ([Decimal(row[at].replace(".", "").replace(",", ".")) for row in body] for at in (3, 4))

    assert len(body) == 25
    assert balances[-1] == bank.OPENING + amounts[-1]
    assert [newer - older for newer, older in pairwise(balances)] == amounts[:-1]


def test_the_rows_are_of_three_kinds_and_add_up(folder: Path, truth: list[dict[str, Any]]) -> None:
    """Each JSON row has its truth, and net and tax make the total wherever a row states them."""
    payloads = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
    stated = [row for row in payloads if "net" in row]

    assert {row["doc_type"] for row in payloads} == {"receipt", "invoice", "bank_statement"}
    assert len(payloads) == sum(entry["items"] for entry in truth if entry["file"] == "rows.json")
    assert all(Decimal(row["net"]) + Decimal(row["tax_total"]) == Decimal(row["total"]) for row in stated)


def test_only_the_infected_file_holds_the_test_virus(folder: Path) -> None:
    """The EICAR string lies in the file byte for byte, and nowhere in our source."""
    virus = "".join(broken.EICAR_HALVES).encode()
    source = [*Path(broken.__file__).parent.glob("*.py"), Path(__file__)]

    assert len(virus) == 68
    assert [file.name for file in folder.iterdir() if virus in file.read_bytes()] == ["bad-virus.pdf"]
    assert not [file for file in source if virus in file.read_bytes()]


def test_the_locked_pdf_opens_only_with_its_password(folder: Path) -> None:
    """It is encrypted with AES-256 and cannot be opened without the user's password."""
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(folder / "bad-password.pdf")
    with pikepdf.open(folder / "bad-password.pdf", password=broken.OPENS_WITH) as document:
        assert (document.encryption.R, document.encryption.bits) == (6, 256)


def test_the_cut_off_photograph_cannot_be_decoded(folder: Path) -> None:
    """Its header is there, its picture is not."""
    with (
        Image.open(BytesIO((folder / "bad-truncated.jpg").read_bytes())) as photo,
        pytest.raises(OSError, match="truncated"),
    ):
        photo.load()


def test_the_empty_file_is_empty_and_the_program_is_a_program(folder: Path) -> None:
    """Both are called `.pdf` and neither is one."""
    assert (folder / "bad-empty.pdf").read_bytes() == b""
    assert (folder / "bad-program.pdf").read_bytes()[:4] == b"\x7fELF"


def test_two_runs_make_the_same(folder: Path, truth: list[dict[str, Any]]) -> None:
    """The second run gives the same rows and, but for the time in the workbook and the random key, the same bytes."""
    again = list(samples())
    differ = [one.file for one in again if one.data != (folder / one.file).read_bytes()]

    assert set(differ) <= {"expenses.xlsx", "bad-password.pdf"}
    assert [list(each.rows) for one in again for each in one.truths] == [entry["rows"] for entry in truth]
