"""Made-up companies with tax ids whose check digits are right, and bank accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from string import ascii_uppercase

import stdnum.ar.cuit
import stdnum.at.uid
import stdnum.cl.rut
import stdnum.co.nit
import stdnum.de.vat
import stdnum.ec.ruc
import stdnum.es.ccc
import stdnum.es.cif
import stdnum.fr.tva
import stdnum.gb.vat
import stdnum.it.iva
import stdnum.mx.rfc
import stdnum.nl.btw
import stdnum.pe.ruc
import stdnum.pt.nif


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who sells or buys. *tax_id* has no country before it."""

    name: str
    tax_id: str
    country: str
    street: str
    postcode: str
    town: str


NAMES = {
    "ES": ("Suministros Ultzama, S.L.", "Hermanos Ibáñez & Cía., S.A.", "Peña «El Roble», S.L.U."),
    "DE": ("Müller & Söhne GmbH", "Nordlicht AG", "Büro-Bedarf Weiß KG"),
    "FR": ("Atelier de l'Étang SARL", "Société Boréale SAS", "Dupré & Fils"),
    "IT": ("Officina Città S.r.l.", "D'Amico & Figli S.p.A.", "Studio Perrè"),
    "PT": ("Construções Leça, Lda.", "Papelaria São Bento", "Irmãos Gonçalves, S.A."),
    "AT": ("Österreichische Möbel GmbH", "Alpen-Technik KG"),
    "GB": ("Harbour & Finch Ltd", "Kestrel Tools plc", "Thornbury Supplies Limited"),
    "EC": ("Importadora Quilotoa Cía. Ltda.", "Comercial Ñusta S.A.", "Ferretería El Cóndor"),
}

_FORMS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "ES": ("B########", stdnum.es.cif.is_valid),
    "DE": ("#########", stdnum.de.vat.is_valid),
    "FR": ("###########", stdnum.fr.tva.is_valid),
    "IT": ("###########", stdnum.it.iva.is_valid),
    "PT": ("5########", stdnum.pt.nif.is_valid),
    "AT": ("U########", stdnum.at.uid.is_valid),
    "GB": ("#########", stdnum.gb.vat.is_valid),
    "EC": ("179#######001", stdnum.ec.ruc.is_valid),
    "AR": ("30#########", stdnum.ar.cuit.is_valid),
    "CL": ("76#######", stdnum.cl.rut.is_valid),
    "CO": ("900#######", stdnum.co.nit.is_valid),
    "MX": ("@@@######@#@", stdnum.mx.rfc.is_valid),
    "NL": ("#########B01", stdnum.nl.btw.is_valid),
    "PE": ("20#########", stdnum.pe.ruc.is_valid),
}


def make_party(rng: Random, country: str) -> Party:
    """Return a company of *country*."""
    return Party(
        name=rng.choice(NAMES[country]),
        tax_id=make_tax_id(rng, country),
        country=country,
        street=f"{rng.choice(('Calle Mayor', 'Hauptstraße', 'Rue de la Paix', 'Via Roma'))} {rng.randrange(1, 99)}",
        postcode=f"{rng.randrange(10000, 52000)}",
        town=rng.choice(("Cuenca", "León", "Bad Ems", "Vichy", "Lucca")),
    )


def make_iban(rng: Random) -> str:
    """Return a Spanish account whose digits are right in bank, account and whole."""
    bank, number = f"{rng.choice((2100, 182, 49)):04}{rng.randrange(1, 9999):04}", f"{rng.randrange(10**10):010}"
    return str(stdnum.es.ccc.to_iban(bank + stdnum.es.ccc.calc_check_digits(f"{bank}00{number}") + number))


def make_tax_id(rng: Random, country: str) -> str:
    """Return a tax id of a company of *country* whose check digits are right."""
    form, is_valid = _FORMS[country]
    while True:
        made = "".join(_drawn(rng, letter) for letter in form)
        if is_valid(made):
            return made


def _drawn(rng: Random, letter: str) -> str:
    """Return a digit for `#`, a letter for `@`, and any other as it is."""
    return str(rng.randrange(10)) if letter == "#" else rng.choice(ascii_uppercase) if letter == "@" else letter
