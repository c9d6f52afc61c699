"""What people and programs write around figures: titles, labels, months and names, by language. Data only."""

LANGUAGES = ("es", "en", "de", "fr", "ca", "it", "pt", "nl")

Titles = dict[str, tuple[str, ...]]

_ES: Titles = {
    "date": ("Fecha", "Fecha gasto", "Fecha factura", "FECHA", "Fecha de compra"),
    "supplier": ("Proveedor", "Comercio", "Establecimiento", "Nombre proveedor"),
    "description": ("Concepto", "Descripción", "Detalle", "Motivo"),
    "total": ("Total", "Importe", "Importe total", "TOTAL", "Total factura", "Total con IVA"),
    "net": ("Base imponible", "Base", "Neto", "Subtotal", "Importe neto"),
    "tax": ("IVA", "Cuota IVA", "Importe IVA", "Cuota"),
    "rate": ("% IVA", "Tipo IVA", "IVA %"),
    "currency": ("Moneda", "Divisa"),
    "number": ("Nº factura", "Número", "Factura", "Núm. factura"),
    "tax_id": ("NIF", "CIF", "NIF/CIF", "NIF proveedor"),
    "due": ("Vencimiento", "Fecha vencimiento"),
    "category": ("Categoría", "Tipo de gasto", "Partida"),
    "paid": ("Pagado", "Contabilizado"),
    "booked": ("Fecha", "Fecha operación", "F. Operación", "Fecha contable"),
    "value": ("Fecha valor", "F. Valor", "Valor"),
    "text": ("Concepto", "Descripción", "Movimiento", "Concepto ampliado"),
    "amount": ("Importe", "Importe (EUR)", "Importe EUR", "IMPORTE", "Monto"),
    "debit": ("Cargo", "Debe", "Cargos", "Débito", "Salidas"),
    "credit": ("Abono", "Haber", "Abonos", "Crédito", "Entradas"),
    "direction": ("D/H", "Debe/Haber", "Signo", "Cargo/Abono"),
    "balance": ("Saldo", "Saldo contable", "SALDO"),
}
_EN: Titles = {
    "date": ("Date", "Expense date", "Invoice date", "Transaction date", "Purchase date"),
    "supplier": ("Supplier", "Merchant", "Vendor", "Payee", "Supplier name"),
    "description": ("Description", "Details", "Purpose", "Memo"),
    "total": ("Total", "Amount", "Total amount", "Gross", "Gross amount", "Amount incl. VAT"),
    "net": ("Net", "Net amount", "Subtotal", "Amount excl. VAT"),
    "tax": ("VAT", "Tax", "VAT amount", "Tax amount"),
    "rate": ("VAT rate", "VAT %", "Tax rate"),
    "currency": ("Currency", "Ccy"),
    "number": ("Invoice number", "Invoice no.", "Number", "Invoice"),
    "tax_id": ("VAT number", "Tax ID", "VAT ID", "Supplier VAT number"),
    "due": ("Due date", "Payment due"),
    "category": ("Category", "Expense type", "Account code"),
    "paid": ("Paid", "Reimbursable", "Approved"),
    "booked": ("Date", "Transaction Date", "Booking date", "Posting Date"),
    "value": ("Value date", "Value Date"),
    "text": ("Description", "Narrative", "Details", "Transaction details"),
    "amount": ("Amount", "Transaction amount", "Amount (GBP)", "Value"),
    "debit": ("Debit", "Money out", "Paid out", "Withdrawals", "Debit amount"),
    "credit": ("Credit", "Money in", "Paid in", "Deposits", "Credit amount"),
    "direction": ("Dr/Cr", "Debit/Credit", "D/C", "Credit Debit Indicator"),
    "balance": ("Balance", "Running balance", "Account balance"),
}
_DE: Titles = {
    "date": ("Datum", "Belegdatum", "Rechnungsdatum"),
    "supplier": ("Lieferant", "Händler", "Anbieter", "Kreditor"),
    "description": ("Beschreibung", "Zweck", "Bezeichnung", "Verwendungszweck"),
    "total": ("Betrag", "Gesamtbetrag", "Brutto", "Bruttobetrag", "Summe", "Gesamt"),
    "net": ("Netto", "Nettobetrag"),
    "tax": ("MwSt", "USt", "MwSt-Betrag", "Steuerbetrag"),
    "rate": ("MwSt-Satz", "Steuersatz", "MwSt %", "USt %"),
    "currency": ("Währung",),
    "number": ("Rechnungsnummer", "Rechnungs-Nr.", "Belegnummer"),
    "tax_id": ("USt-IdNr.", "Steuernummer"),
    "due": ("Fällig am", "Fälligkeit", "Fälligkeitsdatum"),
    "category": ("Kategorie", "Kostenstelle"),
    "paid": ("Bezahlt",),
    "booked": ("Buchungstag", "Buchungsdatum", "Datum", "Buchung"),
    "value": ("Valuta", "Wertstellung", "Valutadatum"),
    "text": ("Verwendungszweck", "Buchungstext", "Beschreibung", "Text"),
    "amount": ("Betrag", "Umsatz", "Betrag (EUR)", "Umsatz in EUR"),
    "debit": ("Soll", "Belastung", "Lastschrift", "Ausgang"),
    "credit": ("Haben", "Gutschrift", "Eingang"),
    "direction": ("Soll/Haben", "S/H", "Soll/Haben-Kennzeichen"),
    "balance": ("Saldo", "Kontostand", "Saldo nach Buchung"),
}
_FR: Titles = {
    "date": ("Date", "Date facture", "Date de la dépense", "Date d'achat"),
    "supplier": ("Fournisseur", "Commerçant", "Nom du fournisseur"),
    "description": ("Description", "Libellé", "Objet", "Désignation"),
    "total": ("Montant TTC", "Total TTC", "Montant", "Total", "TTC"),
    "net": ("Montant HT", "Total HT", "HT"),
    "tax": ("TVA", "Montant TVA"),
    "rate": ("Taux TVA", "Taux de TVA", "% TVA"),
    "currency": ("Devise", "Monnaie"),
    "number": ("N° facture", "Numéro de facture", "Facture"),
    "tax_id": ("N° TVA", "Numéro de TVA", "TVA intracommunautaire"),
    "due": ("Échéance", "Date d'échéance"),
    "category": ("Catégorie", "Secteur"),
    "paid": ("Payé",),
    "booked": ("Date", "Date opération", "Date comptable", "Date d'opération"),
    "value": ("Date valeur", "Date de valeur", "Valeur"),
    "text": ("Libellé", "Libellé opération", "Nature de l'opération", "Détail"),
    "amount": ("Montant", "Montant (EUR)", "Montant EUR"),
    "debit": ("Débit", "Débit euros", "Sorties"),
    "credit": ("Crédit", "Crédit euros", "Entrées"),
    "direction": ("Sens", "Débit/Crédit"),
    "balance": ("Solde", "Solde après opération"),
}
_CA: Titles = {
    "date": ("Data", "Data factura"),
    "supplier": ("Proveïdor", "Establiment"),
    "description": ("Concepte", "Descripció"),
    "total": ("Total", "Import", "Import total"),
    "net": ("Base imposable", "Base"),
    "tax": ("IVA", "Quota IVA"),
    "rate": ("% IVA", "Tipus IVA"),
    "currency": ("Moneda", "Divisa"),
    "number": ("Núm. factura", "Factura"),
    "tax_id": ("NIF", "CIF"),
    "due": ("Venciment",),
    "category": ("Categoria",),
    "paid": ("Pagat",),
    "booked": ("Data", "Data operació"),
    "value": ("Data valor",),
    "text": ("Concepte", "Descripció"),
    "amount": ("Import",),
    "debit": ("Càrrec", "Deure"),
    "credit": ("Abonament", "Haver"),
    "direction": ("Signe",),
    "balance": ("Saldo",),
}
_IT: Titles = {
    "date": ("Data", "Data fattura", "Data documento"),
    "supplier": ("Fornitore", "Esercente"),
    "description": ("Descrizione", "Causale"),
    "total": ("Totale", "Importo", "Importo totale"),
    "net": ("Imponibile", "Netto"),
    "tax": ("IVA", "Importo IVA"),
    "rate": ("Aliquota IVA", "% IVA"),
    "currency": ("Valuta", "Divisa"),
    "number": ("Numero fattura", "N. fattura"),
    "tax_id": ("Partita IVA", "P. IVA"),
    "due": ("Scadenza", "Data scadenza"),
    "category": ("Categoria",),
    "paid": ("Pagato",),
    "booked": ("Data", "Data operazione", "Data contabile"),
    "value": ("Data valuta", "Valuta"),
    "text": ("Descrizione", "Causale", "Descrizione operazione"),
    "amount": ("Importo", "Importo (EUR)"),
    "debit": ("Dare", "Uscite", "Addebiti"),
    "credit": ("Avere", "Entrate", "Accrediti"),
    "direction": ("Segno", "D/A"),
    "balance": ("Saldo",),
}
_PT: Titles = {
    "date": ("Data", "Data fatura", "Data documento"),
    "supplier": ("Fornecedor", "Estabelecimento"),
    "description": ("Descrição", "Descritivo"),
    "total": ("Total", "Valor total", "Valor", "Montante"),
    "net": ("Base tributável", "Base", "Valor sem IVA"),
    "tax": ("IVA", "Valor IVA"),
    "rate": ("Taxa IVA", "% IVA"),
    "currency": ("Moeda",),
    "number": ("Nº fatura", "Número fatura"),
    "tax_id": ("NIF", "NIF fornecedor"),
    "due": ("Vencimento", "Data vencimento"),
    "category": ("Categoria",),
    "paid": ("Pago",),
    "booked": ("Data", "Data movimento", "Data mov."),
    "value": ("Data valor",),
    "text": ("Descrição", "Descritivo", "Movimento"),
    "amount": ("Valor", "Montante", "Importância"),
    "debit": ("Débito", "Saídas"),
    "credit": ("Crédito", "Entradas"),
    "direction": ("D/C", "Débito/Crédito"),
    "balance": ("Saldo", "Saldo contabilístico"),
}
_NL: Titles = {
    "date": ("Datum", "Factuurdatum"),
    "supplier": ("Leverancier", "Winkel"),
    "description": ("Omschrijving",),
    "total": ("Totaal", "Bedrag", "Totaalbedrag", "Bedrag incl. btw"),
    "net": ("Netto", "Bedrag excl. btw"),
    "tax": ("Btw", "Btw-bedrag"),
    "rate": ("Btw %", "Btw-tarief"),
    "currency": ("Valuta", "Munt"),
    "number": ("Factuurnummer",),
    "tax_id": ("Btw-nummer",),
    "due": ("Vervaldatum",),
    "category": ("Categorie",),
    "paid": ("Betaald",),
    "booked": ("Datum", "Boekdatum", "Transactiedatum"),
    "value": ("Valutadatum", "Rentedatum"),
    "text": ("Omschrijving", "Mededelingen"),
    "amount": ("Bedrag", "Bedrag (EUR)"),
    "debit": ("Debet", "Af"),
    "credit": ("Credit", "Bij"),
    "direction": ("Af Bij", "CreditDebet", "Af/Bij"),
    "balance": ("Saldo", "Saldo na mutatie"),
}
TITLES: dict[str, Titles] = {
    "es": _ES, "en": _EN, "de": _DE, "fr": _FR, "ca": _CA, "it": _IT, "pt": _PT, "nl": _NL,
}  # fmt: skip
"""The titles of a column by language and role. The usual one stands first."""

SECOND = {
    "es": ("Total", "Importe"), "en": ("Total", "Amount"), "de": ("Gesamtbetrag", "Betrag"), "fr": ("Total", "Montant"),
    "ca": ("Total", "Import"), "it": ("Totale", "Importo"), "pt": ("Total", "Valor"), "nl": ("Totaal", "Bedrag"),
}  # fmt: skip
"""Two columns of one meaning, side by side."""

OTHERS = {
    "outstanding": {
        "es": "Importe pendiente", "en": "Outstanding amount", "de": "Offener Betrag", "fr": "Reste à payer",
        "ca": "Import pendent", "it": "Importo residuo", "pt": "Valor em dívida", "nl": "Openstaand bedrag",
    },
    "withheld": {
        "es": "IRPF", "en": "Withholding tax", "de": "Quellensteuer", "fr": "Retenue", "ca": "IRPF", "it": "Ritenuta",
        "pt": "Retenção", "nl": "Inhouding",
    },
    "foreign": {
        "es": "Importe original", "en": "Original amount", "de": "Originalbetrag", "fr": "Montant d'origine",
        "ca": "Import original", "it": "Importo originale", "pt": "Valor original", "nl": "Oorspronkelijk bedrag",
    },
    "foreign_currency": {
        "es": "Moneda original", "en": "Original currency", "de": "Originalwährung", "fr": "Monnaie originale",
        "ca": "Moneda original", "it": "Valuta originale", "pt": "Moeda original", "nl": "Oorspronkelijke valuta",
    },
    "quantity": {
        "es": "Cantidad", "en": "Quantity", "de": "Menge", "fr": "Quantité", "ca": "Quantitat", "it": "Quantità",
        "pt": "Quantidade", "nl": "Aantal",
    },
    "price": {
        "es": "Precio unitario", "en": "Unit price", "de": "Einzelpreis", "fr": "Prix unitaire", "ca": "Preu unitari",
        "it": "Prezzo unitario", "pt": "Preço unitário", "nl": "Prijs per stuk",
    },
}  # fmt: skip
"""Columns beside the amount that hold other figures."""

KEYS = {
    "date": "date", "supplier": "supplier", "description": "description", "total": "total", "second": "amount",
    "net": "net", "tax": "tax", "rate": "tax_rate", "currency": "currency", "number": "invoice_number",
    "tax_id": "supplier_tax_id", "due": "due_date", "category": "category", "paid": "paid", "withheld": "withholding",
    "booked": "date", "value": "value_date", "text": "description", "amount": "amount", "debit": "debit",
    "credit": "credit", "direction": "direction", "balance": "balance",
}  # fmt: skip
"""The keys of JSON rows, as programs call them."""

SIDES = {
    "es": (("D", "H"), ("Debe", "Haber"), ("Cargo", "Abono")), "en": (("DR", "CR"), ("Debit", "Credit"), ("D", "C")),
    "de": (("S", "H"), ("Soll", "Haben")), "fr": (("D", "C"), ("Débit", "Crédit")), "ca": (("D", "H"), ("-", "+")),
    "it": (("D", "A"), ("Dare", "Avere")), "pt": (("D", "C"), ("Débito", "Crédito")), "nl": (("Af", "Bij"), ("D", "C")),
}  # fmt: skip
"""What a column says of money out and money in."""

SUMS = {
    "es": ("Total", "TOTAL", "Suma", "Total general", "Total gastos", "Suma total", "Totales:", "TOTAL EUR"),
    "en": ("Total", "TOTAL", "Sum", "Grand total", "Total expenses", "Totals", "Total:"),
    "de": ("Summe", "Gesamt", "Gesamtsumme", "Total", "Summe:", "Gesamtbetrag"),
    "fr": ("Total", "Total général", "Somme", "TOTAL TTC", "Total :"),
    "ca": ("Total", "Suma", "TOTAL"), "it": ("Totale", "TOTALE", "Totale generale"),
    "pt": ("Total", "Soma", "Total geral"), "nl": ("Totaal", "Som", "TOTAAL"),
}  # fmt: skip
OPENING = {
    "es": "Saldo inicial", "en": "Opening balance", "de": "Anfangssaldo", "fr": "Solde initial", "ca": "Saldo anterior",
    "it": "Saldo iniziale", "pt": "Saldo anterior", "nl": "Beginsaldo",
}  # fmt: skip
SUBTOTALS = {
    "es": ("Subtotal {month}", "Total {month}", "Suma {month}"), "en": ("Subtotal {month}", "Total {month}"),
    "de": ("Zwischensumme {month}", "Summe {month}"), "fr": ("Sous-total {month}", "Total {month}"),
    "ca": ("Subtotal {month}",), "it": ("Subtotale {month}", "Totale {month}"),
    "pt": ("Subtotal {month}",), "nl": ("Subtotaal {month}", "Totaal {month}"),
}  # fmt: skip

MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
SHORT_MONTHS = {
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
"""Programs write those of other languages rarely."""

WEEKDAYS = {
    "es": "lun mar mié jue vie sáb dom", "en": "Mon Tue Wed Thu Fri Sat Sun", "de": "Mo Di Mi Do Fr Sa So",
    "fr": "lun mar mer jeu ven sam dim",
}  # fmt: skip

THINGS = (
    "Taxi", "Papel A4", "Comida con cliente", "Hotel", "Gasolina", "Train ticket", "Büromaterial", "Licences", "Café",
    "Parking", "Material eléctrico", "Phone", "Reparación", "Courier", "Abono transporte",
    "Suma y sigue", "Saldo móvil",
)  # fmt: skip
MOVES = (
    "Transferencia", "Recibo luz", "Card payment", "Überweisung", "Virement", "Nómina", "Pago con tarjeta", "Bizum de",
    "Compra", "Direct debit", "Miete", "Abono de", "Cargo por", "Comisión", "Ingreso en efectivo", "Devolución",
)  # fmt: skip
SHOPS = (
    "Ferretería",
    "Librería",
    "Taxi",
    "Bar",
    "Hotel",
    "Office",
    "Bäckerei",
    "Garage",
    "Suministros",
    "Total Energies",
)
CATEGORIES = ("Viajes", "Material", "Comidas", "Otros", "Office")
NOTES = (
    "Nota: los importes incluyen IVA", "Página 1 de 2", "Report generated by Example Ltd.", "Firma:", "Ende der Liste",
    "* 3 facturas pendientes", "Importes en euros",
)  # fmt: skip
