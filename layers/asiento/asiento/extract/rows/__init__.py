"""From one row, of a spreadsheet or a JSON request, to a document. Figures that the row does not give stay missing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from stdnum import iban

from asiento.document import Account, DocType, Document, Doubt, Field, Line, Party, Payment
from asiento.errors import DocumentError
from asiento.extract.bank_tables.doubt import with_doubt
from asiento.extract.bank_tables.movements import doubt_of_minus, doubt_of_sides, transaction_of
from asiento.extract.rows.adjustments import adjustment_of_foot, adjustment_of_line
from asiento.extract.rows.dates import issued_on
from asiento.extract.rows.direction import doubt_of_correction, doubt_of_direction
from asiento.extract.rows.rounding import with_proven_cents
from asiento.extract.rows.tax_doubts import tax_total_of
from asiento.extract.rows.taxes import entries_of, taxes_of, withholdings_of
from asiento.extract.rows.total import total_of
from asiento.lexicon.folding import bare_words
from asiento.lexicon.terms import Term
from asiento.model import Item
from asiento.pages.fields.payment import METHODS
from asiento.tables.journals import names_journal
from asiento.tables.line_totals import SUMS_UP
from asiento.tables.meanings import AMOUNTS, Meaning
from asiento.tables.other_types import doubt_of_type
from asiento.tables.row_currency import currency_of_rows
from asiento.tables.row_reading import row_values
from asiento.tables.row_status import doubt_of_status
from asiento.tables.row_type import row_doc_type
from asiento.tables.row_values import RowValues
from asiento.tables.sides import as_said, convention_of
from asiento.tables.swapped_days import SWAPPED
from asiento.tables.synonyms import names_of
from asiento.tables.three_decimals import doubt_of_thousands
from asiento.tax_ids import compact_tax_id

COUNTRY_CODE = 2
_OF_PAPERS = frozenset({"may_be_income", "repeated_total"})
"""Codes of doubts that say nothing of a movement of an account."""


def document_of_row(item: Item) -> Document:
    """Return the document that the row of *item* is, of the type that classify gave it.

    Raises `DocumentError`: `unreadable_value`, which names the column, for a value that is not what its column says,
    and `accounting_journal`.
    """
    row = item.row or {}
    classification = item.classification or row_doc_type(row)
    values = row_values(row, item.tenant.country, item.writing)
    if classification.doc_type is DocType.BANK_STATEMENT:
        return _movement(item, values)
    return with_proven_cents(_paper(item, values, classification.doc_type))


def _movement(item: Item, values: RowValues) -> Document:
    if names_journal([str(key) for key in item.row or {}]):
        raise DocumentError("accounting_journal")
    account = values.text(Meaning.IBAN)
    signed = item.writing.signed if item.writing else None
    convention = as_said((item.writing and item.writing.convention) or convention_of([values]), signed=signed)
    moved = transaction_of(values, convention, _description(values))
    currency = currency_of_rows([values], item.tenant, shown=_shown(item))
    thousands = doubt_of_thousands(values, AMOUNTS, currency.value if currency else None)
    amounts = [moved.amount.value] if moved.amount else []
    minus = None if signed else doubt_of_minus(convention, amounts, card=False)
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        currency=currency,
        account=Account(iban=account.map(iban.compact) if account else None),
        transactions=with_doubt(
            (moved,), thousands or doubt_of_sides(convention, amounts) or minus or _doubt_of(item, _OF_PAPERS)
        ),
    )


def _description(values: RowValues) -> Field[str] | None:
    said = (values.text(m) for m in (Meaning.DESCRIPTION, Meaning.COUNTERPARTY, Meaning.SUPPLIER, Meaning.CATEGORY))
    return next((text for text in said if text), None)


def _paper(item: Item, values: RowValues, doc_type: DocType) -> Document:
    account, method = values.text(Meaning.IBAN), values.text(Meaning.PAYMENT_METHOD)
    supplier, currency = _supplier(values), _currency(item, values)
    code = currency.value if currency else None
    thousands = doubt_of_thousands(values, (*AMOUNTS, Meaning.PAYABLE), code)
    others = item.writing is not None and item.writing.other_types
    unbooked = doubt_of_status(values, is_movement=False) or doubt_of_type(values, others=others)
    total = total_of(values, thousands or _doubt_of(item), code)
    sided = (doubt_of_direction(values, supplier, item.tenant), doubt_of_correction(values, doc_type, total))
    return Document(
        doc_type=doc_type,
        number=values.text(Meaning.NUMBER),
        issued_on=_day(item, issued_on(values)),
        due_on=values.day(Meaning.DUE_DATE),
        supplier=supplier,
        customer=_customer(values),
        currency=currency,
        description=values.text(Meaning.DESCRIPTION),
        category=values.text(Meaning.CATEGORY),
        lines=tuple(_lines(values, item.tenant.country)),
        taxes=taxes_of(values, item.tenant.country),
        withholdings=withholdings_of(values, item.tenant.country),
        net=values.amount(Meaning.NET),
        tax_total=tax_total_of(values),
        tip=values.amount(Meaning.TIP),
        total=total,
        payable=values.amount(Meaning.PAYABLE),
        adjustments=adjustment_of_foot(values),
        prepaid=_prepaid(values),
        payment=Payment(
            method=method.map(_method) if method else None, iban=account.map(iban.compact) if account else None
        ),
        doubts=tuple(doubt for doubt in (unbooked, *sided) if doubt),
        notices=item.writing.notices if item.writing else (),
    )


def _prepaid(values: RowValues) -> Field[Decimal] | None:
    """Return what was paid before, beside what is left to pay, if the title says so."""
    paid = Meaning.PAYABLE in values.values and bare_words(values.names.get(Meaning.OUTSTANDING, ""))
    return values.amount(Meaning.OUTSTANDING) if paid in names_of(Term.PAID_SO_FAR) else None


def _day(item: Item, day: Field[date] | None) -> Field[date] | None:
    """Return *day*, doubted if the row's may be swapped."""
    swapped = item.writing is not None and item.writing.swapped
    return replace(day, doubt=day.doubt or SWAPPED) if day and swapped else day


def _currency(item: Item, values: RowValues) -> Field[str] | None:
    """Return the currency of the row."""
    return currency_of_rows([values], item.tenant, item.writing.named if item.writing else (), _shown(item))


def _shown(item: Item) -> tuple[str, ...]:
    return item.writing.currencies if item.writing else ()


def _doubt_of(item: Item, but: frozenset[str] = frozenset()) -> Doubt | None:
    """Return what the file says against the figure of the row, with no code in *but*: that it is a sum, or no total."""
    if item.writing is None:
        return None
    return SUMS_UP if item.writing.sums_up else next((one for one in item.writing.doubts if one.code not in but), None)


def _supplier(values: RowValues) -> Party:
    named = Meaning.SUPPLIER_TAX_ID if Meaning.SUPPLIER_TAX_ID in values.values else Meaning.TAX_ID
    tax_id = None if named is Meaning.TAX_ID and _is_of_customer(values) else values.text(named)
    return Party(
        name=values.text(Meaning.SUPPLIER) or values.text(Meaning.COUNTERPARTY),
        tax_id=tax_id.map(compact_tax_id) if tax_id else None,
        country=_country(values, Meaning.SUPPLIER_COUNTRY),
        address=values.text(Meaning.SUPPLIER_ADDRESS),
    )


def _customer(values: RowValues) -> Party:
    bare = values.text(Meaning.TAX_ID) if _is_of_customer(values) else None
    tax_id = values.text(Meaning.CUSTOMER_TAX_ID) or bare
    return Party(
        name=values.text(Meaning.CUSTOMER),
        tax_id=tax_id.map(compact_tax_id) if tax_id else None,
        country=_country(values, Meaning.CUSTOMER_COUNTRY),
        address=values.text(Meaning.CUSTOMER_ADDRESS),
    )


def _is_of_customer(values: RowValues) -> bool:
    """Tell whose a column is that is only called `NIF`: the party's that the row names; of two, the supplier's."""
    return Meaning.CUSTOMER in values.values and Meaning.SUPPLIER not in values.values


def _country(values: RowValues, meaning: Meaning) -> Field[str] | None:
    said = values.text(meaning)
    is_code = said is not None and len(said.value) == COUNTRY_CODE
    return said.map(str.upper) if said and is_code else said


def _lines(values: RowValues, country: str) -> Iterator[Line]:
    for entry in entries_of(values, Meaning.LINES, country):
        quantity, price = entry.amount(Meaning.QUANTITY), entry.amount(Meaning.UNIT_PRICE)
        amount = entry.amount(Meaning.NET) or entry.amount(Meaning.AMOUNT) or entry.amount(Meaning.TOTAL)
        yield Line(
            description=entry.text(Meaning.DESCRIPTION),
            quantity=quantity,
            unit_price=price,
            tax_rate=entry.rate(Meaning.TAX_RATE),
            amount=amount,
            adjustments=adjustment_of_line(entry, quantity.value * price.value, amount) if quantity and price else None,
        )


def _method(said: str) -> str:
    """Return `cash`, `card`, `transfer` or `direct_debit` for the words that mean them, else *said* as it is."""
    words = bare_words(said).split()
    return next((METHODS[word] for word in ("".join(words), *words) if word in METHODS), said)
