"""FatturaPA 1.2, ordinary and simplified, the format of Italy's exchange system: one body of a file."""

from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Doubt, Field, Line, Party, Tax
from asiento.einvoices.demanded import credits_nothing, missing, unknown_type
from asiento.einvoices.fields import (
    Element,
    added,
    amount,
    day,
    description,
    exact,
    negated,
    party,
    payment,
    text,
    texts_at,
)
from asiento.reading.xml_files import find, find_all, text_at

CREDIT_TYPES, DEBIT_TYPES = ("TD04", "TD08"), ("TD05", "TD09")
BOOKED_TYPES = ("TD01", "TD02", "TD03", "TD06", "TD07", "TD24", "TD25", "TD26", *CREDIT_TYPES, *DEBIT_TYPES)
"""`TipoDocumento` of the schema, but for what a buyer writes beside the seller's invoice (16 to 23, 27 to 29)."""

METHODS = {"MP01": "cash", "MP05": "transfer", "MP08": "card", "MP19": "direct_debit", "MP20": "direct_debit"}
"""`ModalitaPagamento` of the schema, with the codes 16 to 21 for debits of several kinds."""

SURCHARGE = "MG"
"""`Tipo` of `ScontoMaggiorazione`; the other is a discount."""

HEADER, BODY = "FatturaElettronicaHeader", "FatturaElettronicaBody"
GENERAL = "DatiGenerali/DatiGeneraliDocumento"
CORRECTED = "DatiGenerali/DatiFattureCollegate/IdDocumento"
PAYMENT = "DatiPagamento/DettaglioPagamento"


def doc_type(root: etree._Element) -> DocType:
    """Return the type by `TipoDocumento`."""
    return _doc_type(find(root, f"{BODY}/{GENERAL}"))


def _doc_type(general: Element) -> DocType:
    code = text_at(general, "TipoDocumento")
    if code in CREDIT_TYPES:
        return DocType.CREDIT_NOTE
    return DocType.DEBIT_NOTE if code in DEBIT_TYPES else DocType.INVOICE


def document(root: etree._Element) -> Document:
    """Return the first document of the file. A total that it leaves out is that of its tax table."""
    body = find(root, BODY)
    general = find(body, GENERAL)
    lines, taxes = _lines(body), _taxes(body)
    net, tax = added(one.base for one in taxes), added(one.amount for one in taxes)
    rounding = amount(general, "Arrotondamento")
    total = amount(general, "ImportoTotaleDocumento") or _simplified_total(body)
    return Document(
        doc_type=doc_type(root),
        doubts=tuple(_doubts(body, general)),
        number=text(general, "Numero"),
        corrects=text(body, CORRECTED) if _doc_type(general) is not DocType.INVOICE else None,
        issued_on=day(general, "Data"),
        due_on=day(body, f"{PAYMENT}/DataScadenzaPagamento"),
        supplier=_party(find(root, f"{HEADER}/CedentePrestatore")),
        customer=_party(find(root, f"{HEADER}/CessionarioCommittente")),
        currency=text(general, "Divisa"),
        description=description(lines),
        lines=lines,
        taxes=taxes,
        withholdings=_withholdings(general),
        net=net,
        tax_total=tax,
        total=total or added([net, tax, *([rounding] if rounding else [])]),
        adjustments=added(amount(one, "ImportoContributoCassa") for one in _all(general, "DatiCassaPrevidenziale")),
        payable=added(amount(one, "ImportoPagamento") for one in _all(body, PAYMENT)),
        payment=payment(text_at(body, f"{PAYMENT}/ModalitaPagamento"), METHODS, text_at(body, f"{PAYMENT}/IBAN")),
    )


def _doubts(body: Element, general: Element) -> Iterator[Doubt]:
    """Yield what speaks against booking the file as it is; what it must have is in the schema."""
    yield from unknown_type(text_at(general, "TipoDocumento"), BOOKED_TYPES)
    yield from missing([general], "TipoDocumento")
    yield from missing(_all(body, "DatiBeniServizi/DatiRiepilogo"), "AliquotaIVA", "ImponibileImporto", "Imposta")
    yield from missing(_all(body, "DatiBeniServizi/DettaglioLinee"), "PrezzoUnitario", "PrezzoTotale", "AliquotaIVA")
    yield from missing(_all(body, PAYMENT), "ImportoPagamento")
    if not any(text_at(one, "Importo") for one in _all(body, "DatiBeniServizi")):  # a simplified one has no others
        yield from missing(
            [body], "DatiBeniServizi/DatiRiepilogo/Imposta", "DatiBeniServizi/DettaglioLinee/Descrizione"
        )
    yield from credits_nothing(_doc_type(general), body, CORRECTED)


def _all(element: Element, path: str) -> list[etree._Element]:
    return find_all(element, path) if element is not None else []


def _party(element: Element) -> Party:
    """Return a party by its VAT number with the country before it, else by its fiscal code."""
    personal = find(element, "DatiAnagrafici|IdentificativiFiscali")
    personal = personal if personal is not None else element
    country, code = texts_at(personal, "IdFiscaleIVA/IdPaese", "IdFiscaleIVA/IdCodice")
    naming = find(personal, "Anagrafica")
    naming = naming if naming is not None else find(element, "AltriDatiIdentificativi")
    naming = naming if naming is not None else element
    person = " ".join(part for part in texts_at(naming, "Nome", "Cognome") if part)
    place = find(element, "Sede")
    place = place if place is not None else find(element, "AltriDatiIdentificativi/Sede")
    return party(
        text_at(naming, "Denominazione") or person,
        f"{country or ''}{code}" if code else text_at(personal, "CodiceFiscale"),
        text_at(place, "Nazione") or country,
        texts_at(place, "Indirizzo", "CAP", "Comune", "Provincia"),
    )


def _lines(body: Element) -> tuple[Line, ...]:
    ordinary = [
        Line(
            description=text(one, "Descrizione"),
            quantity=amount(one, "Quantita"),
            unit_price=amount(one, "PrezzoUnitario"),
            tax_rate=amount(one, "AliquotaIVA"),
            amount=amount(one, "PrezzoTotale"),
            adjustments=_adjusted(one),
        )
        for one in _all(body, "DatiBeniServizi/DettaglioLinee")
    ]
    simplified = [
        Line(
            description=text(one, "Descrizione"),
            tax_rate=amount(one, "DatiIVA/Aliquota"),
            amount=amount(one, "Importo"),
        )
        for one in _all(body, "DatiBeniServizi")
        if text_at(one, "Importo")
    ]
    return (*ordinary, *simplified)


def _adjusted(line: etree._Element) -> Field[Decimal] | None:
    """Return the charges less the discounts of *line*: each is of one unit, an amount or a share of its price."""
    price, quantity = amount(line, "PrezzoUnitario"), amount(line, "Quantita")
    parts = []
    for one in find_all(line, "ScontoMaggiorazione"):
        share, fixed = amount(one, "Percentuale"), amount(one, "Importo")
        of_one = fixed.value if fixed else price.value * share.value / 100 if price and share else Decimal(0)
        of_all = exact(of_one * (quantity.value if quantity else 1))
        parts.append(of_all if text_at(one, "Tipo") == SURCHARGE else negated(of_all))
    return added(parts)


def _simplified_total(body: Element) -> Field[Decimal] | None:
    """Return the sum of a simplified invoice, whose lines have the tax in them; None for an ordinary one."""
    return added(amount(one, "Importo") for one in _all(body, "DatiBeniServizi") if text_at(one, "Importo"))


def _taxes(body: Element) -> tuple[Tax, ...]:
    return tuple(
        Tax(
            kind="IVA",
            rate=amount(one, "AliquotaIVA"),
            base=amount(one, "ImponibileImporto"),
            amount=amount(one, "Imposta"),
        )
        for one in _all(body, "DatiBeniServizi/DatiRiepilogo")
    )


def _withholdings(general: Element) -> tuple[Tax, ...]:
    return tuple(
        Tax(
            kind=text_at(one, "TipoRitenuta") or "ritenuta",
            rate=amount(one, "AliquotaRitenuta"),
            amount=amount(one, "ImportoRitenuta"),
        )
        for one in _all(general, "DatiRitenuta")
    )
