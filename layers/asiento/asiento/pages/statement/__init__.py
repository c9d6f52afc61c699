"""A bank statement that came as PDF or picture: its movements, where lines, columns and signs are beyond doubt.

What the statement's own arithmetic does not prove goes to a person, and of a picture is refused with the way out.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from asiento.document import Account, DocType, Document, Field, Party, Source
from asiento.errors import DocumentError
from asiento.model import Item
from asiento.pages.annotated import AnnotatedPages, annotated_pages
from asiento.pages.fields.payment import iban_of
from asiento.pages.statement.bank_name import bank_on
from asiento.pages.statement.currency import statement_currency
from asiento.pages.statement.days import statement_day
from asiento.pages.statement.money import statement_pages
from asiento.pages.statement.proof import Proof
from asiento.pages.statement.reckoned import Reckoned, reckoned_of
from asiento.pages.statement.stated import Stated
from asiento.pages.statement.transactions import transactions_of
from asiento.pages.statement.weights import SURE
from asiento.reading import Reading


def statement_of_reading(item: Item, reading: Reading) -> Document:
    """Return the statement that *reading* holds.

    Raises `DocumentError`: `statement_as_picture` when a picture's movements cannot be proven by its balances,
    `unreadable_statement` when a PDF's columns or signs are not clear.
    """
    pages = statement_pages(annotated_pages(reading, item.tenant.country))
    found = reckoned_of(pages)
    if not found or (reading.source is Source.OCR and not all(one.proof.proven for one in found)):
        picture = reading.source is Source.OCR
        raise DocumentError("statement_as_picture") if picture else DocumentError("unreadable_statement")
    rows = [row for one in found for row in one.rows]
    issued = statement_day(pages, frozenset(row.at for row in rows))
    name, account = bank_on(pages), iban_of(pages)
    currency = statement_currency(pages, item.tenant, rows, account)
    own = _own_currencies(pages, item, found, currency)
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        issued_on=pages.field(*issued) if issued else None,
        supplier=Party(name=pages.field(name.text, name, SURE.bank) if name else None),
        currency=currency,
        account=_account(pages, account, found),
        transactions=transactions_of(pages, found, issued[0] if issued else None, own),
    )


def _account(pages: AnnotatedPages, number: Field[str] | None, found: Sequence[Reckoned]) -> Account:
    """Return the account with its balances; of several nothing is that of all."""
    if len(found) > 1:
        return Account()
    proof = found[0].proof
    return Account(
        iban=number,
        opening_balance=_balance(pages, proof.opening, proof),
        closing_balance=_balance(pages, proof.closing, proof),
    )


def _balance(pages: AnnotatedPages, stated: Stated | None, proof: Proof) -> Field[Decimal] | None:
    return pages.field(stated.value(owed=proof.owed), stated.money.span, SURE.proven) if stated else None


def _own_currencies(
    pages: AnnotatedPages, item: Item, found: Sequence[Reckoned], whole: Field[str]
) -> Mapping[int, Field[str]]:
    """Return the currency of each account by its place in *found*, where they are not all that of the *whole*."""
    if len(found) < 2:  # noqa: PLR2004 (several)
        return {}
    each = {at: statement_currency(pages, item.tenant, one.rows, None, one.part) for at, one in enumerate(found)}
    own = {at: whole if field.source is Source.DERIVED else field for at, field in each.items()}
    return own if {field.value for field in own.values()} != {whole.value} else {}
