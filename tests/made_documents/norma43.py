"""Made statements as Norma 43 of the Spanish banks (AEB, Cuaderno 43)."""

from collections.abc import Iterator
from decimal import Decimal

from asiento.money.iso4217 import BY_NUMBER
from made_documents.statements import Movement, Statement, Statements, Told
from made_documents.style import Style


def _spanish(words: str) -> str:
    """Return *words* without letters whose byte in CP850 is another letter of Windows-1252 (`Ó` is `à`)."""
    return words.replace("ä", "a").replace("ó", "o")


TOLD = Told(currencies=("EUR", "EUR", "EUR", "USD"), word=_spanish)
NUMBERS = {code: number for number, code in BY_NUMBER.items()}
WIDTH, WORDS = 80, 76


def write(made: Statements, style: Style) -> bytes:
    """Return the file of *made*."""
    capitals = style.often(40)
    records = [line for one in made.parts for line in _records(one, style, capitals=capitals)]
    records.append(f"88{'9' * 18}{len(records):06}")
    padded = style.often(80)
    text = style.newline.join([*(line.ljust(WIDTH) if padded else line.rstrip() for line in records), ""])
    return text.encode(style.choices.choice(("cp850", "iso-8859-1", "utf-8")))


def _records(one: Statement, style: Style, *, capitals: bool) -> Iterator[str]:
    iban = one.iban or ""
    account, currency = f"{iban[4:12]}{iban[14:]}", NUMBERS[one.currency]
    days = f"{one.first:%y%m%d}{one.last:%y%m%d}"
    yield f"11{account}{days}{_side(one.opening)}{_cents(one.opening)}{currency}3EJEMPLO SL"
    for movement in one.movements:
        yield from _movement(movement, style, capitals=capitals)
    out, come = one.side(-1), one.side(1)
    sums = f"{len(out):05}{_cents(sum(out, Decimal(0)))}{len(come):05}{_cents(sum(come, Decimal(0)))}"
    yield f"33{account}{sums}{_side(one.closing)}{_cents(one.closing)}{currency}"


def _movement(one: Movement, style: Style, *, capitals: bool) -> Iterator[str]:
    value = one.value_on or one.booked_on
    number = f"{0:010}{one.reference:<12}" if style.often(50) else f"{0:010}{0:012}{one.reference:<16}"
    kind = f"{style.choices.choice(('02', '03', '12'))}{style.choices.choice(('040', '177'))}"
    yield f"22    0418{one.booked_on:%y%m%d}{value:%y%m%d}{kind}{_side(one.amount)}{_cents(one.amount)}{number}"
    words = f"{one.who} {one.why}".upper() if capitals else f"{one.who} {one.why}"
    for at in range(0, len(words), WORDS):
        yield f"23{at // WORDS + 1:02}{words[at : at + WORDS]}"


def _side(amount: Decimal) -> str:
    return "1" if amount < 0 else "2"


def _cents(amount: Decimal) -> str:
    return f"{abs(amount).scaleb(2):014.0f}"
