"""The names that people, programs and banks give to columns and keys, and what a column of each name holds.

Names are compared by their words (`lexicon.folding.bare_words`), so case, accents, punctuation and small words do not
matter here.
"""

from collections.abc import Mapping
from functools import cache

from asiento.lexicon.folding import bare_words
from asiento.lexicon.phrases import Part, phrases_of
from asiento.lexicon.terms import Term
from asiento.tables.meanings import Meaning

TERMS: Mapping[Meaning, tuple[Term, ...]] = {
    Meaning.TYPE: (Term.TYPE, Term.TYPE_OR_RATE, Term.DOCUMENT_TYPE, Term.OTHER_TYPE),
    Meaning.STATUS: (Term.STATUS,),
    Meaning.DATE: (Term.ISSUE_DATE, Term.BOOKING_DATE, Term.CARD_DATE),
    Meaning.VALUE_DATE: (Term.VALUE_DATE,),
    Meaning.DUE_DATE: (Term.DUE_DATE, Term.DUE_WORD, Term.CARD_DUE_DATE),
    Meaning.NUMBER: (Term.NUMBER, Term.NUMBER_SIGN, Term.INVOICE, Term.RECEIPT),
    Meaning.SUPPLIER: (Term.SUPPLIER, Term.NAME),
    Meaning.SUPPLIER_TAX_ID: (Term.SUPPLIER_TAX_ID,),
    Meaning.SUPPLIER_COUNTRY: (Term.SUPPLIER_COUNTRY,),
    Meaning.SUPPLIER_ADDRESS: (Term.SUPPLIER_ADDRESS,),
    Meaning.CUSTOMER: (Term.CUSTOMER, Term.ADDRESSEE, Term.BUYER),
    Meaning.CUSTOMER_TAX_ID: (Term.CUSTOMER_TAX_ID,),
    Meaning.CUSTOMER_COUNTRY: (Term.CUSTOMER_COUNTRY,),
    Meaning.CUSTOMER_ADDRESS: (Term.CUSTOMER_ADDRESS,),
    Meaning.TAX_ID: (Term.REGISTER_NUMBER, Term.TAX_ID),
    Meaning.COUNTERPARTY: (Term.PAYER, Term.SENDER, Term.COUNTERPARTY),
    Meaning.DESCRIPTION: (Term.DESCRIPTION, Term.BANK_DESCRIPTION),
    Meaning.CATEGORY: (Term.CATEGORY,),
    Meaning.CURRENCY: (Term.CHANGE_OR_CURRENCY, Term.CURRENCY),
    Meaning.QUANTITY: (Term.QUANTITY,),
    Meaning.UNIT_PRICE: (Term.UNIT_PRICE,),
    Meaning.NET: (Term.NET, Term.TAX_BASE, Term.SUBTOTAL, Term.INTERIM_TOTAL, Term.NET_PAYABLE),
    Meaning.TAX_KIND: (Term.TAX_KIND,),
    Meaning.TAX_RATE: (Term.MWST_RATE, Term.TAX_RATE),
    Meaning.TAX: (Term.IVA, Term.MWST, Term.VAT, Term.TAX_BY_NAME, Term.TAX_TOTAL),
    Meaning.WITHHOLDING_RATE: (Term.WITHHOLDING_RATE,),
    Meaning.WITHHOLDING: (Term.WITHHOLDING, Term.WITHHOLDING_IRS),
    Meaning.TIP: (Term.TIP,),
    Meaning.TOTAL: (Term.GROSS_OR_NET, Term.TAX_INCLUDED, Term.GRAND_TOTAL, Term.GENERAL_TOTAL, Term.TOTAL),
    Meaning.PAYABLE: (Term.PAYABLE, Term.AMOUNT_DUE),
    Meaning.PAYMENT_METHOD: (Term.PAYMENT_METHOD,),
    Meaning.IBAN: (Term.ACCOUNT, Term.IBAN, Term.ACCOUNT_NUMBER, Term.ACCOUNT_OR_ID),
    Meaning.AMOUNT: (Term.SUM, Term.AMOUNT_OR_TOTAL, Term.TURNOVER_OR_AMOUNT, Term.PRICE, Term.AMOUNT),
    Meaning.FOREIGN_AMOUNT: (Term.FOREIGN_AMOUNT, Term.CARD_AMOUNT),
    Meaning.FOREIGN_CURRENCY: (Term.FOREIGN_CURRENCY, Term.CARD_CURRENCY),
    Meaning.OUTSTANDING: (Term.OUTSTANDING, Term.PAID_SO_FAR),
    Meaning.FEE: (Term.FEE,),
    Meaning.DEBIT: (Term.DEBIT, Term.DEBIT_OR_CARD, Term.MONEY_OUT, Term.PAYMENTS),
    Meaning.CREDIT: (
        Term.CREDIT_NOTE_OR_CREDIT,
        Term.CREDIT_NOTE_FIRST,
        Term.CREDITS,
        Term.DEPOSIT_OR_CREDIT,
        Term.CREDIT,
        Term.MONEY_IN,
    ),
    Meaning.DIRECTION: (Term.DIRECTION,),
    Meaning.BALANCE: (
        Term.CARD_BALANCE,
        Term.BALANCE,
        Term.BALANCE_WORD,
        Term.BALANCE_OR_OWED,
        Term.BALANCE_OR_SETTLED,
        Term.CLOSING_BALANCE,
        Term.STATED_BALANCE,
    ),
    Meaning.REFERENCE: (Term.REFERENCE,),
    Meaning.LINES: (Term.ITEMS, Term.LINES),
    Meaning.TAXES: (Term.TAXES,),
    Meaning.WITHHOLDINGS: (Term.WITHHOLDINGS,),
}
"""The terms that the title of a column may print for each meaning."""


@cache
def meanings_by_name() -> Mapping[str, Meaning]:
    """Return the meaning of every name, folded, the longest name first."""
    pairs = [(name, meaning) for meaning, terms in TERMS.items() for term in terms for name in names_of(term)]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def names_of(term: Term) -> frozenset[str]:
    """Return the titles of columns that mean *term*, folded."""
    return frozenset(map(bare_words, phrases_of(term, Part.EVERYWHERE, Part.COLUMNS)))
