"""What a column of a table or a key of a row can mean, and the words that banks put around their tables.

Data only; the names of the meanings are in `synonyms.py`. Words are compared folded (`lexicon.folding.bare_words`).
"""

from enum import StrEnum


class Meaning(StrEnum):
    """What a column holds. `tax_id` is one that does not say whose.

    `aside` is a figure that is not what was paid: a discount, shipping, a budget, a count.
    """

    TYPE = "type"
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


STATEMENT_NAMES = (
    "fecha operacion; f operacion; fecha movimiento; fecha contable; f contable; movimiento; booking date; "
    "posting date; transaction date; data movimento; data lancamento; buchungstag; buchungsdatum; verwendungszweck; "
    "buchungstext; date operation; date comptable; data contabile; data operazione; causale; boekdatum; "
    "tranzakcio datuma; funding source; narrative; libelle; mas datos; concepto ampliado"
)
"""Column names that only banks use."""

CARD_NAMES = (
    "post date; posted date; started date; completed date; local currency; amount foreign currency; running bal"
)
"""Names that tell a card's or app's export from a list of expenses, though both sort what was paid by category."""

TOTAL_WORDS = (
    "total; totals; totales; total general; grand total; subtotal; sub total; suma; sumas; sum; summe; gesamt; "
    "gesamtsumme; gesamtbetrag; zwischensumme; total ttc; sous total; somme; totale; totale generale; subtotale; "
    "somma; total geral; soma; totaal; subtotaal; som; totals generals"
)
"""What a cell says in a line of totals, alone or before a month. A dated row is none: TOTAL also sells petrol."""

SUMMARY_WORDS = (
    "turnover; total debits; total credits; total cargos; total abonos; total gastos; total ingresos; "
    "total movimientos; suma total; saldo; balance"
)
"""What a whole cell says in a line of totals, dated or not."""

OPENING_WORDS = (
    "opening balance; starting balance; beginning balance; previous balance; balance brought forward; "
    "balance forward; brought forward; saldo inicial; saldo anterior; saldo previo; saldo apertura; anfangssaldo; "
    "alter kontostand; alter saldo; solde initial; solde precedent; saldo iniziale; saldo precedente; begin saldo; "
    "saldo inicio; nyito egyenleg; beginsaldo; openingssaldo; saldo d ouverture; solde ouverture; solde debut; "
    "anfangsbestand; saldovortrag; ancien solde; saldo abertura; saldo inicial periodo; saldo inici; vorig saldo; "
    "begin balance; initial balance; balance b f; balance brought fwd"
)
CLOSING_WORDS = (
    "closing balance; ending balance; final balance; new balance; balance carried forward; carried forward; "
    "saldo final; saldo cierre; saldo actual; nuevo saldo; endsaldo; neuer kontostand; neuer saldo; solde final; "
    "eindsaldo; slotsaldo; solde cloture; solde fin; saldo fecho; saldo final periodo; saldo tancament; nieuw saldo; "
    "endbestand; balance c f; balance carried fwd; "
    "nouveau solde; saldo finale; nuovo saldo; saldo disponible; current balance; zaro egyenleg"
)
"""What introduces the balance at the start and end of a statement."""

ACCOUNT_WORDS = (
    "iban; ccc; account number; account statement; checking account; savings account; extracto; extracto cuenta; "
    "movimientos cuenta; ultimos movimientos; movimientos tarjeta; movimientos tarjetas; numero cuenta; "
    "cuenta corriente; cuenta ahorro; kontoauszug; kontonummer; umsatze; extrato; conta corrente; releve compte; "
    "estratto conto; moviments compte"
)
"""Words above the header that tell of a bank account or card."""
