"""A row that gives a quantity and a price: whether they make its total, with or without a tax. Computes no amount."""

from collections.abc import Iterator
from decimal import Decimal

from asiento.document import Doubt
from asiento.extract.rows.tax_doubts import VAT_RATES
from asiento.lexicon.folding import bare_words
from asiento.lexicon.words import Word, words_saying
from asiento.money.iso4217 import decimals_of
from asiento.money.last_digit import last_digit
from asiento.tables.columns import EXACT, closeness_of, meaning_of
from asiento.tables.line_totals import PLACES
from asiento.tables.meanings import Meaning
from asiento.tables.numbers import number
from asiento.tables.qualifiers import CHARGES, DISCOUNTS
from asiento.tables.row_values import RowValues

CENT = Decimal("0.01")

_CODES = words_saying(Word.NAMING)
"""Words of a title whose figures count or name something."""

_PRICED = (Meaning.QUANTITY, Meaning.UNIT_PRICE)
_FIGURES = (Meaning.TOTAL, Meaning.AMOUNT, Meaning.NET, Meaning.PAYABLE)
_ELSE = (Meaning.TIP, Meaning.FEE, Meaning.SURCHARGE, Meaning.FOREIGN_AMOUNT, Meaning.FOREIGN_CURRENCY)
"""What may stand between quantity times price and the total, beside taxes."""


def doubt_of_price(values: RowValues, meaning: Meaning, total: Decimal, currency: str | None) -> Doubt | None:
    """Return the doubt that *total*, of the column of *meaning*, is not what quantity and price of its row make.

    Price and quantity may be rounded, the total to the coins of its *currency*, and the price may be without a tax
    that the total has.
    """
    count, price = (_bare(values.readable_amount(one)) for one in _PRICED)
    exact = all(closeness_of(values.names.get(one, "")) == EXACT for one in _PRICED)
    if not exact or not count or not price or Meaning.LINES in values.values or _says_more(values):
        return None
    coin = max(Decimal(1).scaleb(-decimals_of(currency)), CENT)
    made, slack = count * price, coin + _rounded(count, price, coin)
    if any(abs(abs(made) * factor - abs(one)) <= slack * factor for one, factor in _expected(values, total)):
        return None
    return Doubt.of("price_mismatch", count=count, price=price, made=made, column=values.names[meaning], total=total)


def _bare(figure: Decimal | None) -> Decimal | None:
    """Return *figure* without the noise of binary arithmetic, which is no last digit."""
    return None if figure is None else round(figure, PLACES).normalize()


def _says_more(values: RowValues) -> bool:
    """Return whether the row has another figure that may explain the difference: a discount, a fee, an unknown one."""
    if any(values.readable_amount(one) or one is Meaning.FOREIGN_CURRENCY for one in _ELSE if one in values.values):
        return True
    return any(number(value, values.dialect) and _may_explain(name) for name, value in values.columns.items())


def _may_explain(name: str) -> bool:
    known, words = meaning_of(name), set(bare_words(name).split())
    return (known is None and not words & _CODES) or (known is Meaning.ASIDE and bool(words & (DISCOUNTS | CHARGES)))


def _expected(values: RowValues, total: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield each figure that may be quantity times price, with what a tax makes of one that has it."""
    tax, rate = values.readable_amount(Meaning.TAX), values.readable_amount(Meaning.TAX_RATE)
    withheld = abs(values.readable_amount(Meaning.WITHHOLDING) or Decimal(0))
    named = [figure for one in _FIGURES if (figure := values.readable_amount(one)) is not None]
    figures = [*named, total, total + withheld]
    figures += [figure - tax for figure in figures] if tax else []
    known = [one for one in (rate, tax) if one is not None]  # below `IVA` may stand a rate
    rates = known or VAT_RATES
    for figure in figures:
        yield figure, Decimal(1)
        yield from ((figure, 1 + each / 100) for each in rates)
    net = values.readable_amount(Meaning.NET)
    if net is not None:
        yield from ((net * (1 + each / 100), Decimal(1)) for each in rates)


def _rounded(count: Decimal, price: Decimal, coin: Decimal) -> Decimal:
    """Return what half a unit of the last digit of price and quantity makes of their product."""
    of_count = Decimal(0) if count == int(count) else abs(price) * last_digit(count)
    return (abs(count) * min(last_digit(price), coin) + of_count) / 2
