"""The words of bank statements, a language each: several for one thing, as banks differ; and names of banks."""

from collections.abc import Mapping

BANKING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "es": {
        "title": ("EXTRACTO DE CUENTA", "Estado de cuenta", "Movimientos de cuenta"), "account": ("Cuenta",
            "No. de cuenta", "Cuenta corriente"), "period": ("Periodo", "Desde - hasta", "Fechas"),
        "currency": ("Moneda", "Divisa"), "opening": ("Saldo anterior", "Saldo inicial"), "closing": ("Saldo final",
            "Saldo actual"), "day": ("Fecha", "F. operación", "Fecha oper."),
        "value": ("F. valor", "Fecha valor"), "text": ("Concepto", "Descripción", "Movimiento"), "debit": ("Cargos",
            "Debe", "Débito", "Retiros"), "credit": ("Abonos", "Haber", "Crédito", "Depósitos"),
        "amount": ("Importe", "Monto", "Valor"), "balance": ("Saldo",), "in": ("H", "+", "C"), "out": ("D", "-", "D"),
            "totals": ("Totales", "TOTAL"),
    },
    "en": {
        "title": ("BANK STATEMENT", "Statement of account"), "account": ("Account number", "Account No."),
            "period": ("Period", "Statement period"), "currency": ("Currency",),
        "opening": ("Opening balance", "Balance brought forward"), "closing": ("Closing balance",
            "Balance carried forward"), "day": ("Date",), "value": ("Value date",), "text": ("Description",
            "Details"),
        "debit": ("Debit", "Paid out", "Withdrawals"), "credit": ("Credit", "Paid in", "Deposits"),
            "amount": ("Amount",), "balance": ("Balance",), "in": ("CR", "C"), "out": ("DR", "D"),
            "totals": ("Totals",),
    },
    "de": {
        "title": ("KONTOAUSZUG", "Kontoauszug Nr. 3"), "account": ("Kontonummer",), "period": ("Zeitraum",),
            "currency": ("Währung",), "opening": ("Alter Kontostand", "Anfangssaldo"),
        "closing": ("Neuer Kontostand", "Endsaldo"), "day": ("Buchung", "Buchungstag", "Datum"), "value": ("Wert",
            "Valuta"), "text": ("Verwendungszweck", "Vorgang", "Buchungstext"), "debit": ("Soll", "Lastschrift"),
        "credit": ("Haben", "Gutschrift"), "amount": ("Betrag", "Umsatz"), "balance": ("Saldo", "Kontostand"),
            "in": ("H", "+"), "out": ("S", "-"), "totals": ("Summe",),
    },
    "fr": {
        "title": ("RELEVÉ DE COMPTE", "Extrait de compte"), "account": ("Compte n°",), "period": ("Période",),
            "currency": ("Devise", "Monnaie"), "opening": ("Ancien solde", "Solde précédent"),
        "closing": ("Nouveau solde", "Solde final"), "day": ("Date", "Date opé."), "value": ("Valeur", "Date valeur"),
            "text": ("Libellé", "Nature de l'opération"), "debit": ("Débit",), "credit": ("Crédit",),
        "amount": ("Montant",), "balance": ("Solde",), "in": ("C", "+"), "out": ("D", "-"),
            "totals": ("Total des mouvements", "Totaux"),
    },
    "it": {
        "title": ("ESTRATTO CONTO", "Lista movimenti"), "account": ("Conto n.",), "period": ("Periodo",),
            "currency": ("Divisa", "Valuta conto"), "opening": ("Saldo iniziale", "Saldo precedente"),
        "closing": ("Saldo finale", "Saldo contabile finale"), "day": ("Data", "Data oper."), "value": ("Valuta",
            "Data valuta"), "text": ("Descrizione", "Causale"), "debit": ("Dare", "Addebiti", "Uscite"),
        "credit": ("Avere", "Accrediti", "Entrate"), "amount": ("Importo",), "balance": ("Saldo",), "in": ("A", "+"),
            "out": ("D", "-"), "totals": ("Totali",),
    },
    "pt": {
        "title": ("EXTRATO DE CONTA", "Extrato combinado"), "account": ("Conta n.º",), "period": ("Período",),
            "currency": ("Moeda",), "opening": ("Saldo inicial", "Saldo anterior"), "closing": ("Saldo final",),
        "day": ("Data", "Data mov."), "value": ("Data valor",), "text": ("Descrição", "Descritivo"),
            "debit": ("Débito", "Débitos"), "credit": ("Crédito", "Créditos"), "amount": ("Montante", "Valor"),
        "balance": ("Saldo",), "in": ("C", "+"), "out": ("D", "-"), "totals": ("Totais",),
    },
    "nl": {
        "title": ("REKENINGAFSCHRIFT", "Afschrift nr. 3"), "account": ("Rekeningnummer",), "period": ("Periode",),
            "currency": ("Valuta",), "opening": ("Vorig saldo", "Beginsaldo"), "closing": ("Nieuw saldo",
            "Eindsaldo"),
        "day": ("Datum", "Boekdatum"), "value": ("Rentedatum", "Valutadatum"), "text": ("Omschrijving",),
            "debit": ("Af", "Debet"), "credit": ("Bij", "Credit"), "amount": ("Bedrag",), "balance": ("Saldo",),
        "in": ("Bij", "C"), "out": ("Af", "D"), "totals": ("Totaal",),
    },
}  # fmt: skip

SAYS = {
    "es": (("TRANSFERENCIA DE", "NOMINA", "ABONO", "INGRESO"), ("RECIBO", "COMPRA TARJ.", "ADEUDO", "COMISION",
        "PAGO PROVEEDOR")),
    "en": (("FASTER PAYMENT FROM", "BANK CREDIT", "INTEREST"), ("DIRECT DEBIT", "CARD PURCHASE", "STANDING ORDER",
        "SERVICE CHARGE")),
    "de": (("Gutschrift", "SEPA-Gutschrift", "Zinsen"), ("Lastschrift", "Kartenzahlung", "Dauerauftrag",
        "Entgelt Kontoführung")),
    "fr": (("VIREMENT SEPA RECU", "REMISE CHEQUE"), ("PRELEVEMENT", "PAIEMENT CB", "COTISATION", "FRAIS")),
    "it": (("BONIFICO A VS FAVORE", "STIPENDIO"), ("ADDEBITO SDD", "PAGAMENTO POS", "COMMISSIONI")),
    "pt": (("TRF DE", "VENCIMENTO"), ("DD", "COMPRA", "COMISSAO", "PAG SERV")),
    "nl": (("SEPA Overboeking van", "Salaris"), ("SEPA Incasso", "Betaalautomaat", "Kosten rekening", "iDEAL")),
}  # fmt: skip
"""What is said of money that comes in, and of money that goes out."""
BANKS = {
    "ES": ("Banco de Ejemplo", "Caja Rural del Sur", "BANCO LITORAL, S.A."), "EC": ("Banco del Pacífico Norte",
        "Banco Andino Sierra"),
    "PT": ("Banco do Minho", "Caixa Atlântica"), "FR": ("Banque de l'Ouest", "Crédit Régional"),
        "IT": ("Banca Serena S.p.A.",),
    "DE": ("Volksbank Musterland eG", "Stadtsparkasse Altmark"), "AT": ("Raiffeisenbank Talblick",),
        "NL": ("Polder Bank N.V.",), "GB": ("Pennine Bank plc", "Castle Bank"),
}  # fmt: skip
LATIN_BANKS = ("Banco Continental de Ejemplo", "Banco Cóndor S.A.", "Banco del Valle")
