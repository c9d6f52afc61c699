"""Bank files beside what must come out of them, and what becomes of files that were cut, damaged or made to hurt."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiento.classify import classify
from asiento.codec import to_plain
from asiento.document import DocType, Document, Source
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.extract.bank_files import document_of_bank_file
from asiento.extract.bank_files.values import amount_of
from asiento.model import Kind
from asiento.pipeline import STAGES, next_stage
from asiento.preprocess import preprocess
from asiento.publish import publish
from asiento.reading.bank_files import BankFormat, bank_format, bank_lines
from builders import DictFiles, make_file_item, make_item, make_tools
from places import DOCUMENTS

BANK = DOCUMENTS / "bank"
FILES = sorted(path for path in BANK.iterdir() if path.suffix != ".json")


def read(data: bytes, expected: BankFormat | None = None) -> Document:
    """Return the statement in *data*, which must be recognised."""
    found = bank_format(data)
    assert found is not None
    assert expected in (None, found)
    return document_of_bank_file(make_item(media_type=found.value), data)


def values(plain: object) -> object:
    """Return a document without its provenance: each field becomes its value."""
    if isinstance(plain, dict):
        return (
            plain["value"]
            if "value" in plain
            else {key: found for key, part in plain.items() if (found := values(part))}
        )
    return [values(part) for part in plain] if isinstance(plain, list) else plain


def amounts(document: Document) -> list[Decimal | None]:
    """Return the amounts of the movements."""
    return [row.amount.value if row.amount else None for row in document.transactions]


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_a_bank_file_gives_its_statement(file: Path) -> None:
    """Every field, and no field more."""
    expected = json.loads(file.with_suffix(file.suffix + ".json").read_text(encoding="utf-8"))

    assert expected == values(to_plain(read(file.read_bytes())))


def test_a_bank_file_passes_the_reading_stages_and_posts_its_rows() -> None:
    """It skips ocr, its format alone says what it is, and each row keeps its own id."""
    tools = make_tools(DictFiles())
    item = make_file_item((BANK / "two_accounts.mt940").read_bytes(), tools.files)

    item = preprocess(item, tools)
    following = next_stage(STAGES["preprocess"], item)
    item = publish(extract(classify(item, tools), tools), tools)

    assert (item.kind, item.media_type) == (Kind.BANK, "application/x-mt940")
    assert following is STAGES["classify"]
    assert item.classification is not None
    assert (item.classification.doc_type, item.classification.score) == (DocType.BANK_STATEMENT, 1)
    posted = [(row.values["iban"], row.values["currency"], row.values["reference"]) for row in item.postings]
    assert posted == [("DE89370400440532013000", "EUR", "REF1"), ("GB29NWBK60161331926819", "GBP", "REF2")]


@pytest.mark.parametrize("data", [b"<OFX><SIGNONMSGSRSV1><SONRS><DTSERVER>20260101</SONRS></OFX>", b"!Type:Bank\n^\n"])
def test_a_file_without_movements_is_an_empty_statement(data: bytes) -> None:
    """Nothing is made up: no row, no account; the currency is the company's, and said to be derived."""
    document = read(data)

    assert document.transactions == ()
    assert document.currency is not None
    assert (document.currency.value, document.currency.source) == ("EUR", Source.DERIVED)


@pytest.mark.parametrize("tenth", range(3, 10))
@pytest.mark.parametrize("file", [file for file in FILES if file.suffix != ".xml"], ids=lambda path: path.name)
def test_a_file_cut_anywhere_never_invents(file: Path, tenth: int) -> None:
    """Cut at any tenth, a file gives its first rows; only the last of them, itself cut, may differ."""
    data = file.read_bytes()

    found = amounts(read(data[: len(data) * tenth // 10]))

    assert found[:-1] == amounts(read(data))[: max(len(found) - 1, 0)]


def test_xml_that_was_cut_is_damaged() -> None:
    """XML without its end is known to be cut, so nothing of it is taken."""
    data = (BANK / "statement.camt.xml").read_bytes()

    with pytest.raises(DocumentError, match="damaged_xml"):
        read(data[: len(data) // 2])


@pytest.mark.parametrize(
    "data",
    [
        b"OFXHEADER:100\n" + b"<STMTTRN>" * 100_000,
        b"!Type:Bank\n" + b"D1/1/26\nT1\n^\n" * 100_000,
        b":20:X\n:25:1\n" + b":61:260101C1,\n" * 100_000,
        b":20:X\n:25:1\n:61:260101C1,NMSC" + b" " * 20_000_000,
    ],
    ids=["ofx", "qif", "mt940", "one line"],
)
def test_more_than_a_bank_writes_is_refused(data: bytes) -> None:
    """A file of a hundred thousand rows, or of one line of 20 MB, ends as an error that says what to do."""
    with pytest.raises(DocumentError, match="file_too_large"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<OFX>" + b"<A>" * 200_000,
        b"<OFX>" + b"<!--" * 500_000,
        b"<OFX><STMTTRN><MEMO>" + b"x" * 5_000_000,
        b"<OFX><STMTTRN><TRNAMT>" + b"9" * 100_000,
        b"<!---->" * 9_000 + b"<OFX>",
        b":20:X\n:61:" + b" " * 900_000 + b"\n:86:" + b"?20" * 300_000,
        b"!Type:Bank\nT" + b"1" * 500_000 + b"\n^\n",
    ],
    ids=["deep", "comments", "text", "digits", "late", "spaces", "figure"],
)
def test_a_file_made_to_hurt_is_read_at_once(data: bytes) -> None:
    """Depth, length and endless comments cost no more than their bytes, and no amount comes of them."""
    assert set(amounts(read(data))) <= {None}


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 1000, b"<html>OFX</html>", b"Date;Amount\n1;2\n", b"11 rue de Rivoli\n"]
)
def test_other_files_are_no_bank_files(data: bytes) -> None:
    """A word of a format inside another file does not make it one."""
    assert bank_format(data) is None


def test_entities_of_a_bank_file_are_refused() -> None:
    """A statement needs no document type."""
    data = b'<!DOCTYPE Document [<!ENTITY a "b">]><Document><BkToCstmrStmt><Stmt/></BkToCstmrStmt></Document>'
    with pytest.raises(DocumentError, match="unsafe_xml"):
        document_of_bank_file(make_item(media_type=BankFormat.CAMT.value), data)


def test_what_is_not_booked_yet_waits_for_a_person() -> None:
    """A pending entry is doubted, with the bank's own word for it."""
    document = read(
        b"<Document><BkToCstmrAcctRpt><Rpt><Ntry><Amt Ccy='EUR'>1</Amt><Sts>PDNG</Sts></Ntry></Rpt>"
        b"</BkToCstmrAcctRpt></Document>",
        BankFormat.CAMT,
    )

    doubts = [row.amount.doubt for row in document.transactions if row.amount]
    assert [(doubt.code, doubt.params["status"]) for doubt in doubts if doubt] == [("not_booked", "PDNG")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
def test_letters_survive_whatever_the_header_says(encoding: str) -> None:
    """The bytes tell the encoding, not what the file claims."""
    for words in ("COMPAÑÍA Nº 1 ELÉCTRICA", "PINGÜINOS"):
        assert bank_lines(f"{words}\r\n".encode(encoding))[0] == words


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from([".", ","]))
def test_an_amount_reads_as_it_was_written(amount: Decimal, mark: str) -> None:
    """Either mark before the decimals, with or without the other between thousands."""
    plain = f"{amount:.2f}".replace(".", mark)
    grouped = f"{amount:,.2f}".translate(str.maketrans(".,", ".," if mark == "." else ",."))

    assert amount_of(plain) == amount_of(grouped) == amount
    assert amount_of(plain.lstrip("-") + "-") == -abs(amount)


@given(st.binary(max_size=300), st.sampled_from(["<OFX>", ":20:A\n:25:1\n", "!Type:Bank\n", "11" + "1" * 49 + "\n"]))
def test_any_bytes_after_a_start_are_read_or_refused(tail: bytes, start: str) -> None:
    """No content is a crash: there is a statement, or an error with a code."""
    data = start.encode() + tail
    document = document_of_bank_file(make_item(media_type=(bank_format(data) or BankFormat.OFX).value), data)
    assert document.doc_type is DocType.BANK_STATEMENT
