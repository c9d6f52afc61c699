"""In which language a page is written, told by its own words. Knows no engine and no meaning of any word."""

from collections.abc import Sequence

from asiento.lexicon.folding import fold
from asiento.ocr.words import LEGIBLE
from asiento.reading import Word

FEWEST = 3
"""Different words that tell a language."""

LEAD = 2
"""Times as many as of the next language they must be at least."""

TELLTALES = {
    "spa": """y el los las por con del su fecha importe iva nif cif efectivo cambio gracias telefono calle tarjeta
        precio cantidad cliente direccion pago vencimiento descripcion cuota unidades tienda emision forma dias
        impuestos entrega camarero imponible""",
    "cat": """amb els les seva imposable efectiu canvi gracies carrer targeta preu quantitat client adreca pagament
        venciment descripcio unitats botiga emissio dies telefon dels impostos lliurament tiquet segons pels""",
    "por": """da do dos uma ao pelo pela nao fatura contribuinte numerario troco obrigado obrigada rua cartao preco
        quantidade morada descricao taxa incluido loja telefone emissao valor dinheiro""",
    "fra": """le et pour avec par du des une aux facture montant tva siret especes rendu merci visite rue carte prix
        quantite adresse paiement echeance caisse ttc ht designation monnaie bientot reglement votre""",
    "ita": """il lo gli di della dei delle alla fattura importo piva contanti resto grazie arrivederci via carta prezzo
        quantita indirizzo scadenza descrizione totale subtotale documento commerciale scontrino bonifico""",
    "deu": """der die und fur mit dem das den ihren ihr wir datum rechnung betrag mwst ust gegeben ruckgeld
        vielen dank uhr uhrzeit tisch karte preis menge kunde anschrift zahlung summe netto brutto steuer einkauf
        strasse zu zahlen steuernummer kasse bon filiale""",
    "eng": """the of and for to you your date invoice amount vat cash change thank street road time table card price qty
        quantity customer address payment due description subtotal tax receipt gst rounding bill come again please""",
}
"""Words that documents in one language print and those in the others do not, folded: lower case, no accents.

By ISO 639-2, as tesseract names its data. A word of several of these languages (`total`, `de`, `no`) tells nothing.
"""

WORDS = {word: language for language, words in TELLTALES.items() for word in words.split()}


def language_of(words: Sequence[Word]) -> str | None:
    """Return the language of the legible among *words* (ISO 639-2), or None where they do not tell it clearly."""
    seen = {folded(word.text) for word in words if word.confidence >= LEGIBLE}
    counts = dict.fromkeys(TELLTALES, 0)
    for word in seen & WORDS.keys():
        counts[WORDS[word]] += 1
    first, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    return first if counts[first] >= max(FEWEST, LEAD * counts[second]) else None


def folded(text: str) -> str:
    """Return *text* in lower case without accents and without what stands around a word."""
    return fold(text).strip(".,:;!¡¿?()*-_'\"\u2019")
