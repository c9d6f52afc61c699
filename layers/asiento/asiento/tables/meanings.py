"""What a column of a table or a key of a row can mean. `synonyms.py` says by which terms of the lexicon."""

from enum import StrEnum


class Meaning(StrEnum):
    """What a column holds. `tax_id` is one that does not say whose.

    `surcharge` is the Spanish recargo de equivalencia, a tax beside the IVA. `aside` is a figure that is not what was
    paid: a discount, shipping, a budget, a count.
    """

    TYPE = "type"
    STATUS = "status"
    DATE = "date"
    VALUE_DATE = "value_date"
    DUE_DATE = "due_date"
    NUMBER = "number"
    SUPPLIER = "supplier"
    SUPPLIER_TAX_ID = "supplier_tax_id"
    SUPPLIER_COUNTRY = "supplier_country"
    SUPPLIER_ADDRESS = "supplier_address"
    CUSTOMER = "customer"
    CUSTOMER_TAX_ID = "customer_tax_id"
    CUSTOMER_COUNTRY = "customer_country"
    CUSTOMER_ADDRESS = "customer_address"
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
    TAX = "tax"
    WITHHOLDING_RATE = "withholding_rate"
    WITHHOLDING = "withholding"
    SURCHARGE = "surcharge"
    TIP = "tip"
    TOTAL = "total"
    PAYABLE = "payable"
    PAYMENT_METHOD = "payment_method"
    IBAN = "iban"
    AMOUNT = "amount"
    FOREIGN_AMOUNT = "foreign_amount"
    FOREIGN_CURRENCY = "foreign_currency"
    OUTSTANDING = "outstanding"
    FEE = "fee"
    ASIDE = "aside"
    DEBIT = "debit"
    CREDIT = "credit"
    DIRECTION = "direction"
    BALANCE = "balance"
    REFERENCE = "reference"
    LINES = "lines"
    TAXES = "taxes"
    WITHHOLDINGS = "withholdings"


AMOUNTS = (Meaning.AMOUNT, Meaning.TOTAL, Meaning.DEBIT, Meaning.CREDIT)
"""The columns that may hold the amount of a row. The first of them counts."""
