"""In what currency the amounts of a row or a table are. Where nothing says so it is the tenant's, marked as derived."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asiento.document import Doubt, Field, Source
from asiento.errors import DocumentError
from asiento.lexicon.folding import bare_words
from asiento.lexicon.words import Word, words_saying
from asiento.money.iso4217 import CURRENCIES
from asiento.money.signs import DOLLARS, SHARED, SIGNS, currency_named_in, currency_of, mark_in
from asiento.tables.meanings import Meaning
from asiento.tables.qualifiers import GROSS, MONEY, NET, TAXES, WITH, WITHOUT
from asiento.tables.row_values import CERTAIN, RowValues
from asiento.tables.units import unit_in
from asiento.tenant import Tenant

SURE = 10
"""An amount from which on two that are the same are in one currency, or their rate is 1 within half a thousandth."""

ASSUMED = 0.6
"""Confidence of a currency that nothing in the file names."""

_NAMES = (
    "libra libras pound pounds sterling peso pesos soles yen yenes reais reales francos franc francs "
    "franken rupee rupees rupia rupias rs corona coronas krona kronor krone kroner kr koruna zloty zlotys złoty "
    "dirham dirhams yuan renminbi rmb lei forint bolivar bolivares bolívares boliviano bolivianos bs guarani guaranies "
    "quetzal quetzales lempira lempiras colon colones lira liras ¥ ₺ ₽ ₩ ฿ ₫ ₱ ₴ ₪ dollar dollars dólar dólares dolares"
)
_MONEY_WORDS = frozenset(_NAMES.split())
"""Words and signs of money that several countries have, or that ISO 4217 calls otherwise."""

_HARMLESS = MONEY | TAXES | WITH | WITHOUT | NET | GROSS | words_saying(Word.NO_MONEY)
"""What stands in brackets behind the title of an amount and names no money."""

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")

FIGURES = (Meaning.TOTAL, Meaning.AMOUNT, Meaning.NET, Meaning.PAYABLE, Meaning.DEBIT, Meaning.CREDIT, Meaning.BALANCE)


def currencies_of_table(
    rows: Sequence[RowValues], tenant: Tenant, around: Sequence[str], shown: Sequence[str]
) -> tuple[Field[str] | None, Sequence[Field[str] | None]]:
    """Return the one currency of *rows*, None if there are several, and that of each row.

    What only some rows name is theirs alone. Where it is another than the tenant's, those without one are doubted.
    Arguments and errors are those of `currency_of_rows`.
    """
    naming = [_names_currency(row) for row in rows]
    in_column = {Meaning.CURRENCY in row.values for row in rows}
    if len(in_column) == 1 and len(set(naming)) == 1:
        whole = currency_of_rows(rows, tenant, around, shown)
        if whole:
            return whole, [whole] * len(rows)
    each = [currency_of_rows([row], tenant, around, shown) for row in rows]
    other = {field.value for field, named in zip(each, naming, strict=True) if field and named} - {tenant.currency}
    doubt = _open_currency(sorted(other), tenant.currency)
    each = [
        replace(field, doubt=field.doubt or doubt) if field and field.source is Source.DERIVED and not named else field
        for field, named in zip(each, naming, strict=True)
    ]
    found = [field for field in each if field]
    same = len(found) == len(rows) and len({field.value for field in found}) == 1
    best = max(found, key=lambda field: (field.doubt is not None, field.confidence)) if same else None
    return best, each


def _names_currency(row: RowValues) -> bool:
    """Return whether the row itself names a currency, in a column or beside an amount."""
    marks = {mark for meaning in FIGURES for mark in _marks(row, meaning)}
    return Meaning.CURRENCY in row.values or any(currency_of(mark) or "$" in mark for mark in marks)


def currency_of_rows(
    rows: Sequence[RowValues], tenant: Tenant, around: Iterable[str] = (), shown: Iterable[str] = ()
) -> Field[str] | None:
    """Return the one currency of *rows*: of their column, else beside their amounts, in their titles or in *around*.

    At last it is that of the formats in which their workbook has them *shown*.

    It is doubted where an amount or a title names another one. None if the rows have several currencies. Raises
    `DocumentError("unreadable_value")` for a word that is none.
    """
    marks = {mark for row in rows for meaning in FIGURES for mark in _marks(row, meaning)}
    titles = {row.names[meaning] for row in rows[:1] for meaning in FIGURES if meaning in row.names}
    marks |= {"$" for title in titles if "$" in title}
    columns = {_of_column(row, tenant) for row in rows if Meaning.CURRENCY in row.values}
    beside = {code for mark in marks if (code := currency_of(mark))}
    above = {code for title in titles if (code := currency_named_in(title))}
    texts = {code for text in around if (code := currency_named_in(text))}
    formats = {_dollar(tenant) if code == "$" else code for code in shown}
    open_titles = set() if columns or beside or above else {mark for title in titles for mark in _open_marks(title)}
    sure = formats if len(formats) == 1 and formats <= CURRENCIES and "$" not in marks and not open_titles else set()
    for named in (columns, beside, above, texts, sure):
        if len(named) > 1:
            return None
        if named:
            (code,) = named
            # A column says it row by row; formats are often those of the whole sheet.
            others = columns | beside | above if columns or beside else above | texts | formats | open_titles
            doubt = _other_currency(code, others - named) or _unpaired(rows, above | texts or {tenant.currency}, code)
            return Field(value=code, confidence=CERTAIN, source=Source.ROW, doubt=doubt)
    shared = sorted({mark for mark in marks if mark != "$" and _is_open(mark, tenant)} | open_titles)
    return Field(
        value=_dollar(tenant) if "$" in marks else tenant.currency,
        confidence=ASSUMED,
        source=Source.DERIVED,
        doubt=_open_currency(shared or sorted(formats), tenant.currency),
    )


def _is_open(mark: str, tenant: Tenant) -> bool:
    """Return whether *mark* is a sign of several currencies, and not of the company's own among a few."""
    sign = mark.casefold()
    return sign in SIGNS and tenant.currency not in SHARED.get(sign, ())


def _open_marks(title: str) -> Iterator[str]:
    """Yield what may name money in the *title* of an amount: a sign of several currencies, a word, any in brackets."""
    words = title.casefold().split()
    for found in _BRACKETS.findall(title.casefold()):
        named = bare_words(found).strip()
        plain = named.isdigit() or named in _HARMLESS or (len(found.strip()) == 1 and found.isascii())
        if not plain and len(found.split()) == 1 and not unit_in(title):
            words.append(found)
    known = (word.strip("()[]:,") for word in words)
    yield from (word for word in known if word.rstrip(".") in _MONEY_WORDS or word in words[len(title.split()) :])


def _unpaired(rows: Sequence[RowValues], usual: Collection[str], code: str) -> Doubt | None:
    """Return the doubt that the amounts are not in *code*, as it stands beside others, but in the *usual* currency."""
    open_rows = (row for row in rows if row.currencies and not _is_same_abroad(row))
    said = {currency_of(str(text)) or str(text).strip() for row in open_rows for text in row.currencies}
    if not said or said == set(usual):
        return None
    return Doubt.of("two_currencies", currency=code, others=sorted((said | set(usual)) - {code}))


def _is_same_abroad(row: RowValues) -> bool:
    """Return whether the amount of *row* is its foreign amount, so that both are in its currency.

    Of a few cents, an amount and what it makes in another currency are the same by rounding.
    """
    total, other = row.amount(Meaning.TOTAL) or row.amount(Meaning.AMOUNT), row.amount(Meaning.FOREIGN_AMOUNT)
    return total is not None and other is not None and total.value == other.value and abs(total.value) >= SURE


def _open_currency(shown: Sequence[str], currency: str) -> Doubt | None:
    """Return the doubt that what is *shown*, a sign of several currencies or several of them, is no *currency*."""
    if not shown or list(shown) == [currency]:
        return None
    return Doubt.of("open_currency", shown=shown, currency=currency)


def _other_currency(code: str, others: Collection[str]) -> Doubt | None:
    if not others:
        return None
    return Doubt.of("two_currencies", currency=code, others=sorted(others))


def _marks(row: RowValues, meaning: Meaning) -> Iterator[str]:
    """Yield what stands beside the amounts of *meaning*, in every column of that title."""
    for value in (row.values.get(meaning), *row.rivals.get(meaning, {}).values()):
        if isinstance(value, str) and (mark := mark_in(value)):
            yield mark


def _of_column(row: RowValues, tenant: Tenant) -> str:
    said = str(row.values[Meaning.CURRENCY]).strip()
    if said == "$":
        return _dollar(tenant)
    if tenant.currency in SHARED.get(said.casefold(), ()):
        return tenant.currency
    code = currency_of(said) or (said.upper() if len(said) == 3 and said.isalpha() and said.isascii() else None)  # noqa: PLR2004 (ISO 4217)
    if code is None:
        raise DocumentError(
            "unreadable_value.currency",
            where=row.where,
            column=row.names[Meaning.CURRENCY],
            value=row.shown(Meaning.CURRENCY),
        )
    return code


def _dollar(tenant: Tenant) -> str:
    return tenant.currency if tenant.currency in DOLLARS else "USD"
