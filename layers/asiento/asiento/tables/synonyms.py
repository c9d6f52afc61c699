"""The names that people, programs and banks give to columns and keys, by what they mean.

Data only: Spanish, English and Portuguese throughout, and the words of bank exports in German, French, Italian,
Catalan, Dutch, Hungarian, Polish, Czech and the Nordic languages. Names are compared by their words
(`lexicon.folding.bare_words`), so case, accents, punctuation and small words do not matter here.
"""

from asiento.tables.meanings import Meaning

SYNONYMS: dict[Meaning, str] = {
    Meaning.TYPE: (
        "type; tipo; doc type; document type; tipo documento; tipo comprobante; clase documento; transaction type; "
        "kind; tipo gasto; expense type"
    ),
    Meaning.DATE: (
        "date; fecha; data; datum; dia; day; datetime; issued on; issue date; invoice date; document date; fecha "
        "factura; fecha emision; fecha expedicion; fecha documento; fecha gasto; fecha ticket; fecha compra; fecha "
        "comprobante; expense date; purchase date; receipt date; data fatura; data emissao; data documento; data "
        "factura; fecha operacion; f operacion; fecha oper; f oper; fecha movimiento; fecha contable; f contable; "
        "fecha transaccion; fecha mov; fecha apunte; fecha asiento; booking date; booked on; posting date; posted "
        "date; post date; transaction date; trans date; date posted; date transaction; completed date; started date; "
        "data movimento; data lancamento; data mov; data operacao; buchungstag; buchungsdatum; buchung; date "
        "operation; date comptable; date comptabilisation; data contabile; data operazione; data operacio; data "
        "moviment; boekdatum; tranzakcio datuma; konyvelesi datum; konyveles datuma; dato; bogforingsdato; "
        "bokforingsdag; "
        "bokforingsdatum; transaktionsdatum; transaksjonsdato; kirjauspaiva; pvm; data operacji; data transakcji; "
        "data ksiegowania; datum provedeni; datum zauctovani; datum transakce; date op; "
        "belegdatum; rechnungsdatum; ausstellungsdatum; kaufdatum; date facture; date depense; date d "
        "achat; date document; date d operation; data fattura; data documento; data acquisto; "
        "factuurdatum; transactiedatum; aankoopdatum; data compra"
    ),
    Meaning.VALUE_DATE: (
        "value date; value on; date value; val date; fecha valor; f valor; fec valor; fecha val; data valor; data "
        "valuta; valuta; valutadatum; wertstellung; wertstellungstag; wert; date valeur; rentedatum; ertek nap; "
        "erteknap; interest date; effective date; rentedato; valutadag; arvopaiva; data waluty; datum valuty; date "
        "val; valeur; data de valuta"
    ),
    Meaning.DUE_DATE: (
        "due date; due on; due; payment due; vencimiento; fecha vencimiento; f vencimiento; vence; "
        "fecha limite pago; "
        "data vencimento; vencimento; vencimiento factura; payment date; fecha pago; data venciment; "
        "fallig am; falligkeit; falligkeitsdatum; zahlbar bis; echeance; date d echeance; scadenza; data "
        "scadenza; vervaldatum; venciment"
    ),
    Meaning.NUMBER: (
        "number; no; n; n o; nr; num; numero; invoice number; invoice no; invoice num; invoice nr; invoice id; "
        "invoice; factura; fatura; numero factura; no factura; n o factura; n factura; num factura; nro factura; nr "
        "factura; factura no; factura num; factura numero; serie numero; serie y numero; document number; document "
        "no; doc no; doc number; numero documento; num documento; no documento; n documento; numero comprobante; "
        "comprobante; secuencial; folio; numero ticket; num ticket; n ticket; no ticket; ticket no; ticket number; "
        "ticket; receipt number; receipt no; numero fatura; n fatura; num fatura; numero recibo; "
        "rechnungsnummer; rechnungs nr; rechnungsnr; rechnung nr; belegnummer; beleg nr; belegnr; "
        "facture; n facture; no facture; num facture; numero facture; fattura; n fattura; num fattura; "
        "numero fattura; factuur; factuurnummer; factuur nr"
    ),
    Meaning.SUPPLIER: (
        "supplier; supplier name; vendor; vendor name; seller; merchant; merchant name; proveedor; proveedor nombre; "
        "nombre proveedor; razon social; razon social proveedor; nombre razon social; emisor; nombre emisor; "
        "acreedor; comercio; establecimiento; tienda; fornecedor; nome fornecedor; issuer; proveidor; nom proveidor; "
        "expedidor; supplier legal name; store; shop; "
        "lieferant; lieferantenname; handler; anbieter; kreditor; kreditorname; verkaufer; "
        "rechnungssteller; fournisseur; nom fournisseur; commercant; vendeur; emetteur; fornitore; nome "
        "fornitore; esercente; venditore; emittente; leverancier; naam leverancier; winkel; verkoper; "
        "establiment; comerc; estabelecimento"
    ),
    Meaning.SUPPLIER_TAX_ID: (
        "emisor ruc; emisor nif; supplier tax id; supplier vat; supplier vat id; "
        "supplier vat number; supplier nif; supplier cif; supplier "
        "ruc; vendor tax id; vendor vat; vendor vat number; seller tax id; nif proveedor; cif proveedor; nif cif "
        "proveedor; cif nif proveedor; ruc proveedor; ruc emisor; nif emisor; proveedor nif; "
        "proveedor cif; proveedor "
        "ruc; proveedor tax id; id fiscal proveedor; identificacion proveedor; nif fornecedor; cnpj fornecedor; nif "
        "proveidor; merchant tax id; issuer tax id"
    ),
    Meaning.SUPPLIER_COUNTRY: "supplier country; vendor country; pais proveedor; proveedor pais; pais emisor",
    Meaning.SUPPLIER_ADDRESS: (
        "supplier address; vendor address; direccion proveedor; domicilio proveedor; proveedor direccion; direccion "
        "emisor"
    ),
    Meaning.CUSTOMER: (
        "customer; customer name; client; client name; buyer; cliente; nombre cliente; cliente nombre; comprador; "
        "receptor; nombre receptor; destinatario; razon social cliente; nome cliente; bill to"
    ),
    Meaning.CUSTOMER_TAX_ID: (
        "customer tax id; customer vat; customer vat number; customer nif; customer cif; "
        "customer ruc; client tax id; "
        "buyer tax id; nif cliente; cif cliente; nif cif cliente; ruc cliente; cliente nif; "
        "cliente cif; cliente ruc; "
        "cliente tax id; identificacion comprador; identificacion cliente; nif destinatario; nif receptor; rfc "
        "receptor; ruc comprador; ruc receptor"
    ),
    Meaning.CUSTOMER_COUNTRY: "customer country; client country; pais cliente; cliente pais",
    Meaning.CUSTOMER_ADDRESS: "customer address; client address; direccion cliente; domicilio cliente; "
    "cliente direccion",
    Meaning.TAX_ID: (
        "tax id; tax number; tax identification number; vat id; vat number; vat no; nif; cif; nif cif; cif nif; n i "
        "f; c i f; ruc; r u c; rfc; cnpj; cuit; rut; nipc; identificacion fiscal; id fiscal; numero fiscal; numero "
        "identificacion fiscal; documento identidad; cedula; cedula ruc; ruc cedula; ruc ci; "
        "ust idnr; ust id nr; ust id; umsatzsteuer id; umsatzsteuer identifikationsnummer; steuernummer; "
        "n tva; no tva; numero tva; tva intracommunautaire; n tva intracommunautaire; numero tva "
        "intracommunautaire; partita iva; p iva; codice fiscale; btw nummer; btw nr; siret; siren"
    ),
    Meaning.COUNTERPARTY: (
        "counterparty; counterparty name; payee; payer; beneficiary; beneficiary party; beneficiario; ordenante; "
        "beneficiario ordenante; ordenante beneficiario; partner name; partner neve; name payee; contraparte; "
        "remitente; nombre beneficiario; empfanger; auftraggeber; begunstigter; auftraggeber empfanger; auftraggeber "
        "begunstigter; beguenstigter zahlungspflichtiger; begunstigter zahlungspflichtiger; zahlungsempfanger; "
        "zahlungspflichtiger; beneficiaire; tegenpartij; naam; beneficiari; ordenant; from; to; originator; "
        "contrapartida; sender; recipient; counter party; mottagare; avsandare; modtager; mottaker; saaja "
        "maksaja; odbiorca; nadawca; "
        "nadawca odbiorca; nazev protiuctu"
    ),
    Meaning.DESCRIPTION: (
        "description; descripcion; concepto; concepte; conceptos; detail; details; detalle; detalles; memo; note; "
        "notes; nota; notas; narrative; particulars; label; comment; comments; comentario; comentarios; movimiento; "
        "mas datos; otros datos; informacion adicional; concepto ampliado; concepto complementario; observaciones; "
        "observacion; observacions; descricao; descritivo; descrição; historico; lancamento; glosa; motivo; "
        "transaction description; transaction details; item; articulo; producto; product; gasto; verwendungszweck; "
        "buchungstext; vorgang; beschreibung; text; umsatztext; betreff; libelle; libelle operation; motif; detail "
        "operation; descrizione; causale; descrizione operazione; descripcio; omschrijving; mededelingen; kozlemeny; "
        "reszletek; desc; purpose; justification; payment details; remittance information; subject; descripcion "
        "movimiento; concepto movimiento; descripcion operacion; concepto operacion; transaction remarks; "
        "remarks; tekst; "
        "rubrik; beskrivning; beskrivelse; forklaring; selitys; viesti; opis; opis operacji; opis transakcji; tytul; "
        "poznamka; popis; zprava pro prijemce; megnevezes; "
        "bezeichnung; zweck; leistung; buchungstext; objet; designation; nature operation; nature l "
        "operation; nature d operation; intitule; oggetto; assumpte; descricao movimento"
    ),
    Meaning.CATEGORY: (
        "category; categoria; rubro; rubrica; cuenta gasto; expense category; account code; "
        "partida; cuenta contable; "
        "subcategoria; subcategory; kategorie; categorie; tipo categoria; centro coste; cost center; cost centre; "
        "kostenstelle; kostenart; secteur; poste; voce; kostenplaats"
    ),
    Meaning.CURRENCY: (
        "currency; currency code; moneda; divisa; moeda; ccy; cur; waehrung; wahrung; devise; valuta code; munt; "
        "moneda importe; divisa importe; devizanem; tranzakcio devizaneme; waluta; mena; valuutta; penznem; "
        "monnaie; valutacode; wahrungscode; monnaie operation"
    ),
    Meaning.QUANTITY: (
        "quantity; qty; cantidad; cant; uds; unidades; units; quantidade; qtd; quantitat; menge; "
        "quantite; qte; quantita; aantal; stuckzahl"
    ),
    Meaning.UNIT_PRICE: (
        "unit price; price; precio; precio unitario; precio unidad; p unitario; p u; preco unitario; preco; unit "
        "cost; preu; valor unitario; "
        "einzelpreis; stuckpreis; prix unitaire; prezzo unitario; stukprijs; eenheidsprijs"
    ),
    Meaning.NET: (
        "net; net amount; net total; subtotal; sub total; base; base imponible; base imposable; base iva; taxable "
        "base; tax base; taxable amount; neto; importe neto; total neto; base tributavel; incidencia; importe sin "
        "iva; total sin iva; sin iva; total sin impuestos; importe base; amount excl vat; amount excl tax; amount "
        "without tax; amount before tax; excl vat; excl tax; valor sin impuestos; importe liquido; base 0; monto "
        "neto; valor neto; b imponible; base impon; "
        "netto; nettobetrag; netto betrag; montant ht; total ht; prix ht; ht; imponibile; totale "
        "imponibile; importo netto; bedrag excl btw; totaal excl btw; excl btw; nettobedrag; valor sem "
        "iva; total sem iva; import net"
    ),
    Meaning.TAX_KIND: "tax kind; tax type; tax name; clase impuesto; nombre impuesto; impuesto tipo",
    Meaning.TAX_RATE: (
        "tax rate; vat rate; rate; tax pct; vat pct; pct tax; pct vat; tax percent; vat percent; tax percentage; vat "
        "percentage; tipo iva; tipo impositivo; iva pct; pct iva; porcentaje iva; tasa iva; tarifa iva; tipo igic; "
        "pct igic; igic pct; taxa iva; percentagem iva; tipus iva; tasa impuesto; porcentaje impuesto; iva "
        "porcentaje; iva tipo; tipo impuesto; tasa; tarifa; "
        "mwst satz; mw st satz; mwst pct; mw st pct; pct mwst; ust satz; ust pct; steuersatz; taux tva; "
        "tva pct; pct tva; aliquota; aliquota iva; btw pct; pct btw; btw tarief; btw percentage"
    ),
    Meaning.TAX: (
        "tax; tax amount; tax total; total tax; vat; vat amount; total vat; iva; cuota; cuota iva; importe iva; iva "
        "importe; total iva; iva total; monto iva; valor iva; iva cuota; cuota tributaria; igic; cuota igic; importe "
        "igic; ipsi; itbis; igv; impuesto; impuestos; total impuestos; importe impuestos; imposto; impostos; iva "
        "valor; quota iva; iva repercutido; iva soportado; sales tax; gst; "
        "mwst; mw st; mwst betrag; mw st betrag; mehrwertsteuer; umsatzsteuer; ust; ust betrag; "
        "steuerbetrag; steuer; tva; montant tva; total tva; importo iva; imposta; btw; btw bedrag; "
        "btwbedrag"
    ),
    Meaning.WITHHOLDING_RATE: (
        "withholding rate; withholding pct; pct withholding; irpf pct; pct irpf; tipo irpf; porcentaje irpf; tipo "
        "retencion; pct retencion; retencion pct; porcentaje retencion; irpf tipo; tasa retencion; irpf rate; taxa "
        "retencao"
    ),
    Meaning.WITHHOLDING: (
        "withholding; withholding amount; withheld; withholding tax; irpf; importe irpf; cuota irpf; retencion; "
        "retenciones; retencion irpf; importe retencion; cuota retencion; valor retencion; retencao; irpf importe; "
        "retencio; valor retenido; ritenuta; ritenuta d acconto; "
        "retenue; retenue source; einbehalt; steuerabzug; inhouding; bronheffing"
    ),
    Meaning.TIP: "tip; gratuity; propina; gorjeta; service charge; tips",
    Meaning.TOTAL: (
        "total; total amount; amount total; grand total; gross; gross amount; total factura; importe total; total "
        "importe; total con iva; importe con iva; iva incluido; total iva incluido; total incl vat; amount incl vat; "
        "amount incl tax; total documento; total ticket; monto total; valor total; total geral; total fatura; bruto; "
        "importe bruto; total general; importe factura; invoice total; invoice amount; total gasto; gasto total; "
        "total eur; total euros; total usd; importe total factura; importe ticket; importe gasto; total compra; "
        "gesamtbetrag; gesamtsumme; gesamt; rechnungsbetrag; endbetrag; brutto; bruttobetrag; brutto "
        "betrag; summe; montant ttc; total ttc; prix ttc; ttc; totale; importo totale; totale fattura; "
        "totale documento; totaal; totaalbedrag; totaal bedrag; bedrag incl btw; totaal incl btw; "
        "brutobedrag; import total; total amb iva; total com iva; valor com iva; montante total"
    ),
    Meaning.PAYABLE: (
        "payable; amount payable; amount due; total payable; total due; a pagar; total a pagar; importe a pagar; "
        "liquido a pagar; liquido a percibir; balance due; valor a pagar; net payable"
    ),
    Meaning.PAYMENT_METHOD: (
        "payment method; method; payment; paid with; paid by; payment type; forma pago; "
        "metodo pago; medio pago; modo "
        "pago; tipo pago; pago; pagado con; forma pagamento; metodo pagamento; modo pagamento; meio pagamento; forma "
        "cobro"
    ),
    Meaning.IBAN: (
        "iban; payment iban; iban account; account iban; account; account no; account number; "
        "bank account; cuenta; numero cuenta; "
        "n cuenta; no cuenta; num cuenta; n o cuenta; nro cuenta; cuenta bancaria; cuenta corriente; iban cuenta; "
        "conta; numero conta; conta bancaria; konto; kontonummer; auftragskonto; iban auftragskonto; kontoinhaber "
        "iban; compte; numero compte; rekening; iban bban; szamlaszam; cuenta cargo; ccc; rachunek; cislo uctu"
    ),
    Meaning.AMOUNT: (
        "amount; importe; monto; valor; value; cantidad importe; quantia; montante; import; "
        "quantitat import; importe "
        "operacion; importe movimiento; importe eur; importe euros; amount eur; amount usd; amount gbp; sum; suma; "
        "transaction amount; valor movimento; valor operacao; betrag; umsatz; betrag eur; betrag euro; umsatz eur; "
        "montant; montant eur; importo; importo eur; bedrag; bedrag eur; osszeg; tranzakcio osszege; cost; coste; "
        "costo; price paid; importe movimientos; valor usd; monto usd; importe usd; paid amount; importe pagado; net "
        "transaction amount; belopp; beløb; beløp; maara; maara euroa; kwota; objem; castka; "
        "importancia; montante eur; prix; prezzo"
    ),
    Meaning.FOREIGN_AMOUNT: (
        "amount currency; foreign amount; original amount; importe divisa; importe original; "
        "importe moneda original; "
        "importe moneda extranjera; contravalor; amount foreign currency; type foreign currency; "
        "fremdwahrungsbetrag; montant original; montant origine; montant devise; importo originale; importo valuta; "
        "originalbetrag; oorspronkelijk bedrag; valor original; montante original; import original; "
        "betrag fremdwahrung; ursprungsbetrag; local amount; exchange rate; tipo cambio; wechselkurs; taux change"
    ),
    Meaning.FOREIGN_CURRENCY: (
        "foreign currency; original currency; currency original; moneda original; divisa original; moneda extranjera; "
        "moneda origen; divisa origen; monnaie originale; devise originale; devise origine; originalwahrung; "
        "fremdwahrung; ursprungswahrung; valuta originale; divisa originale; moeda original; oorspronkelijke valuta; "
        "vreemde valuta; local currency; merchant currency"
    ),
    Meaning.OUTSTANDING: (
        "outstanding; outstanding amount; amount outstanding; open amount; amount open; pending amount; pendiente; "
        "importe pendiente; pendiente pago; pendiente cobro; saldo pendiente; import pendent; offen; offener betrag; "
        "restbetrag; reste a payer; montant restant; restant du; da pagare; importo residuo; residuo; em divida; "
        "valor em aberto; openstaand; openstaand bedrag; nog te betalen; amount paid; importe cobrado; acumulado; "
        "total acumulado; importe acumulado; accumulated; cumulative; running total; cumul; kumuliert"
    ),
    Meaning.FEE: (
        "fee; fees; amount fee; comision; comisiones; commission; comissao; gebuhr; gebuhren; "
        "frais; transaction fee; "
        "amount tip; amount tax"
    ),
    Meaning.DEBIT: (
        "debit; debits; debit amount; debito; debitos; debe; cargo; cargos; importe cargo; salida; salidas; egreso; "
        "egresos; gastos; retiro; retiros; withdrawal; withdrawals; withdrawal amount; paid out; "
        "money out; payments; "
        "outflow; soll; ausgang; ausgabe; belastung; lastschrift; debits eur; uscite; addebiti; addebito; dare; "
        "carrec; carrecs; deure; saida; saidas; debit eur; importe debe; importe adeudo; adeudo; adeudos; spent; "
        "debet; ut fra konto; "
        "af; sorties; debit euros; saidas; belastungen; lastschriften; ausgange; ausgaben; uitgaven; dare "
        "eur; sortida; sortides"
    ),
    Meaning.CREDIT: (
        "credit; credits; credit amount; credito; creditos; haber; abono; abonos; importe abono; entrada; entradas; "
        "ingreso; ingresos; deposito; depositos; deposit; deposits; deposit amount; paid in; money in; receipts; "
        "inflow; haben; eingang; einnahme; gutschrift; entrate; accrediti; accredito; avere; "
        "abonament; haver; credit "
        "eur; importe haber; importe ingreso; received; inn pa konto; "
        "bij; entrees; credit euros; entradas; gutschriften; eingange; einnahmen; inkomsten; avere eur; "
        "entrada; entrades"
    ),
    Meaning.DIRECTION: (
        "direction; d h; h d; d k; k d; d c; c d; dr cr; cr dr; db cr; s h; soll haben; debe haber; d a; debit "
        "credit; credit debit; debito credito; credit debit indicator; debit credit indicator; cargo abono; abono "
        "cargo; signo; sign; sens; segno; af bij; bevetel kiadas; indicador; tipo movimiento; tipo mov; naturaleza; "
        "dc; dh; "
        "signe; kennzeichen; soll haben kennzeichen; debet credit; credit debet; debito credito; bij af; "
        "dare avere; d b"
    ),
    Meaning.BALANCE: (
        "balance; running balance; runningbalance; account balance; available; available balance; balance after; "
        "saldo; saldos; saldo contable; saldo disponible; saldo final; saldo actual; saldo posterior; disponible; "
        "saldo movimiento; saldo nach buchung; saldo contabilistico; saldo disponivel; kontostand; solde; saldo "
        "contabile; saldo despues; egyenleg; closing balance; ledger balance; saldo tras operacion; saldo eur; "
        "running bal; accountbalance; zustatek; saldo po transakcji; "
        "saldo po operacji; "
        "saldo na mutatie; saldo apres operation; solde apres operation; nouveau solde; kontostand nach "
        "buchung"
    ),
    Meaning.REFERENCE: (
        "reference; ref; reference number; reference no; referencia; referencia 1; referencia 2; "
        "ref bancaria; numero "
        "referencia; num referencia; transaction id; transaction reference; id transaccion; id movimiento; numero "
        "operacion; n operacion; num operacion; numero movimiento; n movimiento; num movimiento; id; record id; "
        "check; check number; check no; cheque; cheque number; numero cheque; n cheque; n documento banco; client "
        "code; customer code; codigo cliente; customer reference; referenz; kundenreferenz; sammlerreferenz; "
        "mandatsreferenz; referencia cliente; megbizas azonosito; external id; codigo transaccion; codigo operacion; "
        "codigo movimiento"
    ),
    Meaning.LINES: "lines; lineas; items; detalles factura; line items; articulos; linhas",
    Meaning.TAXES: "taxes; tax lines; desglose impuestos; desglose iva; impuestos desglosados; tax breakdown",
    Meaning.WITHHOLDINGS: "withholdings; withheld taxes; retenciones desglosadas",
}
"""Names of each meaning, separated by `;`. `%` reads as `pct`."""
