"""Invoices of made-up companies as PDFs: seven languages, and the places where papers put letterhead, data and sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import islice, product

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from invoice_words import PACKS, Company, Pack

CENT = Decimal("0.01")
WIDTH, HEIGHT = A4
LEFT, RIGHT = 55, WIDTH - 55
HEADS = ("left", "right", "centre", "foot")
METAS = ("beside", "column", "above", "title")
SUMS = ("list", "row", "rates", "deposit", "discount", "credit")
GOODS = ((3, "412.50"), (1, "1890.00"), (12, "7.25"), (2, "64.90"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One invoice: where its parts stand, and what is true of it."""

    language: str
    head: str
    meta: str
    sums: str
    number: str
    issued_on: date
    supplier: Company
    customer: Company
    lines: Sequence[tuple[int, Decimal]]

    @property
    def name(self) -> str:
        """Return what tells it from the others."""
        return f"{self.language}-{self.head}-{self.meta}-{self.sums}"

    @property
    def pack(self) -> Pack:
        """Return the words of its language."""
        return PACKS[self.language]

    @property
    def discount(self) -> Decimal:
        """Return what is taken off the lines."""
        return (self._gross / 10).quantize(CENT) if self.sums == "discount" else Decimal(0)

    @property
    def _gross(self) -> Decimal:
        return sum((count * price for count, price in self.lines), Decimal(0))

    @property
    def parts(self) -> list[tuple[Decimal, Decimal, Decimal]]:
        """Return rate, base and tax of each rate: the last line has the lower one where there are two."""
        low = self.lines[-1][0] * self.lines[-1][1] if self.sums == "rates" else Decimal(0)
        bases = [(self.pack.rates[0], self._gross - self.discount - low), (self.pack.rates[1], low)]
        return [(rate, base, (base * rate / 100).quantize(CENT)) for rate, base in bases if base]

    @property
    def net(self) -> Decimal:
        """Return the sum before taxes."""
        return sum((base for _, base, _ in self.parts), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """Return the sum of the taxes."""
        return sum((tax for _, _, tax in self.parts), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Return the sum with taxes."""
        return self.net + self.tax

    def money(self, amount: Decimal, *, sign: bool = True) -> str:
        """Return *amount* as the language writes it."""
        shown = self.pack.money(-amount if self.sums == "credit" else amount)
        return f"{self.pack['before']}{shown}{self.pack['after']}" if sign else shown


def made_invoices() -> Iterator[Made]:
    """Yield one invoice for each way of placing its parts, the languages taking turns."""
    ways = list(product(SUMS, METAS, HEADS))
    for at, (sums, meta, head) in enumerate(ways):
        language = tuple(PACKS)[(at + at // len(PACKS)) % len(PACKS)]
        pack = PACKS[language]
        yield Made(
            language=language,
            head=head,
            meta=meta,
            sums=sums,
            number=pack.numbers[at % len(pack.numbers)],
            issued_on=date(2024, 1 + at % 12, 3 + at % 25),
            supplier=pack.companies[at % 2],
            customer=pack.companies[2],
            lines=[(count + at % 7, Decimal(price)) for count, price in islice(GOODS, 2 + at % 3)],
        )


def drawn(made: Made) -> bytes:
    """Return *made* as a PDF of one page."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    _letterhead(canvas, made)
    _customer(canvas, made)
    _meta(canvas, made)
    _foot(canvas, made, _sums(canvas, made, _table(canvas, made)))
    canvas.save()
    return target.getvalue()


def _text(canvas: Canvas, x: float, y: float, text: str, size: float = 9, align: str = "left") -> None:
    """Write *text*, its baseline *y* points from the top; *x* is its left, right or middle."""
    canvas.setFont("Helvetica", size)
    write = {"left": canvas.drawString, "right": canvas.drawRightString, "centre": canvas.drawCentredString}[align]
    write(x, HEIGHT - y, text)


def _letterhead(canvas: Canvas, made: Made) -> None:
    firm, align = made.supplier, "left" if made.head == "foot" else made.head
    if made.head == "foot":
        _text(canvas, LEFT, 130, f"{firm.name} · {firm.street} · {firm.town}", 6.5)
        return
    x = {"left": LEFT, "right": RIGHT, "centre": WIDTH / 2}[made.head]
    _text(canvas, x, 50, firm.name, 15, align)
    rows = (firm.street, firm.town, f"{made.pack['tax_id']}: {firm.tax_id}", f"Tel. {firm.phone} · {firm.site}")
    for at, row in enumerate(rows):
        _text(canvas, x, 66 + 11 * at, row, 8.5, align)


def _customer(canvas: Canvas, made: Made) -> None:
    x, buyer = (LEFT, made.customer) if made.head in ("right", "foot") else (330, made.customer)
    if made.meta != "title":
        _text(canvas, x, 140, made.pack["customer"] + (":" if made.head == "left" else ""), 8)
    for at, row in enumerate((buyer.name, buyer.street, buyer.town)):
        _text(canvas, x, 152 + 12 * at, row)


def _meta(canvas: Canvas, made: Made) -> None:
    pack, day = made.pack, made.pack.day(made.issued_on)
    title = pack["credit"] if made.sums == "credit" else pack["title"]
    if made.meta == "title":
        _text(canvas, LEFT, 240, f"{title} {pack['short']} {made.number}", 13)
        _text(canvas, RIGHT, 240, f"{made.customer.town.split()[-1]}, {day}", 9, "right")
        return
    _text(canvas, LEFT, 215, title, 16)
    rows = (
        (pack["number"], made.number),
        (pack["date"], day),
        (pack["client_number"], "K-20481"),
        (pack["due"], pack["terms"]),
    )
    for at, (label, value) in enumerate(rows):
        if made.meta == "above":
            _text(canvas, LEFT + 125 * at, 240, label, 7.5)
            _text(canvas, LEFT + 125 * at, 252, value)
        elif made.meta == "beside":
            _text(canvas, LEFT, 235 + 12 * at, f"{label}: {value}")
        else:
            _text(canvas, 340, 215 + 12 * at, label)
            _text(canvas, RIGHT, 215 + 12 * at, value, 9, "right")


def _table(canvas: Canvas, made: Made) -> float:
    pack, stops = made.pack, (LEFT, 330, 400, 455, RIGHT)
    heads = (pack["description"], pack["quantity"], pack["price"], f"{pack['tax']} %", pack["amount"])
    for at, head in enumerate(heads):
        _text(canvas, stops[at], 305, head, 8, "right" if at else "left")
    y = 305.0
    for at, (count, price) in enumerate(made.lines):
        y += 16
        rate = made.parts[-1 if at == len(made.lines) - 1 else 0][0]
        cells = (pack.goods[at], str(count), made.money(price, sign=False), f"{rate:f}", made.money(count * price))
        for stop, cell in zip(stops, cells, strict=True):
            _text(canvas, stop, y, cell, 9, "left" if stop == LEFT else "right")
    return y + 30


def _sums(canvas: Canvas, made: Made, y: float) -> float:
    if made.sums == "row":
        return _sums_in_row(canvas, made, y)
    pack = made.pack
    rows = [(pack["net"], made.net + made.discount)]
    rows += [(f"{pack['discount']} 10 %", -made.discount)] if made.discount else []
    rows += [(f"{pack['tax']} {rate:f} %", tax) for rate, _, tax in made.parts]
    rows += [(pack["total"], made.total)]
    if made.sums == "deposit":
        rows += [(pack["deposit"], Decimal("-200.00")), (pack["payable"], made.total - 200)]
    for label, value in rows:
        _text(canvas, 340, y, label, 11 if label == pack["total"] else 9)
        _text(canvas, RIGHT, y, made.money(value), 11 if label == pack["total"] else 9, "right")
        y += 16
    return y


def _sums_in_row(canvas: Canvas, made: Made, y: float) -> float:
    """Write the sums as a table of one row: its headings stand above the amounts."""
    pack, (rate, base, tax) = made.pack, made.parts[0]
    heads = (pack["net"], f"{pack['tax']} %", pack["tax_amount"], pack["total"])
    cells = (made.money(base), f"{rate:f} %", made.money(tax), made.money(made.total))
    for stop, head, cell in zip((180, 280, 400, RIGHT), heads, cells, strict=True):
        _text(canvas, stop, y, head, 8, "right")
        _text(canvas, stop, y + 14, cell, 9, "right")
    return y + 30


def _foot(canvas: Canvas, made: Made, y: float) -> None:
    firm, pack = made.supplier, made.pack
    _text(canvas, LEFT, y + 20, pack["thanks"])
    _text(canvas, LEFT, y + 34, f"IBAN: {firm.iban}")
    if made.head == "foot":
        _text(canvas, LEFT, 780, f"{firm.name} · {firm.street} · {firm.town} · {pack['register']}", 7)
        _text(canvas, LEFT, 790, f"{pack['tax_id']}: {firm.tax_id} · Tel. {firm.phone} · {firm.site}", 7)
