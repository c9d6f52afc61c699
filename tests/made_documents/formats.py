"""The formats, each with what makes its truth and what writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from made_documents import camt, cii, facturae, fatturapa, mt940, norma43, ofx, pdf, qif, sri, ubl
from made_documents.drawn import Profile, make_invoice
from made_documents.invoices import Invoice
from made_documents.statements import Statements, Told, make_statements
from made_documents.style import Style

type Made = Invoice | Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """*home* is the country of the company that gets the file; *may_lack* names what a reader may leave empty."""

    make: Callable[[Random], Any]
    write: Callable[[Any, Style], bytes]
    file_name: str
    home: str = "ES"
    may_lack: frozenset[str] = frozenset()


def _einvoice(profile: Profile, write: Callable[[Invoice, Style], bytes]) -> Format:
    return Format(make=lambda rng: make_invoice(rng, profile), write=write, file_name="invoice.xml", home=profile.home)


def _bank(told: Told, write: Callable[[Statements, Style], bytes], file_name: str) -> Format:
    return Format(make=lambda rng: make_statements(rng, told), write=write, file_name=file_name)


FORMATS: dict[str, Format] = {
    "ubl": _einvoice(ubl.PROFILE, ubl.write),
    "cii": _einvoice(cii.PROFILE, cii.write),
    "facturae": _einvoice(facturae.PROFILE, facturae.write),
    "fatturapa": _einvoice(fatturapa.PROFILE, fatturapa.write),
    "sri": _einvoice(sri.PROFILE, sri.write),
    "ofx": _bank(ofx.TOLD, ofx.write, "movements.ofx"),
    "mt940": _bank(mt940.TOLD, mt940.write, "movements.sta"),
    "norma43": _bank(norma43.TOLD, norma43.write, "movements.n43"),
    "camt": _bank(camt.TOLD, camt.write, "movements.xml"),
    "pdf": Format(make=pdf.make, write=pdf.write, file_name="invoice.pdf", may_lack=pdf.MAY_LACK),
    "qif": _bank(qif.TOLD, qif.write, "movements.qif"),
}
