"""Made statements as OFX 1 (SGML) and OFX 2 (XML)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from made_documents.statements import Movement, Statement, Statements, Told
from made_documents.style import Style, plain

TOLD = Told()
SGML = (
    "OFXHEADER:100", "DATA:OFXSGML", "VERSION:102", "SECURITY:NONE", "ENCODING:USASCII", "CHARSET:1252",
    "COMPRESSION:NONE", "OLDFILEUID:NONE", "NEWFILEUID:NONE", "",
)  # fmt: skip
XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
)
IN, OUT = ("CREDIT", "DEP", "DIRECTDEP", "XFER", "OTHER", "INT"), ("DEBIT", "FEE", "CHECK", "XFER", "POS", "PAYMENT")


def write(made: Statements, style: Style) -> bytes:
    """Return the file of *made*."""
    writer = _Writer(style)
    body = [line for one in made.parts for line in writer.statement(one)]
    signon = [*writer.tag("DTSERVER", "20260630060000"), *writer.tag("LANGUAGE", "SPA")]
    lines = ["<OFX>", "<SIGNONMSGSRSV1><SONRS>", *signon, "</SONRS></SIGNONMSGSRSV1>", "<BANKMSGSRSV1>", *body]
    text = (writer.newline if style.often(80) else "").join([*lines, "</BANKMSGSRSV1>", "</OFX>"])
    head = writer.newline.join([*(SGML if writer.sgml else XML), ""])
    encoding = "utf-8" if not writer.sgml else style.choices.choice(("cp1252", "utf-8"))
    return (head + text).encode(encoding)


class _Writer:
    def __init__(self, style: Style) -> None:
        self.style, self.newline = style, style.newline
        self.sgml = style.often(60)
        self.comma = self.sgml and style.often(20)
        self.plus = style.often(20)
        self.times = style.choices.choice(("", "", "120000", "120000.000[-5:EST]", "000000[+1:CET]"))
        self.value_days = True

    def tag(self, name: str, text: str) -> Iterator[str]:
        end = "" if self.sgml else f"</{name}>"
        yield f"<{name}>{escape(text)}{end}"

    def figure(self, amount: Decimal) -> str:
        text = plain(amount, self.style.choices.choice((2, 2, 2, 0)))
        sign = "+" if self.plus and amount > 0 else ""
        return sign + (text.replace(".", ",") if self.comma else text)

    def day(self, day: date) -> str:
        return f"{day:%Y%m%d}{self.times}"

    def statement(self, one: Statement) -> Iterator[str]:
        yield "<STMTTRNRS>"
        yield from self.tag("TRNUID", "1")
        yield "<STMTRS>"
        yield from self.tag("CURDEF", one.currency)
        yield "<BANKACCTFROM>"
        for name, text in (("BANKID", "2100"), ("ACCTID", one.iban or ""), ("ACCTTYPE", "CHECKING")):
            yield from self.tag(name, text)
        yield "</BANKACCTFROM><BANKTRANLIST>"
        yield from self.tag("DTSTART", f"{one.first:%Y%m%d}")
        yield from self.tag("DTEND", f"{one.last:%Y%m%d}")
        for movement in one.movements:
            yield from self.movement(movement)
        yield "</BANKTRANLIST><LEDGERBAL>"
        yield from self.tag("BALAMT", self.figure(one.closing))
        yield from self.tag("DTASOF", f"{one.last:%Y%m%d}")
        yield "</LEDGERBAL></STMTRS></STMTTRNRS>"

    def movement(self, one: Movement) -> Iterator[str]:
        yield "<STMTTRN>"
        yield from self.tag("TRNTYPE", self.style.choices.choice(IN if one.amount > 0 else OUT))
        yield from self.tag("DTPOSTED", self.day(one.booked_on))
        if one.value_on:
            yield from self.tag("DTAVAIL", f"{one.value_on:%Y%m%d}")
        yield from self.tag("TRNAMT", self.figure(one.amount))
        yield from self.tag("FITID", one.reference or "")
        yield from self.tag("NAME", one.who)
        yield from self.tag("MEMO", one.why)
        yield "</STMTTRN>"
