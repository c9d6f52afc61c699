"""The formats, each with what makes its truth and what writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from made_documents import cii, ubl
from made_documents.drawn import Profile, make_invoice
from made_documents.invoices import Invoice
from made_documents.style import Style

type Made = Invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """*home* is the country of the company that gets the file."""

    make: Callable[[Random], Any]
    write: Callable[[Any, Style], bytes]
    file_name: str
    home: str = "ES"


def _einvoice(profile: Profile, write: Callable[[Invoice, Style], bytes]) -> Format:
    return Format(make=lambda rng: make_invoice(rng, profile), write=write, file_name="invoice.xml", home=profile.home)


FORMATS: dict[str, Format] = {
    "ubl": _einvoice(ubl.PROFILE, ubl.write),
    "cii": _einvoice(cii.PROFILE, cii.write),
}
