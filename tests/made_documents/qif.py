"""Made statements as QIF, Quicken's form: no account number, no currency, no day of value."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from made_documents.statements import Movement, Statements, Told
from made_documents.style import Style

TOLD = Told(iban=False, currencies=("EUR",), value_days=False, accounts=False)
KINDS = ("Bank", "CCard", "Cash", "Oth A")


def write(made: Statements, style: Style) -> bytes:
    """Return the file of *made*."""
    writer = _Writer(style)
    (part,) = made.parts
    lines = [f"!Type:{style.choices.choice(KINDS)}"]
    if style.often(30):
        lines = ["!Option:AutoSwitch", "!Account", "NCorriente", "TBank", "^", *lines]
    lines += [line for one in part.movements for line in writer.record(one)]
    text = style.newline.join([*lines, ""])
    return text.encode(style.choices.choice(("utf-8", "cp1252", "utf-8-sig")))


class _Writer:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.days = style.choices.choice(("us", "iso", "iso", "us padded"))
        self.thousands, self.twice = style.often(40), style.often(30)

    def day(self, day: date) -> str:
        match self.days:
            case "us":
                return f"{day.month}/{day.day}'{day:%y}"
            case "us padded":
                return f"{day.month}/{day.day:>2}'{day:%y}"
        return f"{day}"

    def figure(self, amount: Decimal) -> str:
        return f"{amount:,.2f}" if self.thousands else f"{amount:.2f}"

    def record(self, one: Movement) -> Iterator[str]:
        yield f"D{self.day(one.booked_on)}"
        if self.twice:
            yield f"U{self.figure(one.amount)}"
        yield f"T{self.figure(one.amount)}"
        yield f"N{one.reference}"
        yield f"P{one.who}"
        yield f"M{one.why}"
        if self.style.often(20):
            half = (one.amount / 2).quantize(Decimal("0.01"))
            for name, part in (("Uno", half), ("Dos", one.amount - half)):
                yield f"S{name}"
                yield f"${self.figure(part)}"
        if self.style.often(30):
            yield "Cx"
        yield "^"
