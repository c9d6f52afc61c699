"""The worst messages of each stage that still pass its bounds, or that a bound is to end. One kind each."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from asiento import codec
from asiento.document import Account, DocType, Document, Field, Line, Party, Source, Tax, Transaction
from asiento.reading import Page, Reading, Table, Word

TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An item as it waits for a stage: *file* is its upload, *content* what was read of it, both bytes."""

    name: str
    row: Mapping[str, Any] | None = None
    file: bytes | None = None
    content: bytes | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)


def _file(name: str, data: bytes, **columns: Any) -> list[Message]:
    return [Message(name=name, file=data, columns=columns)] * TEN


# preprocess


def rows_with_long_titles() -> list[Message]:
    """105 kB that were a hundred megabytes of rows: a title of 20,000 characters."""
    return _file("titles.csv", f"Fecha;Total;{'t' * 20_000}\n".encode() + b"01/02/2026;1,00;x\n" * 5_000)


def rows_that_fill_a_family() -> list[Message]:
    """5,000 rows of 3,200 characters: as many as a family may have."""
    titles = [f"columna {'x' * 150} {index:02}" for index in range(16)]
    row = ";".join(["01/02/2026", "1,00", *["valor de celda"] * 16])
    return _file("family.csv", f"Fecha;Total;{';'.join(titles)}\n{f'{row}\n' * 5_000}".encode())


def json_rows_of_small_values() -> list[Message]:
    """A file of 10 MB whose rows are mostly small numbers, each of which is an object in memory."""
    row = json.dumps({"date": "2026-01-02", "total": 1, **{f"k{index}": index % 9 for index in range(190)}})
    return _file("rows.json", (f"{row}\n" * (9_900_000 // (len(row) + 1))).encode())


def rows_of_a_request() -> list[Message]:
    """Rows of JSON, each as large as a row may be, half of it a list of numbers."""
    row = {"date": "2026-01-02", "total": "1.00", "note": "x" * 30_000, "more": [1] * 11_000}
    doc = {"doc_type": "receipt", "score": 1.0}
    return [Message(name="row", row=row, columns={"kind": "row", "classification": doc})] * TEN


def many_cells() -> list[Message]:
    """A CSV of two million cells, a statement."""
    line = "01/02/2026;COMPRA;-1,00;99,00;" + ";" * 35
    return _file("cells.csv", f"Fecha;Concepto;Importe;Saldo;{';' * 35}\n{f'{line}\n' * 49_990}".encode())


def large_workbook() -> list[Message]:
    """A workbook of two million cells, no two of the same text, a statement."""
    random, titles = Random(2), ("Fecha", "Concepto", "Importe", "Saldo", *(f"x{at}" for at in range(36)))
    rows = [titles, *(("01/02/2026", "COMPRA", "-1.00", "99.00", *_texts(random, 36)) for _ in range(49_990))]
    cells = ("".join(f'<c t="str"><v>{text}</v></c>' for text in row) for row in rows)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = "".join(f"<row>{row}</row>" for row in cells)
    sheet = f'<worksheet xmlns="{space}"><sheetData>{data}</sheetData></worksheet>'
    empty, out = BytesIO(), BytesIO()
    Workbook().save(empty)
    with ZipFile(empty) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return _file("large.xlsx", out.getvalue())


def _texts(random: Random, number: int) -> list[str]:
    written = random.randbytes(4 * number).hex()
    return [written[8 * at : 8 * at + 8] for at in range(number)]


def full_archive() -> list[Message]:
    """A ZIP of 200 MB, of files as large as a file may be."""
    noise, out = Random(1).randbytes(2 * 2**20), BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for index in range(10):
            archive.writestr(f"{index}.pdf", b"%PDF-1.4\n" + noise[index::10] + bytes(19 * 2**20))
    return _file("full.zip", out.getvalue())


def many_invoices() -> list[Message]:
    """A Facturae with 4,900 invoices, each of which repeats 20 kB that they share."""
    invoice = f"<Invoice><InvoiceHeader><InvoiceNumber>1</InvoiceNumber></InvoiceHeader>{'<a>b</a>' * 30}</Invoice>"
    parties = f"<Parties><a>{'x' * 20_000}</a></Parties>"
    return _file("many.xml", f"<Facturae>{parties}<Invoices>{invoice * 4_900}</Invoices></Facturae>".encode())


@cache
def wordy_pdf(pages: int = 99, words: int = 1_000) -> bytes:
    """Return a PDF of so many *words* on each page."""
    out = BytesIO()
    canvas = Canvas(out, pageCompression=1)
    for page in range(pages):
        canvas.setFont("Helvetica", 4)
        for line in range(words // 20):
            canvas.drawString(20, 820 - 15 * line, " ".join(f"palabra{page}x{line}" for _ in range(20)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def many_words() -> list[Message]:
    """A PDF of 99,000 words."""
    return _file("words.pdf", wordy_pdf())


# ocr


def large_photos() -> list[Message]:
    """Two pictures of 60 million pixels."""
    picture = Image.new("L", (7_700, 7_700), 255)
    pen = ImageDraw.Draw(picture)
    for line in range(40):
        pen.text((200, 150 * line), "TOTAL 12,10 EUR factura 2026", fill=0, font_size=80)
    out = BytesIO()
    picture.save(out, "JPEG")
    return _file("photo.jpg", out.getvalue(), kind="image")[:2]


# classify and extract


def _reading(words: int, text: str = "Importe") -> bytes:
    pages = tuple(
        Page(
            number=page + 1,
            width=595,
            height=842,
            words=tuple(
                Word(
                    text=f"{text}{at}", box=((at % 20) / 20, at // 20 / 60, (at % 20) / 20 + 0.04, at // 20 / 60 + 0.01)
                )
                for at in range(words // 99)
            ),
        )
        for page in range(99)
    )
    return codec.to_json(Reading(source=Source.PDF_TEXT, pages=pages))


def long_readings() -> list[Message]:
    """What was read of PDFs with 99,000 words."""
    content = _reading(99_000)
    return [Message(name="words.pdf", file=wordy_pdf(), content=content, columns={"kind": "pdf"})] * TEN


def long_readings_to_extract() -> list[Message]:
    """The same as invoices."""
    doc = {"doc_type": "invoice", "score": 1.0}
    return [
        Message(name=each.name, file=each.file, content=each.content, columns={"kind": "pdf", "classification": doc})
        for each in long_readings()
    ]


def many_lines() -> list[Message]:
    """UBL of 10,000 lines with 1,300 characters each."""
    item = f"<Item><Name>{'línea ' * 220}</Name></Item>"
    price = "<InvoicedQuantity>1</InvoicedQuantity><LineExtensionAmount>1.00</LineExtensionAmount>"
    text = f"<Invoice><ID>1</ID><IssueDate>2026-01-02</IssueDate>{f'<InvoiceLine>{price}{item}</InvoiceLine>' * 10_000}"
    doc = {"doc_type": "invoice", "score": 1.0}
    return _file("lines.xml", f"{text}</Invoice>".encode(), kind="xml", classification=doc, own_content=True)


def many_elements() -> list[Message]:
    """UBL with as many tags as XML may have, in lines that are too many."""
    text = f"<Invoice><ID>1</ID>{'<InvoiceLine/>' * 1_400_000}</Invoice>"
    doc = {"doc_type": "invoice", "score": 1.0}
    return _file("elements.xml", text.encode(), kind="xml", classification=doc, own_content=True)


def many_movements() -> list[Message]:
    """A table of 49,000 movements."""
    head = ("Fecha", "Concepto", "Importe", "Saldo", "Referencia")
    rows = tuple(
        (f"{at % 28 + 1:02}/02/2026", f"COMPRA TARJETA {at} {'X' * 100}", "-1,00", f"{100_000 - at},00", f"REF{at}")
        for at in range(49_000)
    )
    content = codec.to_json(Table(rows=(head, *rows), header=0))
    doc = {"doc_type": "bank_statement", "score": 1.0}
    columns = {"kind": "table", "classification": doc}
    return [Message(name="movements.csv", file=b"x", content=content, columns=columns)] * TEN


def many_ofx_movements() -> list[Message]:
    """An OFX file of 49,000 movements."""
    one = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260102<TRNAMT>-1.00<FITID>{0}<NAME>COMPRA {0} {1}</STMTTRN>\n"
    rows = "".join(one.format(at, "X" * 150) for at in range(49_000))
    head = "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKTRANLIST>\n"
    text = f"{head}{rows}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    doc = {"doc_type": "bank_statement", "score": 1.0}
    return _file("bank.ofx", text.encode(), kind="bank", media_type="application/x-ofx", classification=doc)


# validate and publish


def _field(value: Any) -> Field[Any]:
    return Field(value=value, confidence=1.0, source=Source.ROW)


@cache
def _statement() -> str:
    day, euro = _field(date(2026, 1, 2)), _field("EUR")
    rows = tuple(
        Transaction(
            booked_on=day,
            value_on=day,
            amount=_field(Decimal(-1)),
            balance=_field(Decimal(-at)),
            iban=_field("ES9121000418450200051332"),
            description=_field(f"COMPRA {at}"),
            reference=_field(f"R{at}"),
        )
        for at in range(50_000)
    )
    document = Document(doc_type=DocType.BANK_STATEMENT, currency=euro, account=Account(), transactions=rows)
    return codec.to_json(document).decode()


@cache
def _invoice() -> str:
    amount, text = _field(Decimal("1.00")), _field("é" * 1_000)
    lines = tuple(
        Line(description=text, quantity=amount, unit_price=amount, tax_rate=amount, amount=amount)
        for _ in range(10_000)
    )
    taxes = tuple(Tax(kind=f"tax {at}", rate=amount, base=amount, amount=_field(Decimal(7))) for at in range(500))
    document = Document(
        doc_type=DocType.INVOICE,
        number=_field("1"),
        issued_on=_field(date(2026, 1, 2)),
        supplier=Party(name=_field("Uno"), tax_id=_field("B12345674")),
        currency=_field("EUR"),
        lines=lines,
        taxes=taxes,
        net=_field(Decimal(10_000)),
        total=_field(Decimal(10_000)),
    )
    return codec.to_json(document).decode()


def _documents(text: str) -> list[Message]:
    return [Message(name="document", row={}, columns={"document": text, "kind": "row"})] * TEN


def large_statements() -> list[Message]:
    """Documents of 50,000 movements."""
    return _documents(_statement())


def large_invoices() -> list[Message]:
    """Documents of 10,000 lines with all the text that they may have, and 500 taxes that do not add up."""
    return _documents(_invoice())


WORST: Mapping[str, tuple[Callable[[], list[Message]], ...]] = {
    "preprocess": (
        rows_of_a_request,
        rows_with_long_titles,
        rows_that_fill_a_family,
        json_rows_of_small_values,
        many_cells,
        large_workbook,
        full_archive,
        many_invoices,
        many_words,
    ),
    "ocr": (large_photos,),
    "classify": (rows_of_a_request, long_readings, many_elements),
    "extract": (
        rows_of_a_request,
        many_lines,
        many_elements,
        many_movements,
        many_ofx_movements,
        long_readings_to_extract,
    ),
    "validate": (large_statements, large_invoices),
    "publish": (large_statements, large_invoices),
}


def kinds() -> Iterator[tuple[str, Callable[[], list[Message]]]]:
    """Yield each stage with each of its kinds of messages."""
    return ((stage, make) for stage, all_of_it in WORST.items() for make in all_of_it)
