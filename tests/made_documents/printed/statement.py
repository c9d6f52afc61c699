"""Drawn bank statements with their truth: columns, signs, balances and pages as banks differ in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from made_documents.invoices import sum_of
from made_documents.printed.bank_words import BANKING, BANKS, LATIN_BANKS, SAYS
from made_documents.printed.companies import make_company
from made_documents.printed.fonts import BOLD, DEBIAN
from made_documents.printed.invoice import make_local_iban
from made_documents.printed.notation import Notation
from made_documents.printed.program import Program, make_land_notation
from made_documents.printed.sheet import BOTTOM, Sheet
from made_documents.printed.truth import Paper
from made_documents.statements import Movement, Statement, Told, make_statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """*amounts*: one signed column (`signed`), two (`two`), or one with a mark behind (`flag`)."""

    words: Mapping[str, str]
    notation: Notation
    amounts: str
    debit_first: bool
    balance: bool
    value_day: bool
    opening: str
    short_days: bool
    plus: bool
    totals: bool
    second_line: bool
    rows_a_page: int
    ruled: bool


def make_paper(program: Program, rng: Random) -> Paper:
    """Return a statement of the bank *program*."""
    fixed = Random(f"{program.seed}:bank")
    layout = _layout(program, fixed)
    made = _made(program, rng)
    account = made.iban or f"{rng.randrange(10**9, 10**10)}"
    size = fixed.choice((7.0, 8.0, 9.0))
    sheet = Sheet(
        fixed.choice((*BOLD, *DEBIAN)), size, size * fixed.choice((1.3, 1.5)), margin=fixed.choice((30.0, 45.0))
    )
    _print(sheet, made, account, layout, program, fixed, rng)
    return Paper(
        family="drawn_statement",
        doc_type="bank_statement",
        country=program.country,
        language=program.language,
        group=program.name,
        data=sheet.done(),
        fields={
            "currency": made.currency if made.iban or sheet.places.get("currency") else "",
            "iban": account,
            "n_transactions": f"{len(made.movements)}",
            "sum_amounts": f"{sum_of(one.amount for one in made.movements)}",
        },
        places=sheet.places,
    )


def _made(program: Program, rng: Random) -> Statement:
    told = Told(iban=False, currencies=(program.land.currency,), references=False, accounts=False)
    made = make_statements(rng, told).parts[0]
    made = replace(made, iban=make_local_iban(rng, program.country))
    if program.land.currency == "CLP":
        whole = tuple(replace(one, amount=Decimal(int(one.amount * 100))) for one in made.movements)
        made = replace(made, movements=whole, opening=Decimal(int(made.opening * 100)))
    words = SAYS[program.language]
    told_of = (replace(one, why=f"{rng.choice(words[one.amount < 0])} {one.why}") for one in made.movements)
    return replace(made, movements=tuple(told_of))


def _layout(program: Program, fixed: Random) -> Layout:
    words = {name: fixed.choice(some) for name, some in BANKING[program.language].items()}
    amounts = fixed.choice(("signed", "signed", "two", "two", "flag"))
    return Layout(
        words=words,
        notation=make_land_notation(fixed, program.language, program.land),
        amounts=amounts,
        debit_first=fixed.random() < 0.7,
        balance=fixed.random() < 0.65,
        value_day=fixed.random() < 0.5,
        opening=fixed.choice(("row", "head", "none", "row")),
        short_days=fixed.random() < 0.25,
        plus=fixed.random() < 0.2,
        totals=fixed.random() < 0.3,
        second_line=fixed.random() < 0.35,
        rows_a_page=fixed.choice((9, 14, 40)),
        ruled=fixed.random() < 0.4,
    )


def _print(
    sheet: Sheet, made: Statement, account: str, layout: Layout, program: Program, fixed: Random, rng: Random
) -> None:
    _print_head(sheet, made, account, layout, program, fixed, rng)
    edges = _edges(sheet, layout)
    _titles(sheet, layout, edges)
    ascending = made.movements[0].booked_on <= made.movements[-1].booked_on
    if layout.opening == "row" and ascending:
        _labelled(sheet, layout, edges, layout.words["opening"], made.opening)
    for at, (one, balance) in enumerate(_balanced(made, ascending=ascending)):
        if (at and at % layout.rows_a_page == 0) or sheet.y < BOTTOM:
            sheet.turn()
            sheet.line(sheet.left, account)
            _titles(sheet, layout, edges)
        _row(sheet, one, balance, layout, edges)
    if layout.totals:
        _totals(sheet, made, layout, edges)
    if layout.opening == "row" and ascending:
        _labelled(sheet, layout, edges, layout.words["closing"], made.closing)


def _balanced(made: Statement, *, ascending: bool) -> Iterator[tuple[Movement, Decimal]]:
    """Yield each movement with the balance after it."""
    balance = made.opening if ascending else made.closing
    for one in made.movements:
        balance += one.amount if ascending else 0
        yield one, balance
        balance -= 0 if ascending else one.amount


def _print_head(
    sheet: Sheet, made: Statement, account: str, layout: Layout, program: Program, fixed: Random, rng: Random
) -> None:
    words, notation = layout.words, layout.notation
    bank = fixed.choice(BANKS.get(program.country, LATIN_BANKS))
    sheet.put(sheet.left, bank, bold=True, size=14)
    sheet.line(sheet.right, words["title"], right=True, bold=True, size=11)
    sheet.down()
    holder = make_company(rng, program.country, program.land.language)
    top, facts_left = sheet.y, fixed.random() < 0.5
    sheet.lines(sheet.at(0.55 * facts_left), [holder.name, holder.street, f"{holder.postcode} {holder.town}"])
    low, sheet.y = sheet.y, top
    x = sheet.at(0.55 * (not facts_left))
    iban = made.iban is not None
    shown = (
        " ".join(account[at : at + 4] for at in range(0, len(account), 4)) if iban and fixed.random() < 0.7 else account
    )
    sheet.line(x, f"{'IBAN' if iban else words['account']}: {shown}", says={"iban": shown})
    sheet.line(x, f"{words['period']}: {notation.day(made.first)} - {notation.day(made.last)}")
    if fixed.random() < 0.6 or notation.place == "none":
        sheet.line(x, f"{words['currency']}: {made.currency}", says={"currency": made.currency})
    if layout.opening == "head":
        sheet.line(x, f"{words['opening']}: {notation.money(made.opening)}")
        sheet.line(x, f"{words['closing']}: {notation.money(made.closing)}")
    sheet.y = min(low, sheet.y)
    sheet.down(1.5)


type Edges = Mapping[str, tuple[float, bool]]
"""Where a column stands, and whether that is its right edge."""


def _edges(sheet: Sheet, layout: Layout) -> Edges:
    edges: dict[str, tuple[float, bool]] = {"day": (sheet.left, False)}
    left = sheet.left + 9.5 * sheet.size
    if layout.value_day:
        edges["value"] = (left, False)
        left += 9.5 * sheet.size
    edges["text"] = (left, False)
    columns = _amount_columns(layout)
    for at, name in enumerate(reversed(columns)):
        edges[name] = (sheet.right - at * 9.2 * sheet.size, True)
    return edges


def _amount_columns(layout: Layout) -> Sequence[str]:
    amounts = ("debit", "credit") if layout.amounts == "two" else ("amount",)
    return (*(amounts if layout.debit_first else amounts[::-1]), *(["balance"] if layout.balance else []))


def _titles(sheet: Sheet, layout: Layout, edges: Edges) -> None:
    for name, (x, right) in edges.items():
        sheet.put(x, layout.words[name], right=right, bold=True)
    sheet.down(1.3)
    sheet.rule()


def _days(layout: Layout, one: Movement) -> Iterator[tuple[str, str]]:
    for name, day in (("day", one.booked_on), ("value", one.value_on or one.booked_on)):
        yield name, f"{day:%d/%m}" if layout.short_days else layout.notation.day(day)


def _row(sheet: Sheet, one: Movement, balance: Decimal, layout: Layout, edges: Edges) -> None:
    texts = dict(_days(layout, one))
    wide = min(x for x, right in edges.values() if right) - 9.2 * sheet.size - edges["text"][0]
    texts["text"], below = (one.why, one.who) if layout.second_line else (f"{one.why} {one.who}", "")
    number = layout.notation.bare
    match layout.amounts:
        case "two":
            texts["debit" if one.amount < 0 else "credit"] = number(abs(one.amount))
        case "flag":
            texts["amount"] = f"{number(abs(one.amount))} {layout.words['in' if one.amount > 0 else 'out']}"
        case _:
            texts["amount"] = ("+" if layout.plus and one.amount > 0 else "") + number(one.amount)
    texts["balance"] = number(balance)
    for name, (x, right) in edges.items():
        sheet.put(x, texts.get(name, ""), right=right, room=wide if name == "text" else 9 * sheet.size)
    sheet.down()
    if below:
        sheet.line(edges["text"][0], below, room=wide)
    if layout.ruled:
        sheet.rule()


def _labelled(sheet: Sheet, layout: Layout, edges: Edges, label: str, value: Decimal) -> None:
    """Print a balance in the table."""
    sheet.put(edges["text"][0], label)
    column = "balance" if layout.balance else _amount_columns(layout)[-1]
    flag = (
        {"flag": f" {layout.words['in' if value > 0 else 'out']}"}.get(layout.amounts, "") if column == "amount" else ""
    )
    sheet.line(edges[column][0], layout.notation.bare(abs(value) if flag else value) + flag, right=True, bold=True)


def _totals(sheet: Sheet, made: Statement, layout: Layout, edges: Edges) -> None:
    sheet.put(edges["text"][0], layout.words["totals"], bold=True)
    if layout.amounts == "two":
        for name, sign in (("debit", -1), ("credit", 1)):
            sheet.put(edges[name][0], layout.notation.bare(sum_of(made.side(sign))), right=True)
    else:
        sheet.put(edges["amount"][0], layout.notation.bare(made.closing - made.opening), right=True)
    sheet.down()
