"""The legal forms of companies, held to the lists of cleanco."""

import re

import pytest
from cleanco.termdata import terms_by_country

from asiento.money.company_forms import (
    FORM,
    FORMS,
    FORMS_BY_COUNTRY,
    LEGAL_FORMS,
    OTHER_WORDS,
    WORDS_OF_TRADERS,
    company_form,
)

COUNTRIES = {
    "AR": "Argentina", "AT": "Austria", "AU": "Australia", "BE": "Belgium", "CA": "Canada", "CH": "Switzerland",
    "CL": "Chile", "CO": "Columbia", "CZ": "Czech Republic", "DE": "Germany", "DK": "Denmark", "EC": "Ecuador",
    "EG": "Egypt", "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom", "HR": "Croatia",
    "HU": "Hungary", "IN": "India", "IT": "Italy", "MX": "Mexico", "MY": "Malaysia", "NL": "Netherlands",
    "NO": "Norway", "PE": "Peru", "PT": "Portugal", "SE": "Sweden", "SG": "Singapore", "US": "United States of America",
}  # fmt: skip
"""How cleanco calls the countries."""

NOT_OURS = {
    "AR": "sgr se scpa soccol scei",
    "AT": "gesbr stg og eu",
    "AU": "nl",
    "BE": "cvba vzw scs cvoa sep esv commv gie",
    "CA": "sp gp",
    "CH": "sagl",
    "CL": "sgr",
    "CO": "sucdedescendants eu",
    "CZ": "vos akcspol komspol spolsro veobchspol aspol ks",
    "DE": "partg",
    "DK": "gs amba is smba fmba ps ks",
    "EC": "ep",
    "ES": "scra sad",
    "FI": "ok tmi ay ky asoy",
    "FR": "sicav ei fcp scop scs sep sogepa sem gie",
    "GB": "cic cio",
    "HR": "obrt dd",
    "HU": "kv nyrt ec kht zrt kkt bt rt",
    "IN": "pse psu",
    "IT": "ss scrl sapa",
    "MX": "sab sderl",
    "NO": "ba ks sf nuf bl iks ans fkf da hf kf etat rhf",
    "PE": "saa",
    "PT": "crl sf",
    "SE": "kb hb",
    "US": "pllc",
}
"""Forms of cleanco that are not read: of partnerships, funds and public bodies, or two letters that mean other things.

No document that was looked at has one of them.
"""

NOT_THEIRS = {
    **dict.fromkeys(("slu", "slp", "sau", "scp", "cb", "limitada", "unipersonal"), "Spain"),
    **dict.fromkeys(("sociedadlimitada", "sociedadanonima"), "Spain, in full"),
    **dict.fromkeys(("sb",), "Malaysia, short for `sdn. bhd.`"),
    **dict.fromkeys(("cia",), "Ecuador: `Cía. Ltda.`"),
    **dict.fromkeys(("unipessoal",), "Portugal, of one partner"),
    **dict.fromkeys(("srls",), "Italy, with little capital"),
    **dict.fromkeys(("aps",), "Denmark, as `Ltd.`"),
    **dict.fromkeys(("ug", "ek", "gesmbh"), "Germany and Austria"),
    **dict.fromkeys(("limitee",), "Canada, in French"),
    **dict.fromkeys(("sac",), "Peru, closed"),
}
"""Forms that cleanco does not have in any country, each with where it is from."""


def folded(form: str) -> str:
    """Return the letters of *form*."""
    return re.sub(r"[^a-z]", "", form)


def words(form: str) -> set[str]:
    """Return *form* as one word, or as several that are all known (`gmbh & co. kg`)."""
    parts = {folded(part) for part in form.split()} - {"", "de", "and", "en", "c", "r", "s", "sm"}
    return set() if parts <= LEGAL_FORMS or folded(form) in LEGAL_FORMS else {folded(form)}


@pytest.mark.parametrize("country", FORMS_BY_COUNTRY)
def test_forms_of_a_country(country: str) -> None:
    """Those of cleanco are known, but for the ones that are listed."""
    theirs = {word for form in terms_by_country[COUNTRIES[country]] for word in words(form)}
    assert theirs - {""} == set(NOT_OURS.get(country, "").split())


def test_no_form_is_our_own_invention() -> None:
    """Each is one of cleanco's, or a word of one of them, or listed with where it is from."""
    theirs = {folded(part) for terms in terms_by_country.values() for form in terms for part in (form, *form.split())}
    assert {folded(form) for form in FORMS} - theirs == NOT_THEIRS.keys()


def spellings(form: str) -> list[str]:
    """Return *form* as one word and, where its letters may be parted, with points or with points and spaces."""
    return [form.replace(".", ""), form.replace(".", ". ") + ".", form.upper() + "."]


@pytest.mark.parametrize(
    "printed",
    [one.replace("_", " ") for form in sorted(FORMS - OTHER_WORDS | WORDS_OF_TRADERS) for one in spellings(form)],
)
def test_a_form_ends_a_name(printed: str) -> None:
    """However it is spelled."""
    assert company_form(f"Ejemplo {printed}")
    assert FORM.sub("", f"Ejemplo {printed}").rstrip(" .") == "Ejemplo"


@pytest.mark.parametrize("text", ["Casa Lola", "S L", "asa", "Ca 12", "Sal gorda", "5 as", "Coop 12"])
def test_words_that_are_no_form(text: str) -> None:
    """Initials without a point and words of the languages that are read."""
    assert not company_form(text)


def test_words_of_traders_tell_names_apart() -> None:
    """So they stand in no list of forms that are dropped from names."""
    assert not WORDS_OF_TRADERS & LEGAL_FORMS
