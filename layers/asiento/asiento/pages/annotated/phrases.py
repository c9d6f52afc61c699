"""The phrases that announce a value on a page, and what each announces."""

from collections.abc import Mapping
from functools import cache

from asiento.lexicon.folding import plain
from asiento.lexicon.phrases import Part, phrases_of
from asiento.lexicon.terms import Term
from asiento.pages.annotated.labels import Label

TERMS: Mapping[Label, tuple[Term, ...]] = {
    Label.NUMBER: (Term.NUMBER,),
    Label.WEAK_NUMBER: (
        Term.NUMBER_SIGN,
        Term.INVOICE,
        Term.SIMPLIFIED_INVOICE,
        Term.RECEIPT,
        Term.CREDIT_NOTE,
        Term.CREDIT_NOTE_FIRST,
        Term.CREDIT_INVOICE,
        Term.CREDIT_NOTE_OR_CREDIT,
    ),
    Label.OTHER_NUMBER: (
        Term.OTHER_NUMBER,
        Term.CUSTOMER_NUMBER,
        Term.ACCESS_KEY,
        Term.RECTIFIED,
        Term.DELIVERY_NOTE,
        Term.ORDER,
        Term.CARD_TERMINAL,
        Term.TABLE_OR_CASHIER,
        Term.REFERENCE,
        Term.REGISTER_NUMBER,
        Term.ACCOUNT_NUMBER,
        Term.ACCOUNT_OR_ID,
    ),
    Label.ISSUED: (Term.ISSUE_DATE, Term.STATEMENT_DATE),
    Label.DUE: (Term.DUE_DATE, Term.DUE_WORD, Term.CARD_DUE_DATE),
    Label.OTHER_DATE: (Term.OTHER_DATE, Term.BOOKING_DATE),
    Label.TAX_ID: (Term.TAX_ID, Term.SUPPLIER_TAX_ID, Term.CUSTOMER_TAX_ID),
    Label.SUPPLIER: (Term.SUPPLIER, Term.SENDER),
    Label.CUSTOMER: (Term.CUSTOMER, Term.ADDRESSEE, Term.BUYER, Term.PAYER),
    Label.OTHER_PARTY: (Term.OTHER_PARTY,),
    Label.NAME: (Term.NAME,),
    Label.CONTACT: (Term.CONTACT, Term.ACCOUNT, Term.IBAN),
    Label.NET: (Term.NET, Term.TAX_BASE, Term.SUBTOTAL, Term.INTERIM_TOTAL, Term.GROSS_OR_NET, Term.SUM),
    Label.TAX: (
        Term.IVA,
        Term.RECARGO,
        Term.MWST,
        Term.VAT,
        Term.TAX_BY_NAME,
        Term.TAX_INCLUDED,
        Term.MWST_RATE,
        Term.TAXES,
    ),
    Label.TAX_TOTAL: (Term.TAX_TOTAL,),
    Label.WITHHOLDING: (Term.WITHHOLDING, Term.WITHHOLDING_IRS),
    Label.GRAND_TOTAL: (Term.GRAND_TOTAL, Term.GENERAL_TOTAL),
    Label.TOTAL: (Term.TOTAL, Term.AMOUNT_OR_TOTAL),
    Label.PAYABLE: (Term.PAYABLE, Term.AMOUNT_DUE, Term.NET_PAYABLE, Term.OUTSTANDING, Term.BALANCE_OR_OWED),
    Label.TIP: (Term.TIP,),
    Label.CASH: (Term.CASH, Term.HANDED_OVER, Term.PAID),
    Label.CHANGE: (Term.CHANGE, Term.RETURNED, Term.CHANGE_OR_CURRENCY),
    Label.CARD: (Term.CARD, Term.CARD_WORD),
    Label.OTHER_AMOUNT: (
        Term.OTHER_AMOUNT,
        Term.ROUNDING,
        Term.PRICE_CUT,
        Term.CHARGES,
        Term.CREDITS,
        Term.TURNOVER_OR_AMOUNT,
    ),
    Label.SETTLED: (
        Term.SETTLED,
        Term.BALANCE_OR_SETTLED,
        Term.PREVIOUS_BALANCE,
        Term.BROUGHT_FORWARD,
        Term.CARRIED_FORWARD,
        Term.DEPOSIT_OR_CREDIT,
        Term.PAID_SO_FAR,
    ),
    Label.DESCRIPTION: (Term.DESCRIPTION, Term.BANK_DESCRIPTION, Term.ITEMS),
    Label.QUANTITY: (Term.QUANTITY,),
    Label.UNIT_PRICE: (Term.UNIT_PRICE, Term.RETAIL_PRICE, Term.PRICE),
    Label.AMOUNT: (Term.AMOUNT,),
    Label.RATE: (Term.TAX_RATE, Term.TYPE_OR_RATE),
    Label.DISCOUNT: (Term.DISCOUNT,),
}
"""The terms that a label on a page may print for each value."""


@cache
def labels_by_phrase() -> Mapping[str, Label]:
    """Return what each phrase announces, its words run together as by `label_keys`."""
    return {key: label for label, terms in TERMS.items() for term in terms for key in label_keys(term)}


def label_keys(term: Term) -> tuple[str, ...]:
    """Return the phrases by which a page announces *term*, their words run together as they are compared."""
    return tuple("".join(map(plain, phrase.split())) for phrase in phrases_of(term, Part.EVERYWHERE, Part.LABELS))
