"""What speaks for each document type, as data: words with their weights, in seven languages at once.

Patterns are matched against lines without accents, in lower case, words parted by single spaces.
"""

import re
from dataclasses import dataclass

from asiento.document import DocType


@dataclass(frozen=True)
class Clue:
    """A pattern that speaks for a type with a weight. A *title* counts in full only in a heading."""

    doc_type: DocType
    weight: float
    pattern: re.Pattern[str]
    title: bool = False


def _clue(doc_type: DocType, weight: float, pattern: str, *, title: bool = False) -> Clue:
    return Clue(doc_type, weight, re.compile(rf"\b(?:{pattern})\b"), title)


CREDIT_NOTE = (
    r"factura (?:de abono|rectificativa|d abonament)|nota de (?:credito|abono|credit)|"
    r"credit (?:note|memo)|gutschrift(?! selbst| im gutschrift)|"
    r"stornorechnung|korrekturrechnung|^avoir|facture d avoir|nota di credito|documentos? rectificados?|^abono"
)
INVOICE = (
    r"factura(?! simpl| rectif| de abono| d abonament)|(?<!simplified )(?<!simplified tax )invoices?|"
    r"\w*rechnung(?:snummer| nr)?|facture(?! d avoir)|fattura|fatura(?! simpl)|factuur"
)
SIMPLIFIED = r"factura simplif\w*|fra simplificada|simplified (?:tax )?invoice|fatura simplificada|kleinbetragsrechnung"
RECEIPT = (
    r"ticket(?: de (?:caja|compra|venta|caisse))?|recibo(?: de compra)?|(?:sales |cash )?receipt|cash (?:bill|sales?)|"
    r"kassenbon|kassenbeleg|quittung|bon|tiquet|scontrino|documento commerciale|talao|kundenbeleg|guest check|"
    r"k u n d e n b e l e g"
)
STATEMENT = (
    r"extracto (?:de (?:cuenta|movimientos)|bancario|mensual)|movimientos (?:de (?:la )?cuenta)|"
    r"(?:bank|account|card) statement|statement (?:of account|date|period)|kontoauszug|releve de compte|"
    r"estratto conto|extrato (?:de conta|bancario|conta)|extracte (?:de compte|bancari)|"
    r"(?:listado|consulta|ultimos) (?:de )?movimientos"
)
BALANCES = (
    r"saldo (?:anterior|inicial|final|actual|disponible)|(?:opening|closing|previous|last month s) balance|"
    r"(?:alter|neuer) (?:konto)?(?:saldo|stand)|solde (?:precedent|au|initial|final)|saldo (?:iniziale|finale)|"
    r"total credit limit"
)
COLUMNS = r"saldo|balance|solde|f(?:echa)? valor|value date|fecha operacion|transaction date|wertstellung"
BUYER = re.compile(r"\b(?:bill to|billed to|sold to|facturar a|rechnungsempfanger)\b")
"""Labels of a named buyer: tills print none."""

NUMBERED = re.compile(r"\breceipt (?:no|number|nr|num)\b")
"""A label, not a heading: invoices to a named customer number themselves so as well."""

CASH = r"efectivo|cash|cambio|change|entregado|tendered|ruckgeld|gegeben|wechselgeld|rendu|troco|contanti|vuelto|bar"
CARD = r"tarjeta|visa|mastercard|girocard|ec karte|kreditkarte|debit|contactless|carte bancaire|terminal id|aid|arqc"
CHANGE_GIVEN = (
    r"(?:change|cambio|ruckgeld|wechselgeld|rendu|troco|resto|vuelto)"
    r"(?: (?:due|amt|amount|rm|eur|en cash|euro))* (?:rm)?\d+"
)
ROUNDED = r"(?:rounding|round|rounded|redondeo)(?: (?:adj\w*|adjustment|off|rm|amount))* (?:rm)?\d{1,3}$"
TILL = (
    r"gracias por su (?:visita|compra)|thank you|vielen dank|merci de votre|beleg aufbewahren|mesa|cajero|cashier|"
    r"camarero|table|le atendio|tse|bediente sie"
)
CLOCK = r"\d{1,2} \d{2} \d{4} \d{1,2} \d{2}(?: \d{2})?(?: uhr)?"
INCLUDED = r"iva incluido|iva inc|gst summary|inclusive of gst|incl gst|mwst \w? ?netto|p ?v ?p"
BASE = r"base imponible|imponibile|taxable|tax base|nettobetrag|total ht|incidencia|subtotal"
DUE = (
    r"(?:fecha de )?vencimiento|due date|fallig\w*|echeance|scadenza|vencimento|forma de pago|payment terms|"
    r"zahlungsbedingungen|clave de acceso"
)
CUSTOMER = (
    r"cliente|facturar a|bill to|billed to|sold to|customer|kaufer\w*|rechnungsempfanger|destinatario|"
    r"kunden(?:nummer| nr)"
)
TAXED = r"n ?i ?f|c ?i ?f|ruc|vat|ust id ?nr|partita iva|contribuinte|iva|igic|mwst|ust|tva"
TRANSFER = r"iban|transferencia|bank transfer|uberweis\w*|irpf|retencion|net a payer"

CLUES: tuple[Clue, ...] = (
    _clue(DocType.CREDIT_NOTE, 6, CREDIT_NOTE, title=True),
    _clue(DocType.INVOICE, 4, INVOICE, title=True),
    _clue(DocType.INVOICE, 1.2, BASE),
    _clue(DocType.INVOICE, 1.2, DUE),
    _clue(DocType.INVOICE, 1.2, CUSTOMER),
    _clue(DocType.INVOICE, 0.8, TAXED),
    _clue(DocType.INVOICE, 0.8, TRANSFER),
    # By law a simplified invoice says so, and it takes the place of the till receipt (RD 1619/2012, art. 4).
    _clue(DocType.RECEIPT, 7, SIMPLIFIED),
    _clue(DocType.RECEIPT, 5.5, RECEIPT, title=True),
    _clue(DocType.RECEIPT, 2, CASH),
    # Only who is paid in cash gives change and rounds to its smallest coin.
    _clue(DocType.RECEIPT, 2, CHANGE_GIVEN),
    _clue(DocType.RECEIPT, 1, ROUNDED),
    _clue(DocType.RECEIPT, 1.5, CARD),
    _clue(DocType.RECEIPT, 1.5, TILL),
    _clue(DocType.RECEIPT, 1.2, CLOCK),
    _clue(DocType.RECEIPT, 0.8, INCLUDED),
    _clue(DocType.BANK_STATEMENT, 5, STATEMENT, title=True),
    _clue(DocType.BANK_STATEMENT, 2, BALANCES),
    _clue(DocType.BANK_STATEMENT, 1.5, COLUMNS),
)

OWED = re.compile(
    r"\b(?:total\w*|importe|summe|gesamt\w*|montant|amount|betrag|a pagar|zu zahlen|a payer|suma|brutto|netto|totaal|"
    r"bedrag|beitrag|cash|\w*summe|tarjeta|efectivo)\b"
)
"""Words beside an amount that is owed or paid: together they make a page a ledger document of some type."""
