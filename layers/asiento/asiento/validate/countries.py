"""Finds the country whose rules a document follows, in the document. Knows the countries' marks, not their rules."""

import re
from dataclasses import dataclass

from asiento.document import Document, Field, Party
from asiento.money.countries import HOME_CURRENCIES, NAMES
from asiento.tax_ids import compact_tax_id
from asiento.tenant import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What gives a country away: *own_taxes* are levied nowhere else, *tax_id* is the form of a business's id."""

    code: str
    names: frozenset[str]
    currency: str
    own_taxes: frozenset[str]
    tax_id: re.Pattern[str]


SPAIN = Country(
    code="ES",
    names=NAMES["ES"],
    currency=HOME_CURRENCIES["ES"],
    own_taxes=frozenset({"IGIC", "IPSI", "RE", "IRPF"}),
    # Orden EHA/451/2008 (legal persons) and RD 1065/2007 art. 19-20 (DNI, NIE, K, L, M).
    tax_id=re.compile(r"[A-HJNP-SUVW]\d{7}[0-9A-J]|\d{8}[A-Z]|[KLMXYZ]\d{7}[A-Z]", re.ASCII),
)
ECUADOR = Country(
    code="EC",
    names=NAMES["EC"],
    currency=HOME_CURRENCIES["EC"],
    own_taxes=frozenset({"IRBPNR"}),
    tax_id=re.compile(r"\d{13}", re.ASCII),
)
COUNTRIES = (SPAIN, ECUADOR)

TAX_ID_WORDS = {"ES": "nif", "EC": "ruc"}
"""What a tax id is called in a country: words of `codes/en.toml`."""


def word_for_tax_id(country: str | None) -> str:
    """Return what a tax id is called in *country* (ISO 3166-1), as a word of `codes/en.toml`."""
    return TAX_ID_WORDS.get(country or "", "tax_id")


def country_named(printed: Field[str]) -> Country | None:
    """Return the country that *printed* names by code or name; None for all others."""
    name = printed.value.strip().upper()
    return next((country for country in COUNTRIES if name in country.names), None)


def country_by_form(party: Party) -> Country | None:
    """Return the country whose tax ids look like the one of *party*."""
    tax_id = compact_tax_id(party.tax_id.value) if party.tax_id else ""
    return next((country for country in COUNTRIES if country.tax_id.fullmatch(tax_id)), None)


def country_of(document: Document, tenant: Tenant) -> Country | None:
    """Return the country whose rules *document* follows; None if it is another's or cannot be told.

    A number of its tax office tells at once. Else the supplier's country decides, for his tax office rules the
    document: as printed, by a tax that only one country has, by the form of his tax id. The customer or the tenant
    only speak when the supplier shows nothing.
    """
    if document.fiscal.access_key:
        return ECUADOR  # also where it is written by the one who buys, and the supplier is a foreigner
    if document.supplier.country:
        return country_named(document.supplier.country)
    return _by_taxes(document) or _by_tax_id(document, tenant) or _by_customer(document, tenant)


def _kinds(document: Document) -> frozenset[str]:
    return frozenset(tax.kind.upper() for tax in (*document.taxes, *document.withholdings))


def _by_taxes(document: Document) -> Country | None:
    kinds = _kinds(document)
    return next((country for country in COUNTRIES if kinds & country.own_taxes), None)


def _by_tax_id(document: Document, tenant: Tenant) -> Country | None:
    # Other countries have ids of the same form: the currency or the tenant must agree.
    country = country_by_form(document.supplier)
    if country is None or tenant.country == country.code:
        return country
    return country if document.currency is None or document.currency.value == country.currency else None


def _by_customer(document: Document, tenant: Tenant) -> Country | None:
    """Half of Latin America and Italy levy an `IVA` too: the currency must agree and the supplier show no id."""
    if document.supplier.tax_id or document.currency is None or "IVA" not in _kinds(document):
        return None
    customer = document.customer
    named = country_named(customer.country) if customer.country else country_by_form(customer)
    known = named.code if named else tenant.country
    matching = (c for c in COUNTRIES if c.code == known and c.currency == document.currency.value)
    return next(matching, None)
