"""More words of `phrases.py`: rarer synonyms and abbreviations in the same languages, and Dutch and Polish.

They count only where no phrase there says otherwise.
"""

from asiento.pages.annotated.labels import Label

RARER: dict[Label, str] = {
    Label.NUMBER: (
        "invoice nr|invoice ref|fra no|no fra|n fra|serie y numero de factura|no da fatura|n da fatura|numero fatura|"
        "n fatura|no fatura|documento n|num facture|ref facture|reference facture|numero facture|re nr|rg nr|"
        "rechnung no|rechnungs no|belegnr|fattura nr|factuur nummer|factuurno|faktura nr|faktura vat nr|"
        "numer faktury|nr faktury"
    ),
    Label.ISSUED: (
        "date issued|document date|f factura|f emision|fecha doc|data fatura|data do documento|date de la facture|"
        "emise le|facture du|rechnungs datum|rg datum|data de factura|data de la factura|datum factuur|"
        "data wystawienia|data faktury|wystawiono dnia"
    ),
    Label.DUE: (
        "due by|date due|payment date due|f vto|data vencimento|data limite de pagamento|pagar ate|vence em|"
        "prazo de pagamento|date echeance|a payer avant le|payable le|echeance le|a regler avant le|zahlungsziel|"
        "zahlung bis|zu zahlen bis|bitte zahlen bis|fallig bis|data di scadenza|scadenze|da pagare entro|"
        "scadenza pagamento|pagare entro|venciments|te betalen voor|betalen voor|uiterste betaaldatum|"
        "verval datum|termin platnosci|termin zaplaty|platne do"
    ),
    Label.NET: (
        "total ex vat|total excluding vat|bases imponibles|base de incidencia|base imponivel|total hors taxe|"
        "montant hors taxes|base ht|net ht|sous total ht|total net ht|netto betrag|gesamtnetto|summe ohne mwst|"
        "rechnungsbetrag netto|betrag netto|gesamtbetrag netto|base imponibile|imponibile iva|totale merce|"
        "subtotale|totale senza iva|imponibile netto|total base imposable|import net|bases imposables|"
        "total sense iva|bedrag excl btw|razem netto|wartosc netto|suma netto"
    ),
    Label.TAX_TOTAL: (
        "sales tax total|total taxes|cuotas|total de iva|valor do iva|tva totale|montant de la tva|total de la tva|"
        "summe mwst|mehrwertsteuerbetrag|umsatzsteuerbetrag|summe ust|mwst gesamt|summe steuer|importo iva|"
        "totale imposta|iva totale|totale imposte|totaal btw|btw totaal|kwota vat|razem vat|podatek vat"
    ),
    Label.GRAND_TOTAL: (
        "total inc vat|order total|total fra|total com iva|montante total|importancia total|"
        "total toutes taxes comprises|total facture|summe brutto|betrag brutto|summe inkl mwst|totale con iva|"
        "totale euro|total iva inclos|totaal te betalen|factuurtotaal|razem brutto|wartosc brutto|suma brutto|"
        "kwota brutto"
    ),
    Label.TOTAL: "razem|suma",
    Label.PAYABLE: (
        "liquido a pagar|montante a pagar|total a liquidar|quantia a pagar|montant a payer|montant du|solde du|"
        "net a regler|zahlungsbetrag|zu bezahlen|zu uberweisender betrag|zu zahlender gesamtbetrag|totale a pagare|"
        "netto da pagare|importo da pagare|importo dovuto|import a pagar|liquid a percebre|te betalen bedrag|"
        "openstaand bedrag|do zaplaty|razem do zaplaty|pozostalo do zaplaty|kwota do zaplaty"
    ),
    Label.TAX_ID: (
        "vat registration number|company tax number|tax no|no contribuinte|contribuinte n|contribuinte no|"
        "n de contribuinte|no de contribuinte|nif nipc|no tva|id tva|tva intra|no de tva|identifiant tva|n tva intra|"
        "ustidnr|ust ident nr|ust id no|ust identifikationsnummer|part iva|partita i v a|cf p iva|c f p iva|btw id|"
        "btwnr|btwnummer|btw no|nip"
    ),
    Label.SUPPLIER: (
        "emitido por|emitente|prestataire|emis par|rechnungssteller|leistungserbringer|venditore|emittente|emissor|"
        "venedor|leverancier|verkoper|sprzedawca|wystawca"
    ),
    Label.CUSTOMER: (
        "purchaser|datos de facturacion|direccion de facturacion|faturar a|dados do cliente|exmo sr|destinataire|"
        "rechnungsanschrift|auftraggeber|intestatario|acquirente|intestato a|destinatari|dades de facturacio|"
        "factureren aan|koper|afnemer|klantgegevens|nabywca|klient|odbiorca|kupujacy"
    ),
    Label.CASH: (
        "bar gegeben|barzahlung|contante|pagamento contante|contanti euro|valor entregue|entregue|comptant|entregat|"
        "lliurat|metallic|contant|kontant|ontvangen|gotowka|zaplacono"
    ),
    Label.CHANGE: (
        "change given|your change|cash change|vueltas|cambio entregado|troco entregue|rendu monnaie|a rendre|"
        "monnaie rendue|rendu especes|ruckgeld bar|rueckgeld|resto contanti|el seu canvi|a tornar|wisselgeld|terug|"
        "reszta|reszta gotowka"
    ),
    Label.TIP: "tips|gratificacao|service compris|servei|fooi|napiwek",
    Label.OTHER_AMOUNT: (
        "less discount|rebate|dto comercial|bonificacion|dtos|descontos|arredondamento|rabais|ristourne|escompte|"
        "arrondi|remises|nachlass|rundung|rabatte|rabatt gesamt|sconti|abbuono|arrotondamento|sconto merce|descompte|"
        "descomptes|arrodoniment|afronding|kortingen|rabat|zaokraglenie|upust"
    ),
    Label.SETTLED: "bestreta|voorschot|zaliczka",
}
"""As `phrases.PHRASES`."""
