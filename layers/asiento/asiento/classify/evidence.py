"""What speaks for each document type, as data: words with their weights, in seven languages at once.

Patterns are matched against lines without accents, in lower case, words parted by single spaces.
"""

import re
from dataclasses import dataclass

from asiento.document import DocType


@dataclass(frozen=True)
class Clue:
    """A pattern that speaks for a type with a *weight* in points. A *title* counts in full only in a heading."""

    doc_type: DocType
    weight: float
    pattern: re.Pattern[str]
    title: bool = False


def _clue(doc_type: DocType, weight: float, pattern: str, *, title: bool = False) -> Clue:
    return Clue(doc_type, weight, re.compile(rf"\b(?:{pattern})\b"), title)


CREDIT_NOTE = (
    r"factura (?:de abono|rectificativa|d abonament)|nota de (?:credito|abono|credit|devolucion)|"
    r"credit (?:note|memo)|creditnota|creditfactuur|gutschrift(?! selbst| im gutschrift)|"
    r"stornorechnung|storno|korrekturrechnung|rechnungskorrektur|gutschriftsbetrag|^avoir|facture d avoir|"
    r"note de credit|nota (?:di )?(?:credito|accredito|variazione)|faktura korygujaca|documentos? rectificados?|^abono"
)
INVOICE = (
    r"facturas?(?! simpl| rectif| de abono| d abonament)|fra(?= (?:n|no|num) )|"
    r"(?<!simplified )(?<!simplified tax )invoices?|tax bill|fee note|"
    r"\w*(?<!\bbe)rechnung(?:snummer| nr)?|honorarnote|factures?(?! d avoir)|note d honoraires|fattur[ae]|"
    r"parcella|faturas?(?! simpl)|nota fiscal|minuta de honorarios|recibo (?:por honorarios|verde)|factuur|faktura"
)
SIMPLIFIED = (
    r"factura simplif\w*|fra simplificada|simplified (?:tax )?invoice|fatura simplificada|kleinbetragsrechnung|"
    r"fattura semplificata|vereenvoudigde factuur|faktura uproszczona"
)
RECEIPT = (
    r"ticket(?: de (?:caja|compra|venta|caisse))?|recibo(?: de compra)?|"
    r"(?:sales |cash )?(?<!of )(?<!on )(?<!upon )receipt|cash (?:bill|sales?)|"
    r"kassenbon|kassenbeleg|kassenzettel|quittung|bon(?! (?:de|pour|a)\b)|tiquet|rebut|scontrino|ricevuta(?: fiscale)?|"
    r"documento commerciale|talao|cupom fiscal|recu|facturette|kundenbeleg|bewirtungsbeleg|tankbeleg|guest check|"
    r"nota de venta|kassabon|paragon(?: fiskalny)?"
)
STATEMENT = (
    r"extracto (?:de (?:cuenta|movimientos|tarjeta)|bancario|mensual|integrado)|movimientos (?:de (?:la )?cuenta)|"
    r"estado de cuenta|(?:bank|account|card) statement|statement (?:of account|date|period)|"
    r"(?:account|transaction) (?:activity|history)|kontoauszug|umsatz(?:ubersicht|liste|anzeige)|kontoumsatze|"
    r"kreditkartenabrechnung|releve (?:de (?:vos )?comptes?|bancaire)|extrait de compte|estratto (?:di )?conto|"
    r"(?:lista|elenco) (?:dei )?movimenti|extrato (?:de conta|bancario|conta|combinado|mensal)|"
    r"extracte (?:de compte|bancari)|(?:listado|consulta|ultimos) (?:de )?movimientos|rekeningafschrift|"
    r"rekeningoverzicht|wyciag (?:bankowy|z rachunku)"
)
BALANCES = (
    r"saldo (?:anterior|inicial|final|actual|disponible|contable)|"
    r"(?:opening|closing|beginning|ending|starting|previous|statement|last month s) balance|"
    r"(?:alter|neuer) (?:konto)?(?:saldo|stand)|(?:anfangs|end|schluss)saldo|kontostand (?:am|vom|per)|"
    r"(?:ancien|nouveau) solde|solde (?:precedent|au|initial|final)|saldo (?:iniziale|finale|contabile)|"
    r"(?:begin|eind)saldo|saldo (?:poczatkowe|koncowe)|(?:total |available )?credit limit"
)
COLUMNS = (
    r"saldo|balance|solde|f(?:echa)? valor|value date|fecha operacion|transaction date|posting date|wertstellung|"
    r"buchungstag|date de valeur|data (?:valor|valuta)|withdrawals|(?:paid|money) (?:in|out)"
)
BUYER = re.compile(
    r"\b(?:bill to|billed to|sold to|facturar a|rechnungsempfanger|rechnung an|facture a|facturer a|fatturare a|"
    r"facturat a|nabywca)\b"
)
"""Labels of a named buyer: tills print none."""

NUMBERED = re.compile(r"\breceipt (?:no|number|nr|num)\b")
"""A label, not a heading: invoices to a named customer number themselves so as well."""

CASH = (
    r"efectivo|efectiu|cash|cambio|canvi|change|entregado|tendered|ruckgeld|gegeben|wechselgeld|rendu|especes|troco|"
    r"numerario|dinheiro|contant[ei]|contant|wisselgeld|vuelto|bar|gotowka|reszta"
)
CARD = (
    r"tarjeta|targeta|visa|mastercard|maestro|girocard|ec karte|kreditkarte|debit|contactless|carte bancaire|bancomat|"
    r"carta di (?:credito|debito)|cartao|multibanco|pinpas|karta platnicza|terminal id|aid|arqc"
)
CHANGE_GIVEN = (
    r"(?:change|cambio|canvi|ruckgeld|wechselgeld|rendu|troco|resto|vuelto|wisselgeld|reszta)"
    r"(?: (?:due|amt|amount|rm|eur|en cash|euro))* (?:rm)?\d+"
)
ROUNDED = r"(?:rounding|round|rounded|redondeo)(?: (?:adj\w*|adjustment|off|rm|amount))* (?:rm)?\d{1,3}$"
TILL = (
    r"gracias por su (?:visita|compra)|gracies per la (?:seva )?(?:visita|compra)|thank you|vielen dank|merci de votre|"
    r"grazie (?:e arrivederci|per la visita)|obrigad[oa] pela|bedankt voor uw|dziekujemy|beleg aufbewahren|mesa|cajero|"
    r"cashier|camarero|table|le atendio|tse|bediente sie"
)
CLOCK = r"\d{1,2} \d{2} \d{4} \d{1,2} \d{2}(?: \d{2})?(?: uhr)?"
INCLUDED = (
    r"iva (?:incluido|incluida|inclos|inclusa|inc)|gst summary|inclusive of gst|incl gst|mwst \w? ?netto|p ?v ?p|"
    r"dont tva|di cui iva|tva incluse|(?:inkl|enthaltene) (?:mwst|ust)|incl btw"
)
BASE = (
    r"base imp(?:onible|osable)|imponibile|taxable|tax base|nettobetrag|nettosumme|total (?:ht|hors taxes?)|montant ht|"
    r"incidencia|base tributavel|subtotal|excl(?:usief|usive)? (?:btw|vat)|subtotaal|(?:razem|wartosc) netto"
)
DUE = (
    r"(?:fecha de )?vencimiento|due date|payment due|fallig\w*|zahlbar (?:bis|innerhalb)|zahlungsziel|echeance|"
    r"date limite de paiement|scadenza|vencimento|venciment|vervaldatum|termin platnosci|"
    r"(?:forma|condiciones) de pago|payment terms|zahlungsbedingungen|(?:conditions|mode) de (?:paiement|reglement)|"
    r"(?:termini|modalita|condizioni) di pagamento|condicoes de pagamento|forma de pagament|betalingstermijn|"
    r"clave de acceso"
)
CUSTOMER = (
    r"cliente|facturar a|bill to|billed to|sold to|invoice to|customer|kaufer\w*|rechnung(?:sempfanger| an)|"
    r"destinatario|kunden(?:nummer| nr)|factur(?:e|er|at) a|(?:code|numero|n|no) client|client(?= \w+ \w+$)|"
    r"adresse de facturation|spett(?:abi)?le|exmos?|klant(?:nummer)?|nabywca"
)
TAXED = (
    r"n ?i ?f|c ?i ?f|ruc|vat|ust id ?nr|partita iva|p iva|contribuinte|iva|igic|mwst|ust|tva|siret|btw|nip|gstin|"
    r"rfc|cuit|cnpj"
)
TRANSFER = r"iban|transferencia|bank transfer|uberweis\w*|virement|bonifico|overschrijving|irpf|retencion|net a payer"

BILLS = re.compile(rf"\b(?:{CREDIT_NOTE}|{INVOICE}|{SIMPLIFIED}|{RECEIPT}|{STATEMENT})\b")
"""The titles of all that goes into the ledger."""

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
"""Each clue counts once, with its points, where it counts most (`TypeWeights`).

Points were set by hand while looking at the development set (401 files): a title makes a type by itself, two or three
other words together make one.
"""

BELOW_ZERO = re.compile(
    r"^(?:total(?:e|es|s)?|gesamt\w*|summe|totaal|rechnungsbetrag|endbetrag|net a payer)(?: [a-z]+){0,2}\W*"
    r"(?:[$€£]|eur|usd)?\s?[-\u2212\u2013]\s?(?:[$€£]\s?)?\d",
    re.IGNORECASE,
)
"""A total that is owed to the buyer."""

OWED = re.compile(
    r"\b(?:total\w*|importe|summe|gesamt\w*|montant|amount|betrag|a pagar|zu zahlen|a payer|suma|brutto|netto|totaal|"
    r"bedrag|beitrag|cash|\w*summe|tarjeta|efectivo)\b"
)
"""Words beside an amount that is owed or paid: together they make a page a ledger document of some type."""
