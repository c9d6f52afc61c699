"""Made invoices as FatturaPA 1.2, Italy's format."""

from decimal import Decimal

from made_documents.drawn import Profile
from made_documents.invoices import CREDIT_NOTE, Invoice, Line
from made_documents.parties import Party
from made_documents.style import Style
from made_documents.xml import Element, el, file_of, only, within

PROFILE = Profile(
    countries=("IT",), home="IT", currencies=("EUR", "EUR", "EUR", "USD"), packs=False, foot=False, line_charges=False,
    discounts_of_one=True, prepaid=False, withheld=("20", "23"), withheld_base=False,
)  # fmt: skip
NAMESPACES = {
    "p": "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}


def write(made: Invoice, style: Style) -> bytes:
    """Return the file of *made*."""
    return file_of(_Writer(made, style).root(), NAMESPACES, style)


class _Writer:
    def __init__(self, made: Invoice, style: Style) -> None:
        self.made, self.style = made, style
        self.places = style.choices.choice((2, 2, 5, 8))

    def money(self, name: str, value: Decimal) -> Element:
        return el(name, f"{value:.2f}")

    def root(self) -> Element:
        made, style = self.made, self.style
        sender = style.often(70)
        return el("p:FatturaElettronica", [
            el("FatturaElettronicaHeader", [
                el("DatiTrasmissione", [
                    el("IdTrasmittente", [el("IdPaese", "IT"), el("IdCodice", "01879020517")]),
                    el("ProgressivoInvio", "00001"), el("FormatoTrasmissione", "FPR12"),
                ]) if sender else None,
                el("CedentePrestatore", self.party(made.supplier)),
                el("CessionarioCommittente", self.party(made.customer)),
            ]),
            el("FatturaElettronicaBody", [
                self.general(),
                el("DatiBeniServizi", [
                    *(self.line(at, line) for at, line in enumerate(made.lines, 1)),
                    *(
                        el("DatiRiepilogo", [
                            self.money("AliquotaIVA", row.rate), self.money("ImponibileImporto", row.base),
                            self.money("Imposta", row.tax), el("EsigibilitaIVA", "I") if style.often(50) else None,
                        ])
                        for row in made.rows
                    ),
                ]),
                self.payment(),
            ]),
        ], versione="FPR12")  # fmt: skip

    def party(self, party: Party) -> list[Element]:
        return [
            el("DatiAnagrafici", [
                el("IdFiscaleIVA", [el("IdPaese", party.country), el("IdCodice", party.tax_id)]),
                el("CodiceFiscale", party.tax_id) if self.style.often(40) else None,
                within("Anagrafica/Denominazione", party.name),
                el("RegimeFiscale", "RF01") if self.style.often(50) else None,
            ]),
            el("Sede", [
                el("Indirizzo", party.street), el("CAP", party.postcode), el("Comune", party.town),
                el("Nazione", party.country),
            ]),
        ]  # fmt: skip

    def general(self) -> Element:
        made, style = self.made, self.style
        credit = made.kind == CREDIT_NOTE
        kind = "TD04" if credit else style.choices.choice(("TD01", "TD01", "TD24", "TD06"))
        return el("DatiGenerali", [
            el("DatiGeneraliDocumento", [
                el("TipoDocumento", kind), el("Divisa", made.currency), el("Data", f"{made.issued_on}"),
                el("Numero", made.number),
                el("DatiRitenuta", [
                    el("TipoRitenuta", "RT01"), self.money("ImportoRitenuta", made.withheld),
                    self.money("AliquotaRitenuta", made.withheld_rate), el("CausalePagamento", "A"),
                ]) if made.withheld_rate else None,
                self.money("ImportoTotaleDocumento", made.total) if style.often(80) else None,
                only("Causale", "Totale 999,99" if style.often(30) else ""),
            ]),
            within("DatiOrdineAcquisto/IdDocumento", "O-77") if style.often(20) else None,
            within("DatiFattureCollegate/IdDocumento", made.corrects) if credit else None,
        ])  # fmt: skip

    def line(self, at: int, line: Line) -> Element:
        style = self.style
        quantity = el("Quantita", style.figure(line.quantity, 2))
        return el("DettaglioLinee", [
            el("NumeroLinea", f"{at}"), el("Descrizione", line.description), quantity,
            el("PrezzoUnitario", style.figure(line.price, self.places)),
            el("ScontoMaggiorazione", [
                el("Tipo", "SC"), el("Importo", style.figure(line.less / line.quantity, self.places)),
            ]) if line.less else None,
            el("PrezzoTotale", style.figure(line.amount, self.places)),
            self.money("AliquotaIVA", line.rate),
        ])  # fmt: skip

    def payment(self) -> Element | None:
        made = self.made
        if not made.states_payable:
            return None
        return el("DatiPagamento", [
            el("CondizioniPagamento", "TP02"),
            el("DettaglioPagamento", [
                el("ModalitaPagamento", "MP05"),
                el("DataScadenzaPagamento", f"{made.due_on}") if made.due_on else None,
                self.money("ImportoPagamento", made.payable),
                el("IBAN", made.iban) if made.iban else None,
            ]),
        ])  # fmt: skip
