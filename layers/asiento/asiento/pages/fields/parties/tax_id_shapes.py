"""What tax ids look like, country by country, and which of them have right control digits. Knows no document."""

import re
from collections.abc import Callable, Mapping

from stdnum.ar import cuit
from stdnum.br import cnpj
from stdnum.ch import uid
from stdnum.cl import rut
from stdnum.co import nit
from stdnum.de import stnr
from stdnum.ec import ci, ruc
from stdnum.es import cif, dni, nie, nif
from stdnum.eu import vat
from stdnum.mx import rfc
from stdnum.pe import ruc as peruvian_ruc

SPANISH = re.compile(r"(?:ES)?([A-HJNP-SUVW]\d{7}[0-9A-J]|\d{8}[A-Z]|[XYZKLM]\d{7}[A-Z])")
_EUROPEAN = (
    r"ATU\d{8}|BE[01]?\d{9}|BG\d{9,10}|CHE\d{9}(?:MWST|TVA|IVA)?|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|DK\d{8}|EE\d{9}|"
    r"EL\d{9}|FI\d{8}|FR[0-9A-Z]{2}\d{9}|GB(?:\d{12}|\d{9})|HR\d{11}|HU\d{8}|IE\d[0-9A-Z+*]\d{5}[A-Z]{1,2}|IT\d{11}|"
    r"LT(?:\d{12}|\d{9})|LU\d{8}|LV\d{11}|MT\d{8}|NL\d{9}B\d{2}|NO\d{9}(?:MVA)?|PL\d{10}|PT\d{9}|RO\d{6,10}|SE\d{12}|"
    r"SI\d{8}|SK\d{10}"
)
EUROPEAN = re.compile(_EUROPEAN)
"""VAT ids with the letters of their country (European Commission, VIES: structure of VAT numbers)."""

MEXICAN = re.compile(r"[A-ZÑ&]{3,4}\d{6}[0-9A-Z]{3}")
DIGITS = re.compile(r"\d{8,14}")
INDIAN = re.compile(r"\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]")
ECUADORIAN_RUC = 13
SWISS_UID = 12
ANY = re.compile(r"[A-Z]{0,4}\d[A-Z0-9]{5,16}")
"""What a label may announce as an id in a country that is not known here."""

NATIONAL: Mapping[str, tuple[Callable[[str], bool], ...]] = {
    "ES": (nif.is_valid, cif.is_valid, nie.is_valid, dni.is_valid),
    "EC": (ruc.is_valid,),
    "AR": (cuit.is_valid,),
    "BR": (cnpj.is_valid,),
    "CL": (rut.is_valid,),
    "CO": (nit.is_valid,),
    "MX": (rfc.is_valid,),
    "PE": (peruvian_ruc.is_valid,),
}
"""Ids that stand without letters of their country, and who checks them."""


def is_unmistakable(text: str) -> bool:
    """Return whether *text* cannot well be anything but a tax id: letters in their places and a right control digit."""
    spanish = SPANISH.fullmatch(text)
    if spanish:
        return any(check(spanish[1]) for check in NATIONAL["ES"])
    if text.startswith("CHE") and EUROPEAN.fullmatch(text):
        return bool(uid.is_valid(text[:SWISS_UID]))
    if EUROPEAN.fullmatch(text):
        return bool(vat.is_valid(text))
    if MEXICAN.fullmatch(text):
        return bool(rfc.is_valid(text))
    ecuadorian = len(text) == ECUADORIAN_RUC and text.isdigit()
    return ecuadorian and bool(ruc.is_valid(text) and ci.is_valid(text[:10]))


def is_checked(text: str) -> bool:
    """Return whether the control digits of *text* are right under some country's rule."""
    if is_unmistakable(text) or any(check(text) for checks in NATIONAL.values() for check in checks):
        return True
    return any(vat.is_valid(country + text) for country in ("PT", "IT", "DE", "FR"))


def has_shape(text: str) -> bool:
    """Return whether *text* has a shape that some country gives its ids."""
    return any(shape.fullmatch(text) for shape in (SPANISH, EUROPEAN, MEXICAN))


def country_of(text: str) -> str | None:
    """Return the country (ISO 3166-1) whose shape of tax ids *text* has; None if several may have it."""
    if EUROPEAN.fullmatch(text):
        return "CH" if text.startswith("CHE") else {"EL": "GR"}.get(text[:2], text[:2])
    shapes = ((SPANISH, "ES"), (INDIAN, "IN"), (MEXICAN, "MX"))
    found = next((country for shape, country in shapes if shape.fullmatch(text)), None)
    return found or ("EC" if len(text) == ECUADORIAN_RUC and ruc.is_valid(text) else None)


def is_german_number(text: str) -> bool:
    """Return whether *text* is a German Steuernummer of a tax office (10 or 11 digits) or of the whole country (13)."""
    return bool(stnr.is_valid(text))


def compact(text: str) -> str:
    """Return *text* in upper case without what parts its groups."""
    return re.sub(r"[\s.\-·/,:;()#]", "", text).upper()


def bare(text: str) -> str:
    """Return a compact id without the `ES` that Spanish ids carry abroad."""
    spanish = SPANISH.fullmatch(text)
    return spanish[1] if spanish else text
