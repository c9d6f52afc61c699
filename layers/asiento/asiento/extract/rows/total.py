"""The total of a row, and the doubts that its other columns raise: which of its figures is what was paid.

A figure is taken as it stands. What another column says is compared, never computed into it.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from asiento.document import Doubt, Field
from asiento.extract.rows.priced import doubt_of_price
from asiento.extract.rows.tax_doubts import may_be_net
from asiento.lexicon.folding import bare_words
from asiento.lexicon.words import Word, words_saying
from asiento.tables.columns import EXACT, closeness_of, meaning_of
from asiento.tables.columns_by_content import is_when
from asiento.tables.meanings import Meaning
from asiento.tables.numbers import number
from asiento.tables.qualifiers import CHARGES, DISCOUNTS, INCOME, PRICES, SALES, is_count
from asiento.tables.row_values import RowValues

CENT = Decimal("0.01")
"""How far a total may be from an amount with its rate of tax."""

_TOTALS = (Meaning.TOTAL, Meaning.AMOUNT)
_CODES = words_saying(Word.NAMING)
"""Words of a title whose figures count or name something."""


def total_of(values: RowValues, doubt: Doubt | None, currency: str | None) -> Field[Decimal] | None:
    """Return the total in *currency*, doubted if another column may be meant, or with the *doubt* of its row.

    Without a column of a total or an amount it is what is left to pay, if nothing was withheld from that.
    """
    meaning = _meaning(values)
    found = values.amount(meaning) if meaning else None
    if meaning is None or found is None or found.doubt:
        return found
    own = (
        _doubt_of_other(values, meaning, found.value)
        or _doubt_of_unit(values, meaning, found.value)
        or doubt_of_price(values, meaning, found.value, currency)
        or _income(values, meaning)
    )
    return replace(found, doubt=own or may_be_net(values, meaning, found.value) or doubt)


def _meaning(values: RowValues) -> Meaning | None:
    """Return which column is taken. An empty total is no reason to take another one for it."""
    if Meaning.TOTAL in values.values or Meaning.TOTAL in values.empty:
        return Meaning.TOTAL
    if Meaning.AMOUNT in values.values or Meaning.AMOUNT in values.empty:
        return Meaning.AMOUNT
    return Meaning.PAYABLE if Meaning.WITHHOLDING not in values.values else None


def _doubt_of_other(values: RowValues, meaning: Meaning, total: Decimal) -> Doubt | None:
    """Return the doubt that another column, whose figure the rest of the row does not explain, is the total."""
    others = dict(_others(values, meaning))
    read = [figure for figure in others.values() if figure is not None]
    if len(read) == len(others) and sum(read, Decimal(0)) == total:
        others = {}  # what one total is made of: `Total comidas`, `Total viajes`, `Total`
    unknown = {} if closeness_of(values.names[meaning]) == EXACT else dict(_unknown(values, total))
    for name, figure in (others | unknown).items():
        if figure != total and not (name in others and _is_part(figure, total, values, meaning, name)):
            return values.two_columns(meaning, name, values.columns[name])
    return None


def _others(values: RowValues, meaning: Meaning) -> Iterator[tuple[str, Decimal | None]]:
    """Yield the other columns of a total or an amount with their figures; None for one that cannot be read.

    A word without a digit is not a figure.
    """
    for name, value in values.columns.items():
        if name != values.names[meaning] and meaning_of(name) in _TOTALS:
            figure = number(value, values.dialect)
            if figure is not None or any(map(str.isdigit, str(value))):
                yield name, figure


def _unknown(values: RowValues, total: Decimal) -> Iterator[tuple[str, Decimal]]:
    """Yield the columns of figures that no word explains: beside a total that is only half known they may be it."""
    counted = values.amount(Meaning.QUANTITY)
    for name, value in values.columns.items():
        known, words = meaning_of(name), set(bare_words(name).split())
        if known not in (None, Meaning.UNIT_PRICE) or (words & _CODES and closeness_of(name) != EXACT):
            continue
        figure = number(value, values.dialect)
        if figure is None or (isinstance(value, str) and is_when(value)):
            continue
        priced = known is not None and (
            (counted is not None and abs(figure * counted.value - total) <= CENT)
            or (closeness_of(name) == EXACT and not words <= PRICES)
        )
        if not priced:
            yield name, figure


def _is_part(figure: Decimal | None, total: Decimal, values: RowValues, meaning: Meaning, name: str) -> bool:
    """Return whether *figure*, of an amount, is the net, what is left to pay, or the total without its extras."""
    if figure is None or meaning is not Meaning.TOTAL or meaning_of(name) is not Meaning.AMOUNT:
        return False
    named = [values.amount(one) for one in (Meaning.NET, Meaning.PAYABLE)]
    if any(field is not None and field.value == figure for field in named):
        return True
    rate = values.rate(Meaning.TAX_RATE)
    if rate is not None and abs(figure * (100 + rate.value) / 100 - total) <= CENT:
        return True
    sums = {figure}
    for extra in _extras(values):
        sums |= {before + extra for before in sums}
    return total in sums


def _extras(values: RowValues) -> list[Decimal]:
    """Return what makes a total of an amount: tax, tip, fee and shipping, and discounts with a minus."""
    plain = [values.amount(meaning) for meaning in (Meaning.TAX, Meaning.TIP, Meaning.FEE)]
    extras = [field.value for field in plain if field is not None]
    for name, value in values.columns.items():
        words, figure = set(bare_words(name).split()), number(value, values.dialect)
        if meaning_of(name) is Meaning.ASIDE and figure is not None and words & (DISCOUNTS | CHARGES):
            extras.append(-abs(figure) if words & DISCOUNTS else figure)
    return extras[:6]


def _doubt_of_unit(values: RowValues, meaning: Meaning, total: Decimal) -> Doubt | None:
    """Return the doubt that the one price of a row that counts several things is that of one of them."""
    name = values.names[meaning]
    price, count = values.amount(Meaning.UNIT_PRICE), values.amount(Meaning.QUANTITY)
    if price and count and price.value == total != price.value * count.value:
        return Doubt.of("may_be_unit_price", counts=values.names[Meaning.QUANTITY], count=count.value, column=name)
    sure = closeness_of(name) == EXACT and not PRICES & set(bare_words(name).split())
    if meaning is not Meaning.AMOUNT or sure or Meaning.UNIT_PRICE in values.values or Meaning.NET in values.values:
        return None
    counted = next((pair for pair in _counts(values) if pair[1] != 1), None)
    if counted is None:
        return None
    return Doubt.of("may_be_unit_price", counts=counted[0], count=counted[1], column=name)


def _income(values: RowValues, meaning: Meaning) -> Doubt | None:
    """Return the doubt that the row is money that came in: its type, the title of its total or a whole cell says so.

    An invoice to a customer is the company's own.
    """
    if Meaning.CUSTOMER in values.names or Meaning.CUSTOMER_TAX_ID in values.names:
        return None
    kind = values.text(Meaning.TYPE)
    speaking = (values.names[meaning], kind.value if kind else "")
    said = next((text for text in speaking if SALES & set(bare_words(text).split())), None) or next(
        (value for value in values.columns.values() if isinstance(value, str) and bare_words(value) in INCOME), None
    )
    if said is None:
        return None
    return Doubt.of("may_be_income.text", cell=said)


def _counts(values: RowValues) -> Iterator[tuple[str, Decimal]]:
    for name, value in values.columns.items():
        if meaning_of(name) is Meaning.QUANTITY or is_count(bare_words(name).split()):
            figure = number(value, values.dialect)
            if figure is not None:
                yield name, figure
