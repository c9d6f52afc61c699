"""What a column of a table or a key of a row can mean. `synonyms.py` says by which terms of the lexicon."""

from enum import StrEnum


class Meaning(StrEnum):
    """What a column holds: a path in the document, or what the document has elsewhere or not at all.

    `tax_id` is one that does not say whose. `issued_on` of a movement is the day on which it was booked. `side` says
    whether an amount came in or went out.

    `surcharge` is the Spanish recargo de equivalencia, a tax beside the IVA. `aside` is a figure that is not what was
    paid: a discount, shipping, a budget, a count.
    """

    TYPE = "doc_type"
    STATUS = "status"
    DATE = "issued_on"
    VALUE_DATE = "value_on"
    DUE_DATE = "due_on"
    NUMBER = "number"
    SUPPLIER = "supplier.name"
    SUPPLIER_TAX_ID = "supplier.tax_id"
    SUPPLIER_COUNTRY = "supplier.country"
    SUPPLIER_ADDRESS = "supplier.address"
    CUSTOMER = "customer.name"
    CUSTOMER_TAX_ID = "customer.tax_id"
    CUSTOMER_COUNTRY = "customer.country"
    CUSTOMER_ADDRESS = "customer.address"
    TAX_ID = "tax_id"
    COUNTERPARTY = "counterparty"
    DESCRIPTION = "description"
    CATEGORY = "category"
    CURRENCY = "currency"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    NET = "net"
    TAX_KIND = "tax_kind"
    TAX_RATE = "tax_rate"
    TAX = "tax_total"
    WITHHOLDING_RATE = "withholding_rate"
    WITHHOLDING = "withheld_total"
    SURCHARGE = "surcharge"
    TIP = "tip"
    TOTAL = "total"
    PAYABLE = "payable"
    PAYMENT_METHOD = "payment.method"
    IBAN = "iban"
    AMOUNT = "amount"
    FOREIGN_AMOUNT = "foreign_amount"
    FOREIGN_CURRENCY = "foreign_currency"
    OUTSTANDING = "outstanding"
    FEE = "fee"
    ASIDE = "aside"
    DEBIT = "debit"
    CREDIT = "credit"
    DIRECTION = "side"
    BALANCE = "balance"
    REFERENCE = "reference"
    LINES = "lines"
    TAXES = "taxes"
    WITHHOLDINGS = "withholdings"


AMOUNTS = (Meaning.AMOUNT, Meaning.TOTAL, Meaning.DEBIT, Meaning.CREDIT)
"""The columns that may hold the amount of a row. The first of them counts."""
