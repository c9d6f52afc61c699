"""What tells types of documents and amounts on till receipts apart without naming them: `hints` of each language."""

from enum import StrEnum
from functools import cache

from asiento.lexicon.files import tables
from asiento.lexicon.folding import bare_words
from asiento.lexicon.notation import sources, spellings

HINTS = "hints"
"""The table of a file with the hints."""


class Hint(StrEnum):
    """What a phrase hints at in a line. One phrase may hint at several things, and have a term besides."""

    BANK_COLUMN = "bank_column"
    """The title of a column, as bank statements print it."""
    CREDIT_CARD = "credit_card"
    """A credit card, as the head of its statement names it; the movements of any account name some."""
    ACCOUNT_WORD = "account_word"
    """What stands before the number of an account, above its table."""
    RECEIPT_NUMBER = "receipt_number"
    """The label of a receipt's number, which is no heading."""
    AFTER_CHANGE = "after_change"
    """What stands between the change and its amount."""
    AFTER_ROUNDING = "after_rounding"
    """What stands between a rounding and its amount."""
    CLOCK = "clock"
    """A word after the time of day."""
    CLIENT = "client"
    """A customer where a name follows."""
    TAXED = "taxed"
    """What only who states a tax prints: a tax, or the number of who pays it."""
    NET_TO_PAY = "net_to_pay"
    """What is to be paid, as who sends an invoice says it."""
    BELOW_ZERO = "below_zero"
    """A total at the beginning of a line, which may be below zero."""
    OWED = "owed"
    """A word beside an amount that is owed or paid."""
    ROUNDED_TOTAL = "rounded_total"
    """A total after rounding, on a till receipt as all below."""
    ROUNDED_LAST = "rounded_last"
    """The same, where it ends in the rounding."""
    NO_SUM = "no_sum"
    """What holds the word of a sum or of cash and is none."""
    SERVICE_CHARGE = "service_charge"
    SUBTOTAL = "subtotal"
    SUBTOTAL_FIRST = "subtotal_first"
    """A subtotal where it comes first."""
    DISCOUNT = "discount"
    LAST = "last"
    """Before a `sum_name`: what is paid in the end."""
    SUM_NAME = "sum_name"
    FINAL = "final"
    """What is paid in the end."""
    FINAL_ALONE = "final_alone"
    """The same, where nothing else is said."""
    TOTAL_PAID = "total_paid"
    """A sum that was handed over."""
    TOTAL_WITH_TAX = "total_with_tax"
    TAX_WITHIN = "tax_within"
    """A tax that is part of the total."""
    TOTAL_NAMED = "total_named"
    """A total of what is named beside it, whatever tax is named after it."""
    TAX_NAME = "tax_name"
    TOTAL = "total"
    CARD = "card"
    PAID = "paid"
    """What was handed over."""
    CARD_FIRST = "card_first"
    """A payment by card where it comes first."""
    CARD_PAID = "card_paid"
    """A payment by card."""
    AMOUNT_ALONE = "amount_alone"
    """An amount of which nothing else is said."""
    EXEMPT = "exempt"
    """What stands for a rate where there is no tax, as data say it; so do all below."""
    SIDE = "side"
    """Money in or out, as a column of types says it; with its accents."""
    NUMBER_ALONE = "number_alone"
    """The title of a column of numbers of something."""
    ROW_OF_EXPENSE = "row_of_expense"
    """The type of a row."""
    ROW_OF_INVOICE = "row_of_invoice"
    """The type of a row."""
    ROW_OF_CREDIT_NOTE = "row_of_credit_note"
    """The type of a row."""
    ROW_OF_CORRECTION = "row_of_correction"
    """The type of a row that corrects an invoice: downwards, upwards, or in its place."""
    CORRECTION = "correction"
    """The title of a paper that corrects an invoice, and does not say that it gives money back."""
    CORRECTED = "corrected"
    """What announces, on a note that corrects an invoice, the number of that one."""
    ROW_OF_BANK = "row_of_bank"
    """The type of a row."""
    ROW_OF_SALE = "row_of_sale"
    """The type of a row that says that the company itself issued the invoice."""
    ROW_OF_PURCHASE = "row_of_purchase"
    """The type of a row that says that the company received the invoice."""
    OF_PAYMENT = "of_payment"
    """What a receipt of the payment of another document says."""
    AMERICAN = "american"
    """What only an issuer in the United States prints."""
    MARK_VOID = "mark_void"
    """What stands across a page that is not booked: a draft, a cancelled bill, no valid one."""
    MARK_COPY = "mark_copy"
    """What stands across a copy."""
    MARK_TEST = "mark_test"
    """What stands across a sample or a test."""
    SETTLED = "settled"
    """The status of what happened and is to be booked."""
    OWED_STATUS = "owed_status"
    """The status of a bill that is to be paid: booked, where the same of a movement says that it did not happen."""
    UNSETTLED = "unsettled"
    """The status of what is not booked: refused, cancelled, pending, a draft, a copy."""


@cache
def phrases_hinting(*hints: Hint) -> frozenset[str]:
    """Return each spelling of the phrases of *hints* in all languages, as it is written."""
    phrases = (phrase for table in tables(HINTS) for hint in hints for phrase in table.get(hint, ()))
    return frozenset(spelled for phrase in phrases for spelled in spellings(phrase))


@cache
def bare_phrases_hinting(*hints: Hint) -> frozenset[str]:
    """Return the same phrases folded, as `bare_words` folds what is compared with them."""
    return frozenset(map(bare_words, phrases_hinting(*hints)))


@cache
def source_of_hints(*hints: Hint) -> str:
    """Return the phrases of *hints* as the source of a regular expression, as `notation.source_of` does for terms."""
    return "|".join(sources(phrases_hinting(*hints)))
