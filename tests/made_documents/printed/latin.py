"""The words of printed invoices in Spanish America, where they differ from those of Spain, and in Dutch."""

from collections.abc import Mapping
from dataclasses import replace

from made_documents.printed.north import ENGLISH, FRENCH, GERMAN
from made_documents.printed.south import ITALIAN, PORTUGUESE, SPANISH
from made_documents.printed.words import Words

AMERICAN = replace(
    SPANISH,
    credit_note=("NOTA DE CRÉDITO", "Nota de Crédito", "NOTA DE CREDITO ELECTRONICA"),
    number=("Factura No.", "Nº", "Número", "Factura N°", "No. Factura", "Nro. Factura", "Comprobante Nro."),
    credit_number=("Nota de crédito No.", "Nº", "Número", "Comprobante Nro."),
    issued=("Fecha de emisión", "Fecha", "Fecha emisión", "Fecha de factura", "FECHA"),
    customer=("Cliente", "Señor(es)", "Señores", "Razón Social", "Datos del cliente", "Facturado a"),
    rate=("% IVA", "IVA"),
    net=("Subtotal", "Sub Total", "SUBTOTAL", "Total neto"),
    total=("TOTAL", "Total", "Valor Total", "Total a pagar", "TOTAL FACTURA"),
    legal=(
        "Esta factura se asimila en sus efectos legales a una letra de cambio.",
        "No se aceptan devoluciones después de 8 días de recibida la mercadería.",
        "Gracias por su preferencia.",
    ),
)
ECUADORIAN = replace(
    AMERICAN,
    invoice=("FACTURA",),
    number=("No.", "Nro.", "FACTURA No.", "N°", "Factura N°"),
    credit_number=("No.", "Nro."),
    issued=("Fecha Emisión", "Fecha de Emisión", "FECHA EMISIÓN", "Fecha"),
    customer=("Razón Social / Nombres y Apellidos", "Cliente", "CLIENTE", "Señor(es)"),
    customer_tax_id=("Identificación", "RUC/CI", "R.U.C./C.I.", "RUC"),
    net=("SUBTOTAL SIN IMPUESTOS", "SUBTOTAL SIN IMPUESTOS", "Subtotal"),
    total=("VALOR TOTAL", "VALOR TOTAL", "TOTAL", "Total a pagar"),
)
ARGENTINIAN = replace(
    AMERICAN,
    invoice=("FACTURA", "Factura", "FACTURA A"),
    number=("Comp. Nro", "Nº", "Factura Nº", "N°", "Nro. Comprobante"),
    credit_number=("Comp. Nro", "Nº", "N°"),
    issued=("Fecha de Emisión", "Fecha", "Fecha de emisión"),
    due=("Fecha de Vto. para el pago", "Vencimiento", "Vto."),
    customer=("Apellido y Nombre / Razón Social", "Señor(es)", "Cliente", "Sr./es"),
    customer_tax_id=("CUIT", "C.U.I.T."),
    net=("Importe Neto Gravado", "Subtotal", "Neto Gravado"),
    total=("Importe Total", "TOTAL", "Total"),
)
COLOMBIAN = replace(
    AMERICAN,
    invoice=("FACTURA ELECTRÓNICA DE VENTA", "FACTURA DE VENTA", "Factura electrónica de venta"),
    number=("No.", "Factura electrónica de venta No.", "FACTURA No.", "Número de factura", "Nº"),
    credit_number=("No.", "Nota crédito No."),
    issued=("Fecha de emisión", "Fecha", "Fecha y hora de generación", "FECHA FACTURA"),
    customer=("Cliente", "Señores", "Adquiriente", "Datos del adquiriente"),
    customer_tax_id=("NIT", "NIT/CC", "Nit o C.C."),
    total=("TOTAL", "Total factura", "Total a pagar", "Total Neto"),
)
CHILEAN = replace(
    AMERICAN,
    invoice=("FACTURA ELECTRONICA", "FACTURA ELECTRÓNICA"),
    number=("Nº", "N°", "Folio", "No"),
    credit_number=("Nº", "N°", "Folio"),
    issued=("FECHA EMISION", "Fecha Emisión", "Fecha"),
    customer=("SEÑOR(ES)", "Señores", "Cliente"),
    customer_tax_id=("R.U.T.", "RUT"),
    tax=("I.V.A.", "IVA"),
    net=("MONTO NETO", "Neto", "Monto Neto"),
    total=("TOTAL", "MONTO TOTAL", "Total"),
)
PERUVIAN = replace(
    AMERICAN,
    invoice=("FACTURA ELECTRÓNICA", "FACTURA ELECTRONICA"),
    number=("N°", "Nº", "Número", "Factura N°"),
    credit_number=("N°", "Nº"),
    issued=("Fecha de Emisión", "FECHA DE EMISIÓN", "Fecha"),
    customer=("Señor(es)", "Cliente", "Razón Social"),
    customer_tax_id=("RUC", "R.U.C."),
    tax=("IGV", "I.G.V."),
    tax_amount=("IGV", "Total IGV"),
    net=("Valor Venta", "OP. GRAVADA", "Sub Total", "Op. Gravadas"),
    total=("Importe Total", "IMPORTE TOTAL", "Total"),
)
MEXICAN = replace(
    AMERICAN,
    invoice=("FACTURA", "Factura", "Comprobante Fiscal Digital por Internet"),
    number=("Folio", "Folio interno", "Factura", "No. de factura", "Serie y folio"),
    credit_number=("Folio", "Serie y folio"),
    issued=("Fecha de emisión", "Fecha y hora de emisión", "Fecha", "Fecha de expedición"),
    customer=("Receptor", "Cliente", "Datos del receptor", "Nombre receptor"),
    customer_tax_id=("RFC", "RFC receptor", "R.F.C."),
    total=("Total", "TOTAL"),
)
DUTCH = Words(
    invoice=("FACTUUR", "Factuur"),
    credit_note=("CREDITNOTA", "Creditnota", "Creditfactuur"),
    number=("Factuurnummer", "Factuurnr.", "Factuur nr.", "Nummer"),
    credit_number=("Creditnota nr.", "Nummer", "Documentnummer"),
    issued=("Factuurdatum", "Datum"),
    due=("Vervaldatum", "Uiterste betaaldatum", "Te betalen vóór"),
    customer=("Klant", "Factuur aan", "Factuuradres", "Debiteur"),
    customer_tax_id=("BTW-nummer klant", "Uw BTW-nummer", "BTW-nr."),
    description=("Omschrijving", "Artikel", "Beschrijving"),
    quantity=("Aantal",),
    price=("Prijs", "Stukprijs", "Prijs per stuk"),
    discount=("Korting %", "Korting"),
    rate=("BTW", "BTW %", "Btw-tarief"),
    amount=("Bedrag", "Totaal", "Totaalprijs"),
    of_lines=("Subtotaal", "Goederentotaal"),
    less=("Korting",),
    more=("Verzendkosten", "Vrachtkosten"),
    net=("Totaal excl. BTW", "Subtotaal", "Netto bedrag"),
    base=("Grondslag", "Bedrag excl."),
    tax=("BTW", "btw"),
    on=("over {}",),
    tax_amount=("BTW-bedrag", "BTW", "Btw bedrag"),
    total=("Totaal", "Totaal incl. BTW", "Totaalbedrag", "Factuurbedrag"),
    prepaid=("Reeds voldaan", "Aanbetaling"),
    payable=("Te betalen", "Te voldoen", "Openstaand bedrag"),
    corrects=("Credit op factuur {} van {}", "Betreft factuur {} d.d. {}"),
    page=("Pagina {} van {}", "Blad {}/{}"),
    carried=("Transport",),
    phone=("Tel.", "Telefoon:", "T:"),
    delivery=("Pakbon nr. {} van {}", "Uw bestelling {} van {}"),
    earlier=("Openstaand saldo: {}",),
    legal=(
        "Wij verzoeken u het bedrag binnen 14 dagen over te maken onder vermelding van het factuurnummer.",
        "Op al onze leveringen zijn onze algemene voorwaarden van toepassing.",
    ),
)
WORDS: Mapping[str, Words] = {
    "ES": SPANISH, "EC": ECUADORIAN, "AR": ARGENTINIAN, "CO": COLOMBIAN, "CL": CHILEAN, "PE": PERUVIAN, "MX": MEXICAN,
    "PT": PORTUGUESE, "FR": FRENCH, "IT": ITALIAN, "DE": GERMAN, "AT": GERMAN, "NL": DUTCH, "GB": ENGLISH,
}  # fmt: skip
"""By the country of the seller."""
