"""Prints a made statement as PDF: heads, tables over pages, balances and totals where the bank's style puts them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import override

from made_documents.printed.sheet import BOTTOM, Sheet
from made_statements.columns import LEFT, RIGHT, Columns, columns_of
from made_statements.style import Style
from made_statements.truth import Account, Movement, Truth

GAP = 14.0
"""Points between two cells of a line."""


def statement_pdf(truth: Truth, style: Style) -> bytes:
    """Return the paper."""
    first = _Printer(truth, style)
    first.printed()
    return _Printer(truth, style, first.page).printed()


def printed_order(truth: Truth, style: Style) -> list[Movement]:
    """Return the movements in the order of the paper."""
    return [one for account in truth.accounts for part in _lists(account, style) for one in part]


def _lists(account: Account, style: Style) -> list[list[Movement]]:
    rows = list(account.movements)
    if style.money == "lists":
        came, went = [one for one in rows if one.amount > 0], [one for one in rows if one.amount <= 0]
        return [part for part in (came, went) if part]
    return [rows[::-1] if style.newest else rows]


PLAIN = str.maketrans("łŁąĄęĘćĆńŃśŚźŹżŻ", "lLaAeEcCnNsSzZzZ")
"""Letters that the fonts of every reader lack."""


class _Paper(Sheet):
    @override
    def spelled(self, text: str) -> str:
        """Return *text* in the letters that there are."""
        return text.translate(PLAIN)


class _Printer:
    def __init__(self, truth: Truth, style: Style, pages: int = 1) -> None:
        self.truth, self.style = truth, style
        self.sheet = _Paper(style.font, style.size, style.leading)
        self.columns: Columns = columns_of(truth, style, self.sheet.width)
        self.page, self.top, self.pages = 1, 10_000.0, pages

    def printed(self) -> bytes:
        self._head()
        for at, account in enumerate(self.truth.accounts):
            if at:
                self.sheet.down(2)
                if self.sheet.y < BOTTOM + 12 * self.style.leading:
                    self._turn()
            self._account(account)
        self.sheet.y = BOTTOM - 20
        self.sheet.line(RIGHT, self._counter(self.page), right=True)
        return self.sheet.done()

    def _counter(self, page: int) -> str:
        return self.style.words["page"].format(a=page, b=self.pages)

    def _head(self) -> None:
        sheet, words, truth = self.sheet, self.style.words, self.truth
        sheet.put(LEFT, truth.bank, bold=True)
        sheet.line(RIGHT, words["card" if truth.card else "statement"], right=True)
        sheet.line(LEFT, "Ferretería Ejemplo")
        period = words["period"].format(a=self.style.long_day(truth.first), b=self.style.long_day(truth.last))
        sheet.line(LEFT, period)
        if self.style.codes:
            sheet.line(LEFT, truth.currency)
        sheet.down()

    def _turn(self) -> None:
        self.sheet.y = BOTTOM - 20
        self.sheet.line(RIGHT, self._counter(self.page), right=True)
        self.sheet.turn()
        self.page += 1
        self.sheet.put(LEFT, self.truth.bank, bold=True)
        self.sheet.line(RIGHT, self.style.words["card" if self.truth.card else "statement"], right=True)
        self.sheet.down()

    def _account(self, account: Account) -> None:
        style, sheet = self.style, self.sheet
        number = account.number
        grouped = " ".join(number[at : at + 4] for at in range(0, len(number), 4)) if number[0].isalpha() else number
        sheet.line(LEFT, style.words["account"].format(n=grouped))
        if style.ends == "head":
            self._ends(account)
        sheet.down()
        if style.money == "lists":
            self._two_lists(account)
        else:
            self._table(account)
        if style.ends == "foot":
            sheet.down()
            self._ends(account)

    def _ends(self, account: Account) -> None:
        words, owed = self.style.words, self.style.owed
        named = (
            (words["previous_due" if owed else "opening"], account.opening),
            (
                words["due" if owed else "closing"],
                account.closing,
            ),
        )
        for name, value in named:
            self.sheet.put(LEFT, name + ("" if self.style.ruled else ":"))
            self.sheet.line(LEFT + 240, self._balance(value), right=True)

    def _two_lists(self, account: Account) -> None:
        style, words = self.style, self.style.words
        if style.ends == "table":
            self._ends(account)
        for part in _lists(account, style):
            title = words["credit" if part[0].amount > 0 else "debit"]
            self._room(8)
            self.sheet.down()
            self.sheet.line(LEFT, title, bold=True)
            self._titles()
            self._rows(part, [None] * len(part))
            total = sum((one.amount for one in part), Decimal(0))
            self._summary(f"{words['total']} {title}", style.marked(style.number_of(total)))

    def _table(self, account: Account) -> None:
        style, words = self.style, self.style.words
        if style.heading:
            self._titles()
        opening, closing = ("previous_due", "due") if style.owed else ("opening", "closing")
        if style.ends == "table":
            self._summary(words[opening], self._balance(account.opening), account.opening)
        rows, balances = list(account.movements), list(account.balances)
        if style.newest:
            rows, balances = rows[::-1], balances[::-1]
        self._rows(rows, balances)
        if style.totals:
            self._totals(account)
        if style.ends == "table":
            self._summary(words[closing], self._balance(account.closing), account.closing)

    def _rows(self, rows: Sequence[Movement], balances: Sequence[Decimal | None]) -> None:
        for _, group in groupby(zip(rows, balances, strict=True), lambda pair: pair[0].booked_on):
            day = list(group)
            for at, (row, balance) in enumerate(day):
                last = at == (0 if self.style.newest else len(day) - 1)
                shown = balance if self.style.balance == "every" or (self.style.balance == "day" and last) else None
                before = balance - row.amount if balance is not None else None
                self._movement(row, shown, dated=not (self.style.once and at), before=before)
            if self.style.balance == "line" and not self.style.newest:
                self._day_balance(day[-1])

    def _day_balance(self, last: tuple[Movement, Decimal | None]) -> None:
        row, balance = last
        if balance is not None:
            day = self.style.day(row.booked_on)
            self._room(1)
            if self.style.number:
                self.sheet.put(LEFT, day)
            self.sheet.put(self.columns.text, self.style.words["day_balance"].format(d=day))
            self.sheet.line(self.columns.right["balance"], self._balance(balance), right=True)

    def _movement(self, row: Movement, balance: Decimal | None, *, dated: bool, before: Decimal | None) -> None:
        style, sheet, columns = self.style, self.sheet, self.columns
        texts = [line for text in row.texts for line in columns.wrapped(text)]
        self._room(len(texts), before)
        if dated or sheet.y > self.top:
            sheet.put(LEFT, style.day(row.booked_on))
        if style.value:
            sheet.put(columns.value, style.day(row.value_on))
        if style.number:
            sheet.put(columns.number, row.number)
        for name, figures in self._amounts(row.amount):
            sheet.put(columns.right[name], figures, right=True)
        if balance is not None and "balance" in columns.right:
            sheet.put(columns.right["balance"], self._balance(balance), right=True)
        sheet.lines(columns.text, texts)

    def _amounts(self, value: Decimal) -> Iterator[tuple[str, str]]:
        style = self.style
        match style.money:
            case "two":
                yield ("credit" if value > 0 else "debit"), style.marked(style.number_of(value))
            case "lists":
                yield "amount", style.marked(style.number_of(value))
            case "flag" if style.owed:
                yield "amount", style.flag(value) if value > 0 else style.marked(style.number_of(value))
            case "flag":
                yield "amount", style.flag(value)
            case _:
                yield "amount", style.signed(-value if style.owed else value)

    def _balance(self, value: Decimal) -> str:
        style = self.style
        if style.owed:
            bare = style.marked(style.number_of(value))
            return bare if value <= 0 else style.flag(value) if style.money == "flag" else style.signed(-value)
        if style.money == "flag" and style.flagged:
            return style.flag(value)
        plain = style.signed(value)
        return plain.removeprefix("+")

    def _summary(self, name: str, figures: str, value: Decimal | None = None) -> None:
        """Print a line that is no movement; *value*: a balance, in the column of its side where there is no other."""
        self._room(1)
        right = self.columns.right
        column = next((one for one in ("balance", "amount") if one in right), None)
        if column is None:
            column = "credit" if value is None or value >= 0 else "debit"
            figures = figures if value is None else self.style.marked(self.style.number_of(value))
        self.sheet.put(self.columns.text, name)
        self.sheet.line(right[column], figures, right=True)

    def _totals(self, account: Account) -> None:
        style, right = self.style, self.columns.right
        self._room(1)
        self.sheet.put(self.columns.text, style.words["total"])
        for name, sign in (("debit", -1), ("credit", 1)):
            if name in right:
                total = sum((one.amount for one in account.movements if one.amount * sign > 0), Decimal(0))
                self.sheet.put(right[name], style.marked(style.number_of(total)), right=True)
        if "amount" in right:
            net = sum((one.amount for one in account.movements), Decimal(0))
            figures = style.flag(net) if style.money == "flag" else style.signed(-net if style.owed else net)
            self.sheet.put(right["amount"], figures, right=True)
        self.sheet.down()

    def _titles(self) -> None:
        self._room(3)
        for x, title, is_right in self.columns.titles:
            self.sheet.put(x, title, right=is_right, bold=True)
        if self.style.ruled:
            self.sheet.canvas.line(LEFT, self.sheet.y - 3, RIGHT, self.sheet.y - 3)
        self.sheet.down(1.3)

    def _room(self, lines: int, before: Decimal | None = None) -> None:
        """Turn the page if so many lines have no room; *before*: the balance that is carried over."""
        style = self.style
        if self.sheet.y - lines * style.leading > BOTTOM + style.leading:
            return
        carried = style.carried and before is not None and "balance" in self.columns.right
        if carried:
            self.sheet.put(self.columns.text, style.words["carried"])
            self.sheet.line(self.columns.right["balance"], self._balance(before or Decimal(0)), right=True)
        self._turn()
        if style.heading == "each":
            self._titles()
        if carried:
            self.sheet.put(self.columns.text, style.words["brought"])
            self.sheet.line(self.columns.right["balance"], self._balance(before or Decimal(0)), right=True)
        self.top = self.sheet.y - 1
