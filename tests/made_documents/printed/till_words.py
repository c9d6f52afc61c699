"""The words of tills, a language each: several for one thing, as tills differ."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, ...]]
TILLS: Mapping[str, Words] = {
    "es": {
        "welcome": ("BIENVENIDO", "*** COPIA CLIENTE ***"), "phone": ("Tel.", "Tlf:", "TFNO"),
            "title": ("FACTURA SIMPLIFICADA", "TICKET", "NOTA DE VENTA"),
        "number": ("Ticket nº", "Fra. simplificada:", "Nº:", "Factura simplificada", "Ticket:", "Nº ticket"),
            "date": ("Fecha", "Fecha:", "FECHA:"),
        "clerk": ("Le atendió:", "Caja", "Cajero:", "Mesa"), "subtotal": ("SUBTOTAL", "Subtotal"), "total": ("TOTAL",
            "TOTAL A PAGAR", "Total", "IMPORTE TOTAL"),
        "cash": ("EFECTIVO", "Entregado", "Entrega"), "change": ("CAMBIO", "Cambio", "SU CAMBIO"), "card": ("TARJETA",
            "Tarjeta", "Pago con tarjeta"),
        "tax": ("IVA",), "base": ("BASE", "Base imp."), "tax_amount": ("CUOTA", "Cuota"),
            "thanks": ("GRACIAS POR SU VISITA", "IVA incluido"),
    },
    "en": {
        "welcome": ("WELCOME",), "phone": ("Tel", "Phone"), "title": ("RECEIPT", "VAT RECEIPT", "SALES RECEIPT"),
            "number": ("Receipt no.", "Receipt #", "Trans:", "Bill No:"),
        "date": ("Date", "Date:"), "clerk": ("Served by", "Till", "Table"), "subtotal": ("SUBTOTAL", "Subtotal"),
            "total": ("TOTAL", "Total", "TOTAL DUE", "Amount due"),
        "cash": ("CASH", "Tendered"), "change": ("CHANGE", "Change"), "card": ("CARD", "Card payment"),
            "tax": ("VAT",), "base": ("NET", "Net"),
        "tax_amount": ("VAT", "Tax"), "thanks": ("THANK YOU", "Please come again"),
    },
    "de": {
        "welcome": ("Herzlich willkommen",), "phone": ("Tel.", "Telefon"), "title": ("QUITTUNG", "RECHNUNG",
            "KASSENBON"), "number": ("Bon-Nr.", "Beleg-Nr.", "Rechnung Nr.", "Belegnummer:"),
        "date": ("Datum", "Datum:"), "clerk": ("Kasse", "Es bediente Sie:", "Tisch"), "subtotal": ("Zwischensumme",),
            "total": ("SUMME", "TOTAL", "Gesamtbetrag", "zu zahlen"),
        "cash": ("BAR", "Gegeben"), "change": ("RÜCKGELD", "Zurück"), "card": ("EC-KARTE", "Kartenzahlung",
            "girocard"), "tax": ("MwSt",), "base": ("NETTO", "Netto"),
        "tax_amount": ("MwSt", "Steuer"), "thanks": ("VIELEN DANK FÜR IHREN EINKAUF",),
    },
    "fr": {
        "welcome": ("BIENVENUE",), "phone": ("Tél.", "Tel"), "title": ("TICKET", "TICKET DE CAISSE", "NOTE"),
            "number": ("Ticket n°", "N° ticket", "Note n°", "Facture n°"),
        "date": ("Date", "Le"), "clerk": ("Caisse", "Servi par", "Table"), "subtotal": ("Sous-total",),
            "total": ("TOTAL", "TOTAL TTC", "NET A PAYER", "Total à payer"),
        "cash": ("ESPECES", "Reçu"), "change": ("RENDU", "Monnaie"), "card": ("CARTE BANCAIRE", "CB"),
            "tax": ("TVA",), "base": ("HT",), "tax_amount": ("TVA",),
        "thanks": ("MERCI DE VOTRE VISITE", "A bientôt"),
    },
    "it": {
        "welcome": ("BENVENUTI",), "phone": ("Tel.", "TEL:"), "title": ("DOCUMENTO COMMERCIALE", "RICEVUTA"),
            "number": ("Documento n.", "N. doc.", "Doc. n.", "Scontrino n."),
        "date": ("Data", "DATA"), "clerk": ("Cassa", "Operatore", "Tavolo"), "subtotal": ("SUBTOTALE",),
            "total": ("TOTALE COMPLESSIVO", "TOTALE", "TOTALE EURO"),
        "cash": ("CONTANTI", "Contante"), "change": ("RESTO", "Resto"), "card": ("PAGAMENTO ELETTRONICO", "CARTA"),
            "tax": ("IVA",), "base": ("IMPONIBILE",),
        "tax_amount": ("di cui IVA", "IMPOSTA"), "thanks": ("GRAZIE E ARRIVEDERCI",),
    },
    "pt": {
        "welcome": ("BEM-VINDO",), "phone": ("Tel.", "Telef."), "title": ("FATURA SIMPLIFICADA", "FATURA-RECIBO",
            "TALÃO"), "number": ("Fatura simplificada FS", "N.º", "Doc. n.º", "Talão n.º"),
        "date": ("Data", "Data:"), "clerk": ("Operador", "Caixa", "Mesa"), "subtotal": ("Subtotal",),
            "total": ("TOTAL", "TOTAL A PAGAR", "Total"),
        "cash": ("NUMERÁRIO", "Entregue"), "change": ("TROCO", "Troco"), "card": ("MULTIBANCO", "Cartão"),
            "tax": ("IVA",), "base": ("Base", "Incid."), "tax_amount": ("IVA", "Valor"),
        "thanks": ("OBRIGADO PELA SUA VISITA", "Processado por programa certificado"),
    },
    "nl": {
        "welcome": ("WELKOM",), "phone": ("Tel.", "T:"), "title": ("KASSABON", "BON"), "number": ("Bonnr.", "Bon:",
            "Kassabon", "Transactie"), "date": ("Datum", "Datum:"),
        "clerk": ("Kassa", "U bent geholpen door", "Tafel"), "subtotal": ("Subtotaal",), "total": ("TOTAAL", "Totaal",
            "Te betalen"), "cash": ("CONTANT", "Ontvangen"),
        "change": ("WISSELGELD", "Terug"), "card": ("PIN", "Pinbetaling"), "tax": ("BTW",), "base": ("Excl.",
            "Netto"), "tax_amount": ("BTW",), "thanks": ("BEDANKT EN TOT ZIENS",),
    },
}  # fmt: skip
