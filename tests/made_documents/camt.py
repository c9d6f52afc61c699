"""Made statements as CAMT.053 of ISO 20022, of several versions."""

from datetime import date
from decimal import Decimal

from made_documents.statements import Movement, Statement, Statements, Told
from made_documents.style import Style
from made_documents.xml import Element, el, file_of, within

TOLD = Told()
VERSIONS = ("02", "04", "08")
NEW = "08"
"""From this version on a party has its name one step deeper, and a status is a code."""


def write(made: Statements, style: Style) -> bytes:
    """Return the file of *made*."""
    version = style.choices.choice(VERSIONS)
    writer = _Writer(style, version)
    root = el("d:Document", [
        el("d:BkToCstmrStmt", [
            el("d:GrpHdr", [el("d:MsgId", "M-1"), el("d:CreDtTm", "2026-06-30T06:00:00")]),
            *(writer.statement(one) for one in made.parts),
        ]),
    ])  # fmt: skip
    return file_of(root, {"d": f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"}, style)


class _Writer:
    def __init__(self, style: Style, version: str) -> None:
        self.style, self.version = style, version
        self.sums, self.period, self.times = style.often(50), style.often(40), style.often(20)

    def statement(self, one: Statement) -> Element:
        return el("d:Stmt", [
            el("d:Id", "S-1"),
            el("d:FrToDt", [
                el("d:FrDtTm", f"{one.first}T00:00:00"), el("d:ToDtTm", f"{one.last}T23:59:59"),
            ]) if self.period else None,
            el("d:Acct", [
                within("d:Id/d:IBAN", one.iban or ""), el("d:Ccy", one.currency) if self.style.often(70) else None,
            ]),
            self.balance(one, self.style.choices.choice(("OPBD", "PRCD")), one.opening, one.first),
            self.balance(one, "CLBD", one.closing, one.last),
            self.summary(one) if self.sums else None,
            *(self.entry(one, movement) for movement in one.movements),
        ])  # fmt: skip

    def money(self, one: Statement, amount: Decimal) -> list[Element]:
        return [
            el("d:Amt", self.style.figure(abs(amount), self.style.choices.choice((0, 2))), Ccy=one.currency),
            el("d:CdtDbtInd", "DBIT" if amount < 0 else "CRDT"),
        ]

    def balance(self, one: Statement, code: str, amount: Decimal, day: date) -> Element:
        return el("d:Bal", [within("d:Tp/d:CdOrPrtry/d:Cd", code), *self.money(one, amount), self.day("Dt", day)])

    def day(self, name: str, day: date) -> Element:
        return within(f"d:{name}/d:DtTm", f"{day}T09:30:00+02:00") if self.times else within(f"d:{name}/d:Dt", f"{day}")

    def summary(self, one: Statement) -> Element:
        sides = [("TtlCdtNtries", one.side(1)), ("TtlDbtNtries", one.side(-1))]
        return el("d:TxsSummry", [
            el("d:TtlNtries", [el("d:NbOfNtries", f"{len(one.movements)}")]),
            *(
                el(f"d:{name}", [el("d:NbOfNtries", f"{len(side)}"), el("d:Sum", f"{sum(side, Decimal(0))}")])
                for name, side in sides
            ),
        ])  # fmt: skip

    def entry(self, one: Statement, movement: Movement) -> Element:
        style, status = self.style, "BOOK"
        return el("d:Ntry", [
            *self.money(one, movement.amount),
            within("d:Sts/d:Cd", status) if self.version == NEW else el("d:Sts", status),
            self.day("BookgDt", movement.booked_on),
            self.day("ValDt", movement.value_on) if movement.value_on else None,
            el("d:AcctSvcrRef", movement.reference or ""),
            within("d:BkTxCd/d:Prtry/d:Cd", "NTRF") if style.often(50) else None,
            el("d:NtryDtls", [
                el("d:TxDtls", [
                    within("d:Refs/d:EndToEndId", "NOTPROVIDED") if style.often(50) else None,
                    el("d:Amt", style.figure(abs(movement.amount), 2), Ccy=one.currency) if style.often(40) else None,
                    self.party(movement),
                    within("d:RmtInf/d:Ustrd", movement.why),
                ]),
            ]),
        ])  # fmt: skip

    def party(self, movement: Movement) -> Element:
        theirs, ours = ("Cdtr", "Dbtr") if movement.amount < 0 else ("Dbtr", "Cdtr")
        step = "/d:Pty" if self.version == NEW else ""
        both = [within(f"d:{theirs}{step}/d:Nm", movement.who), within(f"d:{ours}{step}/d:Nm", "Ejemplo, S.L.")]
        return el("d:RltdPties", both[::-1] if self.style.often(50) else both)
