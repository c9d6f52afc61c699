"""The words that documents put beside their figures, as data: synonyms by meaning, in seven languages at once.

Written without accents, as `lexicon.folding.plain` leaves them. Of two phrases at one place the longer one counts.
"""

from asiento.pages.annotated.labels import Label

TAX_KINDS: dict[str, str] = {
    **dict.fromkeys(("iva", "imposto", "impuesto", "iva incluido", "iva incluso", "imposta"), "IVA"),
    **dict.fromkeys(("igic", "ipsi", "ice", "tva", "btw", "gst", "sst", "cgst", "sgst", "igst", "utgst"), ""),
    **dict.fromkeys(("re", "recargo", "recargo de equivalencia", "rec eq", "req", "recargo equivalencia"), "RE"),
    **dict.fromkeys(("mwst", "mehrwertsteuer", "mehrwertst", "umsatzsteuer", "ust", "mwst satz"), "MwSt"),
    **dict.fromkeys(("vat", "gst tax", "included vat", "sales tax", "tax", "taxes"), "VAT"),
}
"""Names of taxes and the kind that each is; an empty one is its own name in capitals."""

WITHHOLDING_KINDS: dict[str, str] = {
    **dict.fromkeys(("irpf", "retencion irpf", "ret irpf", "retencion de irpf", "i r p f", "retencio irpf"), "IRPF"),
    **dict.fromkeys(("retencion", "retencion fiscal", "retencio", "tax withheld", "withholding tax"), "IRPF"),
    **dict.fromkeys(("ritenuta", "ritenuta d acconto", "retencao", "retencao na fonte"), "IRS"),
}
"""Names of withholdings on income and the kind that each is."""

PHRASES: dict[Label, str] = {
    Label.NUMBER: (
        "factura no|factura n|ne factura|ne ticket|factura ne|no factura|n factura|num factura|numero factura|"
        "numero de factura|factura num|factura numero|no de factura|factura simplificada no|factura simplificada n|"
        "numero de ticket|no ticket|ticket no|n ticket|num ticket|n op|no op|factura rectificativa no|"
        "factura rectificativa n|invoice no|invoice number|invoice num|invoice n|no invoice|tax invoice no|"
        "receipt no|receipt number|bill no|bill number|credit note no|credit note number|document no|doc no|"
        "rechnungsnummer|rechnungs nr|rechnung nr|rechnungsnr|rechnung n|beleg nr|belegnummer|bon nr|"
        "handelsrechnung nr|facture n|facture no|numero de facture|facture numero|n de facture|no de facture|"
        "serie y folio|serie folio|numero da nota|numero da nota fiscal|numero nf|nota fiscal no|bill num|"
        "tax invoice number|nr faktury|factura electronica no|factura de venta no|factura electronica de venta no|"
        "boleta no|comprobante no|numero de comprobante|comp nro|numero de nota|factuurnr|invoice id|"
        "document number|numero del documento|numero fattura|dokumentnummer|no facture|fattura n|fattura no|"
        "fattura numero|fatura n|fatura no|numero da fatura|fatura recibo n|num de factura|factuurnummer|"
        "factuur nr|no documento|numero documento|n documento"
    ),
    Label.WEAK_NUMBER: (
        "ne|n2|n9|factura simplificada|rechnung|receipt|factura|invoice|facture|fattura|fatura|ticket|ticket n|"
        "recibo|recibo no|recibo n|numero|no|nr|num|bon|slip no|nota de credito no|nota de credito|abono no|abono|"
        "gutschrift nr|gutschrift|avoir n|avoir|factuur|documento|serie y numero|factura rectificativa|credit note|"
        "nota de credit|folio|no de serie y folio|inv no|inv|n fattura|nummer"
    ),
    Label.OTHER_NUMBER: (
        "folio fiscal|uuid|certificado no|globale nummer|delivery note|delivery note no|buyers order no|booking id|"
        "transaction id|contract no|vorgangsnummer|auftragsnummer|vertragsnummer|projektnummer|pedido|n pedido|"
        "no pedido|pedido no|albaran|albaran no|no albaran|n albaran|no cliente|n cliente|cliente no|"
        "codigo cliente|cod cliente|code client|codice cliente|kdnr|kd nr|referencia cliente|reference client|"
        "account|account id|numero de cliente|num cliente|order no|order number|order id|po no|purchase order|"
        "order|customer no|customer number|customer id|account number|account no|kundennummer|kunden nr|kundennr|"
        "bestellnummer|bestell nr|lieferschein nr|lieferscheinnr|auftrag nr|bestellung|bestellung nr|ordernummer|"
        "klantnummer|n commande|n client|id client|numero de dossier|numero de client|terminal|terminal id|ta nr|"
        "vu nr|genehmigungs nr|trace nr|autorizacion|numero de autorizacion|clave de acceso|op|operacion|caja|mesa|"
        "table|cashier|referencia|ref|page|pagina|seite|hoja|telefono no|handelsregisternummer|num pedido|"
        "su pedido|id|approval code|reg no|co reg no|company no|steuernummer|artikel|referencia de pedido|"
        "documentos rectificados|factura rectificada|factura original|factura que rectifica|rectifica a|"
        "rectifica la factura|rectifica|sustituye a|ordine|n ordine|contrato|contrato no|n contrato|expediente|"
        "siren|siret|hrb|kvk|rcs|bon bed pos"
    ),
    Label.ISSUED: (
        "fecha emision factura|fecha de emision de la factura|fecha de emision de factura|fecha expedicion factura|"
        "fecha y hora de emision|dated|invoice dated|billing date|statement date|date of invoice|rechnung vom|"
        "data emissao da nota|data da emissao|data documento|factuur van|fecha de generacion|fecha generacion|"
        "fecha|fecha factura|fecha de factura|fecha de la factura|fecha emision|fecha de emision|fecha expedicion|"
        "fecha de expedicion|emitida el|fecha hora|fecha y hora|fecha ticket|fecha de compra|date|invoice date|"
        "date of issue|issue date|issued at|issued on|issued|bill date|receipt date|tax date|datum|rechnungsdatum|"
        "belegdatum|beleg datum|date de facture|date facture|date d emission|date de facturation|data|"
        "data emissione|data fattura|data di emissione|data de emissao|data da fatura|data emissao|data factura|"
        "data d emissio|data emissio|factuurdatum|factuur datum|vom|ausstellungsdatum|fecha documento"
    ),
    Label.DUE: (
        "vencimiento|fecha vencimiento|fecha de vencimiento|vence|vence el|vto|fecha vto|vencimientos|"
        "fecha limite de pago|fecha de pago|pagar antes del|due date|payment due|due|pay by|due on|"
        "payment due date|fallig|fallig am|falligkeit|falligkeitsdatum|falligkeitstag|zahlbar bis|"
        "uberweisen sie bis zum|echeance|date d echeance|date limite de paiement|date limite de paiement le|"
        "scadenza|data scadenza|vencimento|data de vencimento|venciment|data de venciment|data venciment|"
        "vervaldatum"
    ),
    Label.OTHER_DATE: (
        "fecha de cargo|fecha cargo|fecha de impresion|print date|printed on|service period|bill period|check in|"
        "check out|booking date|date of supply|tax point|debit date|data scarico|vencimiento del cae|"
        "fecha operacion|fecha de operacion|fecha pedido|fecha de pedido|fecha albaran|fecha de entrega|"
        "fecha entrega|fecha autorizacion|fecha y hora de autorizacion|fecha de vto de cae|periodo|"
        "periodo de facturacion|order date|delivery date|ship date|taxable event date|period|lieferdatum|"
        "leistungsdatum|leistungs datum|liefer und leistungsdatum|bestelldatum|bestell datum|lieferschein datum|"
        "rechnungszeitraum|abrechnungszeitraum|date de livraison|date de commande|data consegna|data ordine|"
        "orderdatum|leverdatum|fecha inicio|inicio de actividades|auftrag datum lief|fecha de alta|valido hasta|"
        "valid until|expiry|caducidad|billing period|fecha factura original|fecha factura rectificada"
    ),
    Label.TAX_ID: (
        "nif|n i f|cif|c i f|nif cif|cif nif|dni|dni nif|nif dni|nie|nif iva|nif no|cif no|vat no|vat reg no|vat|"
        "vat id|vat number|vat registration no|vat reg|tax id|tax id no|gst id|gst id no|gst no|gst reg no|tin|"
        "vat tin|ruc|r u c|ruc ci|ruc c i|ci ruc|cedula|ruc cedula|cedula ruc|identificacion|ust idnr|ust identnr|"
        "ust id nr|ust id|ustid|uid|ust nr|umsatzsteuer id|umsatzsteuer identifikationsnummer|n tva|tva|"
        "tva intracommunautaire|n tva intracommunautaire|n de tva intra communautaire|n de tva|numero de tva|"
        "tva intracom|partita iva|p iva|piva|codice fiscale|cod fiscale|contribuinte|n contribuinte|nipc|btw|"
        "btw nr|btw nummer|cuit|c u i t|nit|rfc|r f c|cnpj|rut|rnc|rif|gstin|gstin uin|vat tax id|tax number|"
        "tax registration number|vat identification number|vat nr|mwst nr|mwst nummer|uid nr|ust idno|cvr|cvr nr|"
        "org nr|organisationsnummer|nif nit|tva n|vat tin no|nif empresa|nif vat|federal tax id|id fiscal|"
        "identificacion fiscal|numero de identificacion fiscal|nif emisor|nif cliente|cif cliente|n i f c i f|"
        "c i f n i f|documento de identidad"
    ),
    Label.SUPPLIER: (
        "rechnungsersteller|proveedor|emisor|datos del emisor|datos emisor|datos del proveedor|vendedor|supplier|"
        "seller|sold by|from|vendor|bill from|issued by|service provider|verkaufer|lieferant|vendeur|fournisseur|"
        "emetteur|fornitore|cedente|cedente prestatore|fornecedor|proveidor|razon social emisor|prestador"
    ),
    Label.CUSTOMER: (
        "exmos srs|exmo sr|exmos senhores|guest name|buyer bill to|bill to party|consignee|tomador|"
        "tomador de servicos|tomador dos servicos|datos del receptor|aan|klant|invoiced to|intestatario fattura|"
        "cliente|datos del cliente|datos cliente|facturar a|facturado a|factura a|receptor|destinatario|adquirente|"
        "comprador|senores|sres|cliente facturacion|razon social nombres y apellidos|"
        "razon social nombres apellidos|nombre cliente|nombre del cliente|razon social del cliente|bill to|"
        "billed to|invoice to|customer|buyer|sold to|client|bill to address|billing address|invoice address|kunde|"
        "kaufer|rechnungsempfanger|kaufer leistungsempfanger|rechnungsadresse|rechnung an|leistungsempfanger|"
        "facture a|adresse de facturation|facturer a|acheteur|cessionario|cessionario committente|committente|"
        "spett le|spettabile|fatturare a|exmo s|factuuradres|client facturacio|dades del client|nombre y apellidos|"
        "attn|titular"
    ),
    Label.OTHER_PARTY: (
        "enviar a|direccion de envio|direccion de entrega|entregar en|ship to|shipping address|deliver to|"
        "lieferadresse|warenempfanger|abweichender warenempfanger|abweichender zahlungsempfanger|"
        "adresse de livraison|afleveradres|destinazione|ejecutado por|lugar de entrega"
    ),
    Label.NAME: (
        "nombre|razon social|name|nom|firma|denominacion|ragione sociale|denominazione|nombre o razon social|"
        "raison sociale|nombre razon social"
    ),
    Label.CONTACT: (
        "telefono|tel|tlf|tfno|telf|fax|movil|email|e mail|correo|correo electronico|mail|web|www|phone|direccion|"
        "address|domicilio|anschrift|adresse|bic|swift|bank|banco|iban|matriz|dir matriz|dir sucursal|"
        "direccion matriz|direccion sucursal|fon|cuenta|cta|mobile|indirizzo|adreca"
    ),
    Label.NET: (
        "mercadoria servicos|untaxed amount|amount untaxed|taxable amount|taxable value|amount before tax|"
        "net value|total net amount|net price|sub total excl vat|subtotal excl btw|subtotaal excl btw|"
        "totaal excl btw|total exkl mwst|total exkl|total ohne mwst|zwischensumme netto|gesamt netto|netto gesamt|"
        "summe zzgl|totaal exclusief btw|totaal excl|total hors taxes|total hors tva|total h t|montant hors taxe|"
        "totale imponibile|netto merce|total iliquido|total sem iva|valor tributavel|total servicos|"
        "base de calculo|importe bruto|subtotal before tax|total before vat|base imponible|base imp|b imponible|"
        "base|total base imponible|total base|suma bases|subtotal|sub total|subtotal sin impuestos|"
        "total sin impuestos|neto|importe neto|total neto|suma|suma y sigue|total bruto|total sin iva|base iva|"
        "subtotal 15%|subtotal 12%|net|net amount|net total|total net|subtotal excl tax|total excl|total excl gst|"
        "total excluding gst|total before tax|amount excl vat|total excl vat|sum|netto|nettobetrag|nettosumme|"
        "summe netto|rechnungssumme ohne ust|zwischensumme|warenwert|total ht|montant ht|montant total ht|"
        "sous total|montant eur ht|imponibile|totale netto|incidencia|valor liquido|base tributavel|exclusief btw|"
        "subtotaal|grondslag|basisbetrag|nettopreis|base imposable|suma base imponible|total bases"
    ),
    Label.TAX: "|".join(TAX_KINDS),
    Label.TAX_TOTAL: (
        "total iva|cuota iva|cuota|total impuestos|total cuota|total cuotas|importe iva|iva total|total igic|"
        "cuota igic|total tax|tax total|tax amount|total vat|total gst|vat amount|gst amount|vat total|mwst betrag|"
        "steuerbetrag|gesamt mwst|ust gesamt|ust betrag|total tva|montant tva|totale iva|imposta totale|"
        "total do iva|valor iva|btw bedrag|total sst|gst payable|total impostos|quota iva|import iva"
    ),
    Label.WITHHOLDING: "|".join(WITHHOLDING_KINDS),
    Label.GRAND_TOTAL: (
        "total importe factura|total de la factura eur|importe de la factura|endsumme|gesamtbetrag brutto|"
        "bruttogesamt|rechnungsendbetrag|gesamtpreis brutto|gesamtbetrag inkl mwst|rechnungsbetrag inkl mwst|"
        "gesamtbetrag eur|total inkl mwst|total inkl|endbetrag brutto|totaal inclusief btw|totaal inclusief|"
        "eindtotaal|factuurbedrag|totaalbedrag|total this invoice|total charges|total current charges|"
        "total invoice value|invoice value|total invoice amount|invoice amount|total value|total gross|gross total|"
        "gross amount|valor total da nota|valor total dos servicos|total geral|total da nota|total t t c|"
        "total de la facture|montant total de la facture|montant de la facture|totale generale|totale ivato|"
        "totale iva inclusa|total chf|total gbp|total inr|total mxn|total ars|total cop|total factura|"
        "importe total|total importe|total eur|total euros|total general|importe total factura|total con iva|"
        "total iva incluido|total iva inc|total ticket|total compra|total venta|valor total|total usd|"
        "total documento|total de la factura|total abono|importe factura|grand total|invoice total|total incl tax|"
        "total incl vat|total with tax|total incl gst|total inclusive gst|total sales inclusive of gst|"
        "total inclusive of gst|total sales incl gst|total including tax|total including vat|nett total|"
        "net total rounded|rounded total|total rounded|total rm|total amount rm|total amount|total sales|"
        "gesamtbetrag|gesamtsumme|rechnungsbetrag|bruttobetrag|bruttosumme|endbetrag|gesamt brutto|summe eur|"
        "gesamt eur|total brutto|rechnungssumme|total ttc|montant ttc|montant total ttc|montant total|"
        "montant eur ttc|net a payer ttc|totale fattura|totale documento|importo totale|totale complessivo|"
        "total do documento|total da fatura|total fatura|factuur totaal|factuur totaal eur|totaal incl btw|"
        "total factures|import total|total amb iva|total tasas incluidas|total for this invoice|total tax incl|"
        "total round off|round total|total after rounding|total rounding"
    ),
    Label.TOTAL: "totals|totales|totali|totaux|total|totale|totaal|summe|gesamt|tot|betrag eur",
    Label.PAYABLE: (
        "total a pagar|a pagar|liquido a percibir|liquido|total liquido|importe a pagar|neto a pagar|"
        "total a percibir|pendiente de pago|importe liquido|total a ingresar|total due|amount due|due payable|"
        "total amount due|balance due|amount payable|total payable|total to pay|to pay|please pay|net payable|"
        "zu zahlen|zahlbetrag|zu zahlender betrag|zahlbetrag eur|a payer|total a payer|net a payer|somme a payer|"
        "netto a pagare|totale da pagare|da pagare|valor a pagar|te betalen|per pagar|total a pagar eur|"
        "total to be paid|rounded amount payable|reste a payer|solde a payer|zahlbar|zahlbar chf|noch zu zahlen|"
        "offener betrag|restbetrag|amount to pay|amount owed|balance to pay|balance|saldo a pagar|resta da pagare|"
        "saldo da pagare|total amount payable|nog te betalen|te voldoen"
    ),
    Label.TIP: ("propina|tip|gratuity|trinkgeld|pourboire|mancia|gorjeta|servicio|propina 10%|service charge"),
    Label.CASH: (
        "efectivo|entregado|metalico|cash|tendered|amount tendered|cash tendered|bar|gegeben|gegeben bar|bargeld|"
        "especes|contanti|numerario|dinheiro|recibido|paid|efectiu|su entrega|pago efectivo|cash paid|cash rm"
    ),
    Label.CHANGE: (
        "cambio|su cambio|devolucion|vuelto|change|change due|ruckgeld|wechselgeld|zuruck|rendu|monnaie|resto|"
        "troco|canvi|a devolver|change rm"
    ),
    Label.CARD: (
        "tarjeta|tarjeta bancaria|tarjeta credito|tarjeta debito|visa|mastercard|card|credit card|debit card|"
        "ec karte|karte|kreditkarte|girocard|carte bancaire|cb|carta|bancomat|cartao|multibanco|master card|"
        "debit mastercard|gegeben ec karte|ec cash|ec lastschrift|maestro|targeta|tarj bancaria"
    ),
    Label.OTHER_AMOUNT: (
        "abzgl rabatt|abzuglich rabatt|desconto comercial|korting|descontos comerciais|discounts|"
        "descuento comercial|descuento pronto pago|shipping|versand|versandkosten|frais de port|gastos de envio|"
        "portes|spese di trasporto|spese trasporto|verzendkosten|postage|freight|charge|charges|round off|roundoff|"
        "bollo|imposta di bollo|descuento|dto|ahorro|discount|rabatt|skonto|remise|sconto|desconto|savings|"
        "redondeo|rounding|rounding adj|rounding adjustment|capital social|al capital|capitale sociale|"
        "social capital|punkte|puntos|posten|posten anzahl|total items|total qty|total quantity|total articulos|"
        "total unidades|no articulos|item count|qty total|total discount|total descuento|total savings|"
        "anzahl artikel|total item|credits|payback|abschlag|zuschlag|gesamtbetrag der zuschlage|"
        "gesamtbetrag der abschlage|you saved|total saving|descuentos|suplidos|gastos suplidos|umsatz"
    ),
    Label.SETTLED: (
        "saldo|anticipo|entrega a cuenta|prepaid|anzahlung|erhaltene anzahlungen|brought forward|carried forward|"
        "saldo transportado|acompte|acompte verse|deposit|deposit paid|less deposit|advance|advance paid|acconto|"
        "adiantamento|aanbetaling|previous balance|previous unpaid balance|saldo anterior|solde precedent|"
        "payments received|amount paid|zwischensumme ubertrag|ubertrag|pagos a cuenta|avance"
    ),
    Label.DESCRIPTION: (
        "descripcion|concepto|articulo|producto|detalle|description|item|items|product|details|bezeichnung|"
        "beschreibung|artikelbezeichnung|material beschreibung|produkt|designation|libelle|descrizione|descricao|"
        "designacao|omschrijving|descripcio|concepte|conceptos|servicio prestado|title|service"
    ),
    Label.QUANTITY: (
        "std|stunden|uren|heures|pz|cantidad|cant|uds|unidades|ud|unid|qty|quantity|units|hours|horas|menge|anzahl|"
        "quantite|qte|nombre de|quantita|qta|quantidade|qtd|aantal|hoeveelheid|quantitat|unit quantity"
    ),
    Label.UNIT_PRICE: (
        "e preis|ansatz|tarif|tarief|stundensatz|precio|precio unitario|precio ud|precio unit|p unitario|p unit|"
        "pvp|precio unidad|price|unit price|rate per unit|u price|each|preis|einzelpreis|stuckpreis|prix unitaire|"
        "p u ht|pu ht|prix|prezzo|prezzo unitario|preco|preco unitario|prijs|prijs per stuk|preu|preu unitari|"
        "p unidad|precio u|unit cost"
    ),
    Label.AMOUNT: (
        "g preis|betrag chf|montant chf|importe|amount|importe eur|importe linea|subtotal linea|line total|"
        "total linea|betrag|gesamtpreis|nettowert|montant|importo|valor|montante|bedrag|import|amount rm|"
        "total price|precio total|monto"
    ),
    Label.RATE: (
        "%|% iva|tipo|tipo iva|iva %|% igic|tasa|rate|vat %|vat rate|steuersatz|mwst %|satz|taux|% tva|aliquota|"
        "taxa|taxa iva|btw %|tipus|tax rate|tax%|mwst%|iva%"
    ),
    Label.DISCOUNT: "% dto|dto %|dcto|disc|rabatt %|dsc|dte",
}
"""Every phrase that announces a value, parted by `|`."""
