"""What stands about a paper and is none of its fields: stamps, marks of banks, insurers and platforms, other facts."""

from random import Random

from made_documents.invoices import Invoice
from made_documents.printed.notation import Notation
from made_documents.printed.sheet import Sheet
from made_documents.printed.style import PrintStyle

FACTS = {
    "es": (("Pedido nº", "{n5}"), ("Nº de pedido", "P-{n5}"), ("Nº cliente", "{n4}"), ("Cód. cliente", "430{n5}"),
           ("Albarán", "A{n5}"), ("Contrato", "C-{n4}/26"), ("Expediente", "EXP-{n4}"), ("Vendedor", "{n2} Marta R."),
           ("Forma de pago", "Transferencia a 30 días"), ("S/Ref.", "{n4}-B"), ("Fecha de operación", "{before}"),
           ("Fecha pedido", "{before}"), ("Periodo", "{before} - {day}"), ("Página", "1 de 1"), ("Hoja", "1"),
           ("Orden de compra", "OC-{n5}"), ("Reg. sanitario", "40.{n5}/M"), ("Condiciones", "30 días f.f.")),
    "en": (("Order No.", "{n5}"), ("PO Number", "PO-{n5}"), ("Account No.", "{n5}"), ("Customer ID", "C{n4}"),
           ("Delivery note", "DN{n5}"), ("Terms", "30 days net"), ("Your ref", "{n4}-B"), ("Order date", "{before}"),
           ("Tax point", "{day}"), ("Page", "1 of 1"), ("Sales rep", "J. Hill"), ("Job No.", "{n4}")),
    "de": (("Kundennr.", "{n5}"), ("Auftragsnummer", "A{n5}"), ("Lieferschein", "LS-{n5}"), ("Bestellnummer", "{n5}"),
           ("Lieferdatum", "{before}"), ("Leistungsdatum", "{before}"), ("Bestelldatum", "{before}"), ("Seite",
               "1 von 1"),
           ("Bearbeiter", "J. Kern"), ("Zahlungsbedingung", "14 Tage netto"), ("Projekt", "P-{n4}"), ("Ihr Zeichen",
               "{n4}/B")),
    "fr": (("N° client", "{n5}"), ("Code client", "C{n4}"), ("Commande n°", "{n5}"), ("Bon de livraison", "BL{n5}"),
           ("Date de commande", "{before}"), ("Date de livraison", "{before}"), ("Page", "1/1"), ("Référence",
               "{n4}-B"),
           ("Mode de règlement", "Virement à 30 jours"), ("Devis n°", "D{n4}"), ("Vendeur", "A. Morel")),
    "it": (("Cod. cliente", "{n5}"), ("Ordine n.", "{n5}"), ("DDT n.", "{n4}"), ("Data ordine", "{before}"),
           ("Data DDT", "{before}"), ("Pagina", "1 di 1"), ("Agente", "{n2} Rossi"), ("Pagamento", "Bonifico 30 gg"),
           ("Rif. interno", "{n4}-B"), ("CIG", "Z{n5}A1")),
    "pt": (("N.º cliente", "{n5}"), ("Encomenda", "{n5}"), ("Guia", "GR {n4}"), ("V/ Ref.", "{n4}-B"),
           ("Data da encomenda", "{before}"), ("Data de entrega", "{before}"), ("Página", "1 de 1"), ("Vendedor",
               "{n2}"),
           ("Cond. pagamento", "30 dias"), ("ATCUD", "JFX{n5}-{n4}")),
    "nl": (("Klantnummer", "{n5}"), ("Debiteurnr.", "{n5}"), ("Ordernummer", "{n5}"), ("Pakbon", "PB{n5}"),
           ("Orderdatum", "{before}"), ("Leverdatum", "{before}"), ("Uw referentie", "{n4}-B"), ("Pagina", "1 van 1"),
           ("Betalingstermijn", "14 dagen"), ("Verkoper", "J. de Wit")),
}  # fmt: skip
"""Labels and values of other facts. `{before}` is a day some days earlier."""
PAID = {"es": "PAGADO", "en": "PAID", "de": "BEZAHLT", "fr": "ACQUITTÉ", "it": "PAGATO", "pt": "PAGO", "nl": "BETAALD"}
BANKS = {
    "es": ("Banco Santander", "CaixaBank", "Banco Pichincha Cta. Cte. 2100{n5}", "BBVA", "Banco de Bogotá",
        "Banco Galicia"),
    "en": ("Barclays Bank PLC Sort code 20-45-77 Account {n5}112", "Lloyds Bank"),
        "de": ("Sparkasse Kassel · BIC HELADEF1KAS", "Commerzbank AG"),
    "fr": ("Crédit Agricole - BIC AGRIFRPP", "BNP Paribas"), "it": ("Intesa Sanpaolo",
        "Banca d'appoggio: UniCredit S.p.A."),
    "pt": ("Millennium BCP", "Caixa Geral de Depósitos"), "nl": ("ING Bank N.V. BIC INGBNL2A", "Rabobank"),
}  # fmt: skip
INSURERS = {
    "es": "Operación asegurada en Crédito y Caución, S.A. - Póliza {n5}",
        "en": "Credit insured by Atradius Ltd, policy {n5}",
    "de": "Versichert bei Allianz Versicherungs-AG, Police {n5}", "fr": "Assurance décennale AXA France IARD n° {n5}",
    "it": "Polizza RC Generali Italia S.p.A. n. {n5}", "pt": "Seguro Fidelidade, S.A. apólice {n5}",
        "nl": "Verzekerd bij Nationale-Nederlanden N.V.",
}  # fmt: skip
PLATFORMS = (
    "Factura generada con Holded",
    "Powered by Stripe",
    "www.facturadirecta.com",
    "lexoffice",
    "Sage 50cloud",
    "Visa · Mastercard · American Express",
    "PayPal",
)
FIGURES = {"n2": 90, "n4": 9_000, "n5": 90_000}


def filled(rng: Random, form: str, made: Invoice, notation: Notation) -> str:
    """Return *form* with figures by chance and days of *made*."""
    figures = {name: str(many // 9 + rng.randrange(many)) for name, many in FIGURES.items()}
    before = made.issued_on.fromordinal(made.issued_on.toordinal() - rng.randrange(2, 25))
    return form.format(**figures, before=notation.day(before), day=notation.day(made.issued_on))


def print_around(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print what *style* has about the paper, at the foot of the page and across it."""
    language, rng, kept = style.notation.language, style.rng, sheet.y
    texts = [style.registry] if "registry" in style.around else []
    if "insurer" in style.around:
        texts.append(filled(rng, INSURERS[language], made, style.notation))
    if "platform" in style.around:
        texts.append(rng.choice(PLATFORMS))
    if "bank" in style.around:
        texts.append(filled(rng, rng.choice(BANKS[language]), made, style.notation))
    sheet.y = 52.0
    for text in texts:
        sheet.line(sheet.left, text, size=6.5, room=sheet.at(0.7) - sheet.left)
    if "stamp" in style.around:
        _stamp(sheet, made, style, PAID[language])
    if "logo" in style.around:
        sheet.canvas.setFillGray(0.85)
        sheet.canvas.roundRect(sheet.right - 40, sheet.top - 2, 36, 26, 6, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
    sheet.y = kept


def _stamp(sheet: Sheet, made: Invoice, style: PrintStyle, word: str) -> None:
    """Print a paid mark across the page, with the day of payment on some."""
    canvas, paid = sheet.canvas, made.issued_on.fromordinal(made.issued_on.toordinal() + style.rng.randrange(1, 20))
    canvas.saveState()
    canvas.translate(sheet.at(0.62), sheet.paper[1] * 0.36)
    canvas.rotate(style.rng.choice((0, 0, 12, 20)))
    canvas.setFillColorRGB(0.75, 0.1, 0.1)
    canvas.setStrokeColorRGB(0.75, 0.1, 0.1)
    canvas.setFont(sheet.faces[1], 16)
    canvas.drawString(0, 0, word)
    if style.often(50):
        canvas.setFont(sheet.faces[0], 9)
        canvas.drawString(0, -12, style.notation.day(paid))
    canvas.rect(-6, -18, 96, 36)
    canvas.restoreState()
