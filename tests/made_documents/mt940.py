"""Made statements as SWIFT MT940: bare or in the envelope of a message, with several forms of :86:."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from made_documents.statements import Movement, Statement, Statements, Told
from made_documents.style import Style, plain

TOLD = Told()
FORMS = ("german", "german ?", "plain", "slashes", "lines")
WIDTH = 27


def write(made: Statements, style: Style) -> bytes:
    """Return the file of *made*."""
    writer = _Writer(style)
    lines = [line for at, one in enumerate(made.parts, 1) for line in writer.message(one, at)]
    text = style.newline.join([*lines, ""])
    return text.encode(style.choices.choice(("utf-8", "cp1252")))


class _Writer:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.form = style.choices.choice(FORMS)
        self.envelope, self.noughts = style.often(40), style.often(70)
        self.reverse = style.often(15)

    def message(self, one: Statement, at: int) -> Iterator[str]:
        if self.envelope:
            yield "{1:F01BANKDEFFAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:"
        yield ":20:STARTUMS"
        yield f":25:{one.iban}" + (f" {one.currency}" if self.style.often(10) else "")
        yield f":28C:{at:05}/001"
        yield f":60F:{self.balance(one, one.opening, one.first)}"
        for movement in one.movements:
            yield from self.movement(movement)
        yield f":62F:{self.balance(one, one.closing, one.last)}"
        if self.style.often(30):
            yield f":64:{self.balance(one, one.closing, one.last)}"
        yield "-}" if self.envelope else "-"

    def balance(self, one: Statement, amount: Decimal, day: date) -> str:
        return f"{'D' if amount < 0 else 'C'}{day:%y%m%d}{one.currency}{self.figure(abs(amount))}"

    def figure(self, amount: Decimal) -> str:
        text = plain(amount, 2 if self.noughts else 0).replace(".", ",")
        return text if "," in text else f"{text},"

    def movement(self, one: Movement) -> Iterator[str]:
        mark = "D" if one.amount < 0 else "C"
        if self.reverse and self.style.often(30):
            mark = "RC" if mark == "D" else "RD"
        funds = "R" if self.style.often(20) else ""
        own = self.style.choices.choice(("NONREF", "KREF9"))
        head = f"{one.value_on or one.booked_on:%y%m%d}{one.booked_on:%m%d}{mark}{funds}{self.figure(abs(one.amount))}"
        yield f":61:{head}N{self.style.choices.choice(('TRF', 'MSC', '051'))}{own}//{one.reference}"
        yield from self.details(one)

    def details(self, one: Movement) -> Iterator[str]:
        match self.form:
            case "plain":
                yield f":86:{one.who} {one.why}"
            case "slashes":
                yield f":86:/NAME/{one.who}/REMI/{one.why}/"
            case "lines":
                yield f":86:{one.who}"
                yield one.why
            case _:
                text = f"166?00GUTSCHRIFT?20{one.why}?30BANKDEFF?32{one.who}"
                parts = [text[at : at + 65] for at in range(0, len(text), 65)] if self.form == "german" else [text]
                yield f":86:{parts[0]}"
                yield from parts[1:]
