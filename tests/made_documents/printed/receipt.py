"""Drawn receipts of tills, on a strip, with their truth."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random

from made_documents.printed.companies import written_tax_id
from made_documents.printed.lands import LANDS
from made_documents.printed.notation import Notation
from made_documents.printed.program import Program, make_land_notation
from made_documents.printed.sale import Sale, make_sale
from made_documents.printed.sheet import Sheet
from made_documents.printed.till_words import TILLS
from made_documents.printed.truth import Paper

WIDTHS = (164.0, 204.0, 226.0)
"""Points: rolls of 58, 72 and 80 mm."""


def make_paper(program: Program, rng: Random) -> Paper:
    """Return a receipt of *program*."""
    fixed = Random(f"{program.seed}:till")
    words = {name: fixed.choice(some) for name, some in TILLS[program.language].items()}
    notation = make_land_notation(fixed, program.language, program.land)
    sale = make_sale(program, rng)
    till = _Till(program, fixed, words, notation, sale, rng)
    return Paper(
        family="drawn_receipt",
        doc_type="receipt",
        country=program.country,
        language=program.language,
        group=program.name,
        data=till.printed(),
        fields={
            "date": f"{sale.day}",
            "total": f"{sale.total}",
            "currency": program.land.currency,
            "supplier": sale.shop.name,
            "supplier_tax_id": sale.shop.tax_id,
            "invoice_number": sale.number,
        },
        lines=[
            {"description": one.description, "quantity": f"{one.quantity}", "amount": f"{one.amount}"}
            for one in sale.lines
        ],
        places=till.sheet.places,
    )


class _Till:
    """Prints one receipt in the habits of its till."""

    def __init__(
        self,
        program: Program,
        fixed: Random,
        words: Mapping[str, str],
        notation: Notation,
        sale: Sale,
        rng: Random,
    ) -> None:
        self.fixed, self.words, self.notation, self.sale, self.rng = fixed, words, notation, sale, rng
        self.tax_id = written_tax_id(program.seed, sale.shop)
        self.id_label = fixed.choice(LANDS[program.country].tax_ids)
        size = fixed.choice((7.0, 8.0, 9.0))
        leading = size * fixed.choice((1.15, 1.3))
        high = leading * (34 + 2.2 * len(sale.lines)) + 40
        font = fixed.choice(
            ("Courier", "Courier", "DejaVuSansMono", "LiberationMono", "Helvetica", "LiberationSansNarrow")
        )
        self.sheet = Sheet(font, size, leading, paper=(fixed.choice(WIDTHS), high), margin=10)

    def often(self, percent: int) -> bool:
        """Return whether the till does what *percent* of all do."""
        return self.fixed.randrange(100) < percent

    def printed(self) -> bytes:
        """Return the strip as a PDF."""
        self.head()
        self.lines()
        self.foot()
        return self.sheet.done()

    def middle(self, text: str, *, bold: bool = False, size: float = 0, says: Mapping[str, str] | None = None) -> None:
        """Print *text* in the middle."""
        sheet = self.sheet
        room = sheet.right - sheet.left
        wide = min(sheet.width(text, bold=bold, size=size), room)
        sheet.line((sheet.left + sheet.right - wide) / 2, text, bold=bold, size=size, room=room, says=says)

    def head(self) -> None:
        """Print shop, number and day."""
        sheet, words, sale = self.sheet, self.words, self.sale
        shop = sale.shop
        if self.often(20):
            self.middle(words["welcome"])
        self.middle(
            shop.name,
            bold=self.often(70),
            size=sheet.size * self.fixed.choice((1, 1.3, 1.6)),
            says={"supplier": shop.name},
        )
        tax = f"{self.id_label}: {self.tax_id}" if self.often(70) else f"{self.id_label} {self.tax_id}"
        texts = [
            shop.street,
            f"{shop.postcode} {shop.town}",
            f"{words['phone']} {self.rng.randrange(9 * 10**8, 10**9)}",
        ]
        texts.insert(self.fixed.randrange(4), tax)
        for text in texts:
            self.middle(text, says={"supplier_tax_id": self.tax_id})
        sheet.down(0.5)
        day = self.notation.day(sale.day)
        clock = f"{self.rng.randrange(8, 22):02}:{self.rng.randrange(60):02}"
        number = f"{words['number']} {sale.number}"
        dated = f"{words['date']} {day}" if self.often(60) else day
        if self.often(40):
            self.middle(words["title"], bold=True)
        if sheet.width(f"{number}  {dated} {clock}") < sheet.right - sheet.left and self.often(50):
            sheet.put(sheet.left, number, says={"invoice_number": sale.number})
            sheet.line(sheet.right, f"{dated} {clock}", right=True, says={"date": day})
        else:
            sheet.line(sheet.left, number, says={"invoice_number": sale.number})
            sheet.line(sheet.left, f"{dated} {clock}", says={"date": day})
        if self.often(40):
            sheet.line(sheet.left, f"{words['clerk']} {self.rng.randrange(1, 40)}")
        self.dashes()

    def dashes(self) -> None:
        """Print a line of dashes, or leave one."""
        sheet = self.sheet
        sheet.line(sheet.left, "-" * int((sheet.right - sheet.left) / sheet.width("-")) if self.often(70) else "")

    def pair(
        self, label: str, value: str, *, bold: bool = False, says: Mapping[str, str] | None = None, size: float = 0
    ) -> None:
        """Print a label at the left and its value at the right."""
        sheet = self.sheet
        sheet.put(sheet.left, label, bold=bold, size=size)
        sheet.line(sheet.right, value, right=True, bold=bold, size=size, says=says)

    def lines(self) -> None:
        """Print what was sold."""
        sheet, notation = self.sheet, self.notation
        form = self.fixed.choice(("front", "below", "behind"))
        sign = self.often(20)
        for at, one in enumerate(self.sale.lines):
            amount = notation.money(one.amount) if sign else notation.bare(one.amount)
            names = [f"lines.{at}.{column}" for column in ("description", "quantity", "amount")]
            says = {names[0]: one.description, names[1]: f"{one.quantity}"}
            if form == "front":
                sheet.put(
                    sheet.left, f"{one.quantity}  {one.description}", room=(sheet.right - sheet.left) * 0.7, says=says
                )
                sheet.line(sheet.right, amount, right=True, says={names[2]: amount})
            elif form == "below":
                sheet.line(sheet.left, one.description, says={names[0]: one.description})
                sheet.put(
                    sheet.left + 12, f"{one.quantity} x {notation.bare(one.price)}", says={names[1]: f"{one.quantity}"}
                )
                sheet.line(sheet.right, amount, right=True, says={names[2]: amount})
            else:
                sheet.put(
                    sheet.left,
                    one.description,
                    room=(sheet.right - sheet.left) * 0.45,
                    says={names[0]: one.description},
                )
                sheet.put(sheet.at(0.5), f"{one.quantity}", says={names[1]: f"{one.quantity}"})
                sheet.line(sheet.right, amount, right=True, says={names[2]: amount})
        self.dashes()

    def foot(self) -> None:
        """Print total, taxes and how it was paid."""
        sheet, words, sale, notation = self.sheet, self.words, self.sale, self.notation
        if self.often(30):
            self.pair(words["subtotal"], notation.bare(sale.total))
        total = notation.money(sale.total)
        size = sheet.size * self.fixed.choice((1, 1, 1.4))
        label = words["total"] + (f" {notation.currency}" if notation.place == "none" else "")
        self.pair(label, total, bold=self.often(60), says={"total": total}, size=size)
        sheet.down(0.5)
        for label, value in self.paid():
            self.pair(label, value)
        if self.often(70):
            for text in self.taxes():
                sheet.line(sheet.left, text, room=sheet.right - sheet.left)
        sheet.down(0.5)
        for text in (words["thanks"], "www.example.com")[: self.fixed.randrange(3)]:
            self.middle(text)

    def paid(self) -> Iterator[tuple[str, str]]:
        """Yield how it was paid: what was given and came back, or a card."""
        notation, total, words = self.notation, self.sale.total, self.words
        if self.often(40):
            step = Decimal(1000 if notation.currency == "CLP" else 10)
            given = (total // step + 1) * step
            yield words["cash"], notation.bare(given)
            yield words["change"], notation.bare(given - total)
        else:
            yield words["card"], notation.bare(total)
            if self.often(50):
                yield f"VISA ************{self.rng.randrange(1000, 9999)}", f"AUT {self.rng.randrange(10**5, 10**6)}"

    def taxes(self) -> Iterator[str]:
        """Yield the tax table."""
        notation, words = self.notation, self.words
        decimals = 0 if notation.currency == "CLP" else 2
        if self.often(50):
            yield f"{words['tax']} %   {words['base']}   {words['tax_amount']}"
        for rate in sorted({one.rate for one in self.sale.lines}):
            base, tax = self.sale.taxed(rate, decimals)
            yield f"{notation.number(rate)} %   {notation.bare(base)}   {notation.bare(tax)}"
