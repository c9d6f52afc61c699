"""Papers of trade that look like invoices and are none: quotes, delivery notes, reminders, payslips. Words as data.

Only a title counts: `Lieferschein Nr. 17` also stands on invoices, as a reference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asiento.classify.evidence import BILLS
from asiento.reading.layout import Layout, Line, Span
from asiento.reading.months import MONTHS

HEAD = 0.35
"""Share of the first page, from its top, in which a title stands."""

TITLE_WORDS = 6
"""Words of a title at most, its number among them."""

TITLE_CELLS = 2
"""Cells of a line with a title: more are the head of a table."""

TALLER = 1.3
"""How much taller than others the letters of a title are, if they are."""


@dataclass(frozen=True)
class Lookalike:
    """A kind of paper: its name in a sentence, what its sender should do, and its titles.

    One that is *numbered* may carry its number or month in the title; the others name theirs on invoices too often.
    """

    name: str
    remedy: str
    title: re.Pattern[str]
    numbered: bool = True


def _lookalike(name: str, remedy: str, titles: str, *, numbered: bool = True) -> Lookalike:
    return Lookalike(name, remedy, re.compile(rf"(?:(?:\d|your|ihr|ihre|su|votre) )?(?:{titles})\b"), numbered)


NUMBER = re.compile(rf"(?: (?:[a-z]{{1,3}}|num\w*|number|{'|'.join(sorted(MONTHS))}|\w*\d\w*)){{1,5}}")
"""What follows a title that has a number or a month."""

LATER = "Send the invoice once you have it."
LOOKALIKES: tuple[Lookalike, ...] = (
    _lookalike(
        "a pro-forma invoice",
        "Send the final invoice.",
        r"(?:factura |facture |fattura |fatura |faktura )?pro ?forma(?: ?(?:invoice|rechnung|factuur))?|"
        r"proforma(?:invoice|rechnung|factuur)",
    ),
    _lookalike(
        "a quote",
        LATER,
        r"presupuesto|cotizacion|oferta(?: comercial)?|quotation|quote|sales quote|estimate|cost estimate|angebot|"
        r"kostenvoranschlag|devis|preventivo|orcamento|pressupost|offerte|offerta(?: commerciale)?|wycena",
    ),
    _lookalike(
        "a delivery note",
        "Send the invoice for it.",
        r"albaran|albaran de (?:entrega|venta)|nota de entrega|guia de (?:remision|remessa|transporte)|remito|"
        r"delivery (?:note|order|docket)|packing (?:list|slip)|dispatch note|goods received note|lieferschein|"
        r"bon de livraison|bordereau de livraison|documento di trasporto|d ?d ?t|bolla di consegna|albara|pakbon|"
        r"afleverbon|paklijst|(?:straight )?bill of lading(?: short form)?|(?:air )?waybill|frachtbrief|"
        r"lettre de voiture|carta de porte|list przewozowy",
    ),
    _lookalike(
        "an order or its confirmation",
        "Send the invoice for it.",
        r"order (?:confirmation|acknowledgement)|sales order|purchase order|orden de (?:compra|pedido)|"
        r"confirmacion (?:de|del) pedido|hoja de pedido|nota de (?:pedido|encomenda)|auftragsbestatigung|"
        r"bestellbestatigung|bestellschein|bon de commande|confirmation de commande|conferma (?:d )?ordine|"
        r"ordine d acquisto|confirmacao de encomenda|confirmacio de comanda|orderbevestiging|"
        r"potwierdzenie zamowienia|booking confirmation|reservation confirmation|confirmacion de reserva|"
        r"buchungsbestatigung|confirmation de reservation|conferma di prenotazione",
        numbered=False,
    ),
    _lookalike(
        "a payment reminder",
        "Send the invoice that it is about, unless you did already.",
        r"(?:friendly )?(?:payment )?reminder|final notice|past due notice|overdue notice|recordatorio de pago|"
        r"aviso de (?:impago|vencimiento)|requerimiento de pago|(?:erste |zweite |letzte )?mahnung|"
        r"zahlungserinnerung|rappel|lettre de (?:relance|rappel)|relance|sollecito(?: di pagamento)?|"
        r"aviso de cobranca|lembrete de pagamento|recordatori de pagament|betalingsherinnering|aanmaning|"
        r"wezwanie do zaplaty",
        numbered=False,
    ),
    _lookalike(
        "a payslip",
        "Post it from your payroll program.",
        r"nomina|recibo (?:de salarios?|de nomina|individual justificativo|de vencimentos?)|rol de pagos?|payslip|"
        r"pay ?slip|pay ?stub|earnings statement|salary slip|wage slip|\w*gehalts?abrechnung|lohnabrechnung|"
        r"entgeltabrechnung|verdienstabrechnung|bulletin de (?:paie|salaire)|fiche de paie|busta paga|cedolino|"
        r"prospetto paga|full de salari|loonstrook|salarisspecificatie",
    ),
    _lookalike(
        "an advice of a payment",
        "The payment itself comes with the bank statement: send that.",
        r"remittance advice|payment advice|aviso de (?:pago|transferencia)|zahlungsavis|avis de (?:paiement|virement)|"
        r"avviso di pagamento|aviso de pagamento|avis de pagament|betaalspecificatie",
    ),
    _lookalike(
        "a contract",
        "Send the invoices that follow from it.",
        r"contrato de (?:arrendamiento|alquiler|trabajo|compraventa|prestacion|servicios|trabalho|arrendamento)"
        r"(?: (?:de|para) (?:uso )?(?:\w+ )?\w+)?|"
        r"(?:service|rental|lease|employment|purchase|sales|licen[cs]e|consulting) (?:agreement|contract)|"
        r"(?:miet|arbeits|kauf|dienst|werk)vertrag|contrat de (?:travail|location|vente|prestation)|"
        r"contratto di (?:locazione|lavoro|affitto|vendita)|"
        r"contracte de (?:lloguer|treball|serveis|compravenda)(?: de \w+)?",
    ),
)
"""Titles as `lexicon.folding.plain` leaves them: without accents, in lower case."""


def lookalike_of(layout: Layout) -> tuple[Lookalike, str] | None:
    """Return what kind of paper the title of the first page names, with its words; None for anything else.

    Of several titles the tallest one counts, or else the first one from the top.
    """
    titles = list(_titles(layout))
    tallest = max((cell.height for cell, _ in titles), default=0.0)
    first = next(((cell, kind) for cell, kind in titles if TALLER * cell.height >= tallest), None)
    if first is None or first[1] is None:
        return None
    text, kind = words_of(first[0]), first[1]
    alone = all(other is not None for _, other in titles)
    numbered = kind.numbered and alone and NUMBER.fullmatch(kind.title.sub("", text, count=1))
    return (kind, text) if numbered or kind.title.fullmatch(text) else None


def _titles(layout: Layout) -> Iterator[tuple[Span, Lookalike | None]]:
    """Yield what may be titles, from the top down; those of ledger documents, first on their line, without a kind."""
    for line in layout.page(1):
        if line.box[1] <= HEAD:
            found = [(cell, _kind(line, cell)) for cell in line.cells if len(words_of(cell).split()) <= TITLE_WORDS]
            yield from ((cell, None) for cell, kind in found if kind is None and BILLS.search(words_of(cell)))
            yield from ((cell, kind) for cell, kind in found if kind is not None)


def _kind(line: Line, cell: Span) -> Lookalike | None:
    """Return the kind that *cell* begins with, unless it is a bill's title as well: `Rechnung / Lieferschein`."""
    text = words_of(cell)
    kind = next((one for one in LOOKALIKES if one.title.match(text)), None)
    if kind is None or len(line.cells) > TITLE_CELLS or BILLS.search(kind.title.sub("", text, count=1)):
        return None
    return kind


def words_of(span: Span) -> str:
    """Return the words of *span* as titles are compared."""
    return " ".join(word for word in span.plain if word)
