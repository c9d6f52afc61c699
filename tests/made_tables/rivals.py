"""Columns beside the total that say something else, and lines above the titles that speak of all figures. Data only."""

SIDED = {
    "es": (("Importe s/IVA", "Importe c/IVA"), ("Importe sin impuestos", "Importe con impuestos"),
           ("Total (IVA no incluido)", "Total (IVA incl.)")),
    "en": (("Amount excluding VAT", "Amount including VAT"), ("Amount ex GST", "Amount inc GST"),
           ("total_net", "total_gross"), ("Total excl. tax", "Total incl. tax")),
    "de": (("Betrag exkl. MwSt", "Betrag inkl. MwSt"), ("Summe ohne USt", "Summe mit USt"),
           ("Betrag (netto)", "Betrag (brutto)")),
    "fr": (("Montant hors taxes", "Montant toutes taxes comprises"), ("Montant H.T.", "Montant T.T.C.")),
    "ca": (("Import sense IVA", "Import amb IVA"),), "it": (("Importo senza IVA", "Importo con IVA"),),
    "pt": (("Total s/ IVA", "Total c/ IVA"),), "nl": (("Bedrag exclusief btw", "Bedrag inclusief btw"),),
}  # fmt: skip
"""The titles of an amount without and with its tax."""

PAID = {
    "es": "Total pagado", "en": "Total paid", "de": "Gesamt bezahlt", "fr": "Total payé", "ca": "Total pagat",
    "it": "Totale pagato", "pt": "Total pago", "nl": "Totaal betaald",
}  # fmt: skip
"""A title that holds the word of a total and says more."""

BESIDE = {
    "discount": {
        "es": "Total descuentos", "en": "Discount amount", "de": "Rabatt gesamt", "fr": "Montant remise",
        "ca": "Total descomptes", "it": "Totale sconto", "pt": "Total descontos", "nl": "Totaal korting",
    },
    "shipping": {
        "es": "Total envío", "en": "Shipping total", "de": "Versand gesamt", "fr": "Total livraison",
        "ca": "Total ports", "it": "Totale spedizione", "pt": "Total portes", "nl": "Totaal verzendkosten",
    },
    "budget": {
        "es": "Importe presupuestado", "en": "Budgeted amount", "de": "Betrag geplant", "fr": "Montant budgeté",
        "ca": "Import previst", "it": "Importo preventivo", "pt": "Valor previsto", "nl": "Budget totaal",
    },
    "hours": {
        "es": "Total horas", "en": "Total hours", "de": "Stunden gesamt", "fr": "Total heures", "ca": "Total hores",
        "it": "Totale ore", "pt": "Total horas", "nl": "Totaal uren",
    },
}  # fmt: skip
"""Figures that hold a word of an amount and are not what was paid."""

ENTERED = {
    "es": "Fecha de registro", "en": "Date entered", "de": "Datum erfasst", "fr": "Date de saisie",
    "ca": "Data de registre", "it": "Data registrazione", "pt": "Data de registo", "nl": "Boekdatum",
}  # fmt: skip
"""The day on which somebody wrote the row down."""

THOUSANDS = {
    "es": "Importes en miles de euros", "en": "Amounts in thousands", "de": "Beträge in TEUR",
    "fr": "Montants en milliers d'euros", "ca": "Imports en milers d'euros", "it": "Importi in migliaia di euro",
    "pt": "Valores em milhares de euros", "nl": "Bedragen x 1.000",
}  # fmt: skip
MONEY = {
    "es": "Moneda:", "en": "Currency:", "de": "Währung:", "fr": "Devise :", "ca": "Moneda:", "it": "Valuta:",
    "pt": "Moeda:", "nl": "Valuta:",
}  # fmt: skip
"""What stands above the titles of figures in thousands, and before the money of a whole table."""
