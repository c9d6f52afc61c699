"""Stage functions for the runner's tests: each does one thing that a real one may do."""

import os
import signal
import time
from dataclasses import replace
from decimal import Decimal

from asiento.document import DocType, Document, Field, Source
from asiento.errors import DocumentError, TransientError
from asiento.model import Child, Finding, Item, Kind, Posting, Severity, Tools


def passes(item: Item, _tools: Tools) -> Item:
    """Succeed as a row, which needs no ocr."""
    return replace(item, kind=Kind.ROW)


def passes_as_picture(item: Item, _tools: Tools) -> Item:
    """Succeed as an image without words, which needs ocr."""
    return replace(item, kind=Kind.IMAGE)


def blames_the_document(_item: Item, _tools: Tools) -> Item:
    """Fail for the document's fault."""
    raise DocumentError("empty_file")


def blames_the_world(_item: Item, _tools: Tools) -> Item:
    """Fail for the world's fault."""
    raise TransientError("storage_unavailable.silent")


def has_a_bug(item: Item, tools: Tools) -> Item:
    """Fail by a bug on the item called `bad`, and succeed on the others."""
    if item.name == "bad":
        raise ZeroDivisionError
    return passes(item, tools)


def quotes_the_document(item: Item, _tools: Tools) -> Item:
    """Fail by a bug whose message, and that of the error before it, say what the document says."""
    try:
        return replace(item, pages=int(f"{item.name} {item.row}"))
    except ValueError as error:
        raise ValueError(f"cannot read {item.name} {item.row}") from error


def spoils(item: Item, tools: Tools) -> Item:
    """Put what the document says beside half an emoji, which Postgres cannot hold and names in its refusal."""
    return replace(passes(item, tools), media_type=f"{item.row} \ud83d")


def naps(item: Item, _tools: Tools) -> Item:
    """Take as many seconds as the name of the item says, and note how many that were when it ends or is ended."""
    began = time.monotonic()
    try:
        time.sleep(float(item.name))
    finally:
        NAPS.append(time.monotonic() - began)
    return replace(item, kind=Kind.IMAGE, content_key="words")


NAPS: list[float] = []
"""Seconds of each nap of this process."""


def takes_long(item: Item, _tools: Tools) -> Item:
    """Take longer than any limit of the tests."""
    time.sleep(30)
    return item


def has_children(item: Item, _tools: Tools) -> Item:
    """Turn out to be three rows."""
    return replace(item, children=tuple(Child(position=n, name=f"row {n}", row={"n": str(n)}) for n in range(3)))


def has_a_file_within(item: Item, _tools: Tools) -> Item:
    """Turn out to hold one file, stored beside its own."""
    return replace(item, children=(Child(position=0, name="inner.xml", file_key=f"{item.file_key}.inner"),))


def finds_an_error(item: Item, _tools: Tools) -> Item:
    """Find something that keeps the item from being posted."""
    return replace(item, findings=(_finding(Severity.ERROR), _finding(Severity.REVIEW)))


def finds_as_many_errors(item: Item, _tools: Tools) -> Item:
    """Find as many errors as the name of the item says."""
    return replace(item, findings=(_finding(Severity.ERROR),) * int(item.name))


def finds_a_doubt(item: Item, _tools: Tools) -> Item:
    """Find something that a person must look at."""
    return replace(item, findings=(_finding(Severity.REVIEW),))


def finds_what_is_accepted(item: Item, _tools: Tools) -> Item:
    """Find something that a person accepted."""
    return replace(item, findings=(_finding(Severity.ACCEPTED),))


def _finding(severity: Severity) -> Finding:
    return Finding.of(severity, "totals_mismatch.lines", "total", lines=1, made=Decimal(1), said=Decimal(2))


def posts(item: Item, _tools: Tools) -> Item:
    """Post an expense, an invoice with a line and a tax, and a transaction of the account that the item's name is."""
    return replace(item, postings=(_expense(), _invoice(), _bank_transaction(item.name)))


def _expense() -> Posting:
    total = str(Decimal("12.10"))
    return Posting(table="expenses", line=0, values={"issued_on": "2026-03-05", "currency": "EUR", "total": total})


def _invoice() -> Posting:
    line = {"position": 0, "description": "Hours", "quantity": "1", "unit_price": "100.00", "amount": "100.00"}
    tax = {"position": 0, "kind": "IVA", "rate": "21", "base": "100.00", "amount": "21.00", "withheld": False}
    values = {"direction": "received", "doc_type": "invoice", "number": "F-1", "issued_on": "2026-03-05"}
    figures = {"currency": "EUR", "net": "100.00", "total": "121.00"}
    return Posting(table="invoices", line=0, values={**values, **figures, "lines": [line], "taxes": [tax]})


def _bank_transaction(account: str) -> Posting:
    values = {"booked_on": "2026-03-05", "amount": "-12.10", "currency": "EUR", "description": "BAR"}
    return Posting(table="bank_transactions", line=0, values={**values, "iban": account})


def finds_odd_text(item: Item, tools: Tools) -> Item:
    """Read a NUL character, and on the item called `bad` half an emoji, which Postgres cannot hold."""
    text = "half \ud83d" if item.name == "bad" else "a\x00b \\u0000"
    return replace(passes(item, tools), media_type=text)


def eats_memory(item: Item, _tools: Tools) -> Item:
    """Take more memory than any limit of the tests, and keep it."""
    eaten = [bytes(2**20) + b"1" for _ in range(400)]
    time.sleep(30)
    return replace(item, name=str(len(eaten)))


def is_ill(item: Item, tools: Tools) -> Item:
    """Do to the files named so what no document may: hang, eat memory, fail by a bug, die; others are refused."""
    ills = {"hangs.pdf": takes_long, "eats.pdf": eats_memory, "bug.pdf": _divides_by_zero, "dies.pdf": _dies}
    return ills.get(item.name, blames_the_document)(item, tools)


def _dies(item: Item, _tools: Tools) -> Item:
    os.kill(os.getpid(), signal.SIGSEGV)
    return item


def _divides_by_zero(item: Item, _tools: Tools) -> Item:
    return replace(item, pages=1 // 0)


def has_as_many_as_its_name_says(item: Item, _tools: Tools) -> Item:
    """Turn out to be files, each called by the rest of the name: `2,3` is two files of three rows."""
    number, _, rest = item.name.partition(",")
    children = (Child(position=at, name=rest, row={"n": at}) for at in range(int(number)))
    return replace(item, children=tuple(children))


def tells_much(item: Item, _tools: Tools) -> Item:
    """Read a megabyte and a half from an item."""
    text = Field(value="x" * (3 * 2**19), confidence=1.0, source=Source.ROW)
    return replace(item, document=Document(doc_type=DocType.RECEIPT, description=text))
