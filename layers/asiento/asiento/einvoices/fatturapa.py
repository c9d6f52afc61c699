"""FatturaPA 1.2, ordinary and simplified, the format of Italy's exchange system: one body of a file."""

from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Field, Line, Party, Tax
from asiento.einvoices.fields import (
    Element,
    added,
    amount,
    day,
    description,
    party,
    payment,
    text,
    texts_at,
)
from asiento.reading.xml_files import find, find_all, text_at

CREDIT_TYPES, DEBIT_TYPES = ("TD04", "TD08"), ("TD05", "TD09")
METHODS = {"MP01": "cash", "MP05": "transfer", "MP08": "card", "MP19": "direct_debit", "MP20": "direct_debit"}
"""`ModalitaPagamento` of the schema, with the codes 16 to 21 for debits of several kinds."""

HEADER, BODY = "FatturaElettronicaHeader", "FatturaElettronicaBody"
GENERAL = "DatiGenerali/DatiGeneraliDocumento"
PAYMENT = "DatiPagamento/DettaglioPagamento"


def doc_type(root: etree._Element) -> DocType:
    """Return the type by `TipoDocumento`."""
    code = text_at(root, f"{BODY}/{GENERAL}/TipoDocumento")
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
        number=text(general, "Numero"),
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
        payable=added(amount(one, "ImportoPagamento") for one in _all(body, PAYMENT)),
        payment=payment(text_at(body, f"{PAYMENT}/ModalitaPagamento"), METHODS, text_at(body, f"{PAYMENT}/IBAN")),
    )


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
