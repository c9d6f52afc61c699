"""The labels of documents in each language: what is written beside a figure, and what it means."""

import unicodedata

import pytest

from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import mentions_in
from asiento.reading.layout import layout_of
from readings import sheet

NUMBERS = {
    "en": "Invoice no.|Invoice number|Invoice Nr",
    "es": "Factura nº|Nº de factura|Núm. factura|Fra. nº",
    "pt": "Fatura n.º|Número da fatura|N.º da fatura",
    "fr": "Facture n°|Numéro de facture|N° de facture|Réf. facture",
    "de": "Rechnungsnummer|Rechnungs-Nr.|Rechnung Nr.|Re.-Nr.",
    "it": "Fattura n.|Numero fattura|Fattura nr.",
    "ca": "Factura núm.|Núm. factura|Número de factura",
    "nl": "Factuurnummer|Factuurnr.",
    "pl": "Faktura VAT nr|Numer faktury",
}
DATES = {
    "en": "Invoice date|Date of issue|Date issued",
    "es": "Fecha|Fecha de factura|Fecha de expedición|F. factura",
    "pt": "Data|Data da fatura|Data de emissão",
    "fr": "Date|Date de facturation|Date d'émission|Émise le",
    "de": "Datum|Rechnungsdatum|Belegdatum",
    "it": "Data|Data fattura|Data di emissione",
    "ca": "Data|Data de factura|Data d'emissió",
    "nl": "Factuurdatum|Datum factuur",
    "pl": "Data wystawienia",
}
DUE = {
    "en": "Due date|Payment due|Date due|Pay by",
    "es": "Vencimiento|Fecha de vencimiento|Vto.|F. vto.",
    "pt": "Vencimento|Data de vencimento|Data limite de pagamento",
    "fr": "Échéance|Date d'échéance|À régler avant le",
    "de": "Fällig am|Zahlbar bis|Zahlungsziel",
    "it": "Scadenza|Data di scadenza|Scadenze",
    "ca": "Venciment|Data de venciment",
    "nl": "Vervaldatum|Uiterste betaaldatum",
    "pl": "Termin płatności",
}
NETS = {
    "en": "Subtotal|Net amount|Total excluding VAT",
    "es": "Base imponible|Bases imponibles|Importe neto|Total sin IVA",
    "pt": "Incidência|Base tributável|Total ilíquido|Base imponível",
    "fr": "Total HT|Montant H.T.|Total hors taxes|Sous-total",
    "de": "Nettobetrag|Zwischensumme|Summe netto|Summe ohne MwSt.",
    "it": "Imponibile|Totale imponibile|Subtotale",
    "ca": "Base imposable|Bases imposables|Subtotal",
    "nl": "Subtotaal|Totaal excl. btw",
    "pl": "Razem netto|Wartość netto",
}
TAXES = {
    "en": "Total VAT|VAT amount|Total taxes",
    "es": "Cuota IVA|Total IVA|Cuotas",
    "pt": "Total IVA|Valor do IVA",
    "fr": "Montant TVA|Total TVA|Montant de la TVA",
    "de": "MwSt-Betrag|Steuerbetrag|Umsatzsteuerbetrag",
    "it": "Totale IVA|Importo IVA|Totale imposta",
    "ca": "Quota IVA|Import IVA",
    "nl": "Btw-bedrag|Totaal btw",
    "pl": "Kwota VAT",
}
TOTALS = {
    "en": "Grand total|Total incl. VAT|Invoice total",
    "es": "Total factura|Importe total|Total con IVA",
    "pt": "Total da fatura|Valor total|Total com IVA",
    "fr": "Total TTC|Montant T.T.C.|Total toutes taxes comprises",
    "de": "Gesamtbetrag|Rechnungsbetrag|Bruttobetrag|Summe inkl. MwSt.",
    "it": "Totale fattura|Importo totale|Totale documento|Totale con IVA",
    "ca": "Total factura|Import total|Total IVA inclòs",
    "nl": "Totaal incl. btw|Factuurtotaal",
    "pl": "Razem brutto|Wartość brutto",
}
PAYABLE = {
    "en": "Amount due|Balance due|Total payable",
    "es": "Total a pagar|Líquido a percibir|Líquido a pagar",
    "pt": "Total a pagar|Valor a pagar|Montante a pagar",
    "fr": "Net à payer|Reste à payer|Montant à payer",
    "de": "Zu zahlen|Zahlbetrag|Zu zahlender Betrag",
    "it": "Netto a pagare|Totale da pagare|Importo dovuto",
    "ca": "Total a pagar|Import a pagar",
    "nl": "Te betalen|Openstaand bedrag",
    "pl": "Do zapłaty",
}
TAX_IDS = {
    "en": "VAT No|VAT registration number|Tax ID",
    "es": "NIF|C.I.F.|NIF/CIF|RUC",
    "pt": "NIF|Contribuinte n.º|NIPC",
    "fr": "N° TVA|TVA intracommunautaire|N° de TVA",
    "de": "USt-IdNr.|USt-ID|Umsatzsteuer-ID|UID",
    "it": "P.IVA|Partita IVA|Part. IVA|Codice fiscale",
    "ca": "NIF|CIF",
    "nl": "Btw-nummer|Btw-id",
    "pl": "NIP",
}
SUPPLIERS = {
    "en": "Supplier|Seller",
    "es": "Proveedor|Emisor|Emitido por",
    "pt": "Fornecedor|Emitente",
    "fr": "Fournisseur|Vendeur|Prestataire",
    "de": "Lieferant|Rechnungssteller",
    "it": "Fornitore|Cedente|Venditore",
    "ca": "Proveïdor|Emissor",
    "nl": "Leverancier|Verkoper",
    "pl": "Sprzedawca",
}
CUSTOMERS = {
    "en": "Bill to|Customer|Sold to",
    "es": "Cliente|Facturar a|Datos de facturación",
    "pt": "Cliente|Faturar a|Exmo. Sr.",
    "fr": "Client|Facturé à|Adresse de facturation",
    "de": "Kunde|Rechnungsempfänger|Rechnungsanschrift",
    "it": "Cliente|Spett.le|Intestatario",
    "ca": "Client|Facturar a|Dades de facturació",
    "nl": "Klantgegevens|Factuuradres",
    "pl": "Nabywca",
}
CASH = {
    "en": "Cash|Cash tendered",
    "es": "Efectivo|Entregado",
    "pt": "Numerário|Dinheiro|Entregue",
    "fr": "Espèces|Comptant",
    "de": "Bar|Gegeben|Barzahlung",
    "it": "Contanti|Pagamento contante",
    "ca": "Efectiu|Lliurat",
    "nl": "Contant",
    "pl": "Gotówka",
}
CHANGE = {
    "en": "Change|Change due",
    "es": "Cambio|Vuelto|Vueltas",
    "pt": "Troco",
    "fr": "Rendu|Rendu monnaie",
    "de": "Rückgeld|Wechselgeld",
    "it": "Resto",
    "ca": "Canvi",
    "nl": "Wisselgeld",
    "pl": "Reszta",
}
TIPS = {
    "en": "Tip|Gratuity",
    "es": "Propina",
    "pt": "Gorjeta",
    "fr": "Pourboire",
    "de": "Trinkgeld",
    "it": "Mancia",
    "ca": "Propina",
    "nl": "Fooi",
    "pl": "Napiwek",
}
REDUCTIONS = {
    "en": "Discount|Less discount",
    "es": "Descuento|Descuentos",
    "pt": "Desconto|Descontos",
    "fr": "Remise|Rabais",
    "de": "Rabatt|Skonto|Nachlass",
    "it": "Sconto|Sconti",
    "ca": "Descompte|Descomptes",
    "nl": "Korting",
    "pl": "Rabat",
}
WORDS = {
    Label.NUMBER: NUMBERS,
    Label.ISSUED: DATES,
    Label.DUE: DUE,
    Label.NET: NETS,
    Label.TAX_TOTAL: TAXES,
    Label.GRAND_TOTAL: TOTALS,
    Label.PAYABLE: PAYABLE,
    Label.TAX_ID: TAX_IDS,
    Label.SUPPLIER: SUPPLIERS,
    Label.CUSTOMER: CUSTOMERS,
    Label.CASH: CASH,
    Label.CHANGE: CHANGE,
    Label.TIP: TIPS,
    Label.OTHER_AMOUNT: REDUCTIONS,
}
"""What people print, by meaning and language."""


def plain_of(text: str) -> str:
    """Return *text* in capitals and without accents, as tills print it."""
    return "".join(map(unaccented, text.upper()))


def unaccented(letter: str) -> str:
    """Return *letter* without its accent; `º` is none."""
    return letter if letter in "º°" else unicodedata.normalize("NFD", letter)[0]


def meanings(text: str) -> list[Label]:
    """Return what the labels of one line mean."""
    [line] = layout_of(sheet(text)).lines
    return [mention.label for mention in mentions_in(line, 0, fuzzy=False)]


LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ca", "nl", "pl")
PRINTED = [
    pytest.param(label, printed, id=f"{label.value} {language} {printed}")
    for label, words in WORDS.items()
    for language in LANGUAGES
    for printed in words[language].split("|")
]


@pytest.mark.parametrize(("label", "printed"), PRINTED)
def test_a_label_is_known_in_each_language(label: Label, printed: str) -> None:
    """With its accents or without, its abbreviations and its plural, before a colon or alone."""
    assert [meanings(text) for text in (printed, f"{printed}:", plain_of(printed))] == [[label]] * 3
