"""The legal forms of companies, as names carry them: one table, for names on a page and for names compared."""

import re

FORMS_BY_COUNTRY = {
    "ES": "s.l s.l.u s.l.l s.l.p s.l.n.e s.a s.a.u s.a.l s.c s.c.p s.c.a s.c.c.l s.coop c.b unipersonal "
    "limitada sociedad_limitada sociedad_anonima",
    "EC": "s.a c.a s.a.s cia ltda",
    "AR": "s.a s.r.l",
    "AT": "ag kg gesmbh gbr",
    "AU": "pty ltd",
    "BE": "bv bvba sprl nv vof snc sca sa",
    "CA": "inc ltd corp lp limited limitee",
    "CH": "ag gmbh sa sarl",
    "CL": "s.a s.p.a e.i.r.l ltda",
    "CO": "s.a s.a.s ltda s.c.a",
    "CZ": "s.r.o",
    "DE": "gmbh mbh a.g ag kg kgaa ohg ug gbr e.k e.v eg",
    "DK": "a/s aps",
    "EG": "s.a.e",
    "FI": "oy oyj",
    "FR": "sarl s.a.r.l eurl s.a.s sasu s.n.c s.c.a s.a",
    "GB": "ltd limited plc llp lp co company",
    "HR": "doo",
    "HU": "kft",
    "IN": "pvt ltd limited",
    "IT": "s.r.l s.r.l.s s.p.a s.n.c s.a.s",
    "MX": "s.a s.a.p.i c.v",
    "MY": "sdn.bhd sdn bhd s/b",
    "NL": "b.v n.v v.o.f c.v",
    "NO": "as asa",
    "PE": "s.a s.a.c e.i.r.l",
    "PT": "lda unipessoal s.a s.g.p.s",
    "SE": "ab",
    "SG": "pte ltd llp",
    "US": "inc incorporated corp corporation co company llc llp lp ltd limited",
}
"""Forms by country (ISO 3166-1 alpha-2), folded. A point stands where points and spaces may part the letters."""

FORMS = frozenset(" ".join(FORMS_BY_COUNTRY.values()).split())

WORDS_OF_TRADERS = frozenset({"cooperativa", "enterprise", "trading"})
"""What small traders and cooperatives have in the place of a form. They tell names apart, as a form does not."""

OTHER_WORDS = frozenset({
    "as", "asa", "c.a", "c.v", "cia", "eg", "gbr", "limitada", "limitee", "lp", "mbh", "s.a.c", "s.a.e", "s.a.l", "s.c",
    "s.c.a", "sca", "unipersonal",
})  # fmt: skip
"""Forms that on a page are as often words or initials: they speak for no name there."""


def _pattern(form: str) -> str:
    """Return a regular expression for *form*: two letters are one form only together or with a point between."""
    parts = [re.escape(part).replace("_", " ") for part in form.split(".")]
    if re.fullmatch(r"[a-z]\.[a-z]", form):
        one, two = parts
        return rf"{one}{two}|{one}\. ?{two}|{one} {two}(?=\.)"
    return r"\.? ?".join(parts)


_ON_PAGES = "|".join(map(_pattern, sorted(FORMS - OTHER_WORDS | WORDS_OF_TRADERS, key=lambda form: (-len(form), form))))
FORM = re.compile(rf"\b(?:{_ON_PAGES})(?=[\s.,)]|$)", re.IGNORECASE)
"""A legal form, or a word that small traders have instead, in a line of a document."""

LEGAL_FORMS = frozenset(re.sub(r"[./]", "", form) for form in FORMS if "_" not in form)
"""Forms without points, as they stand in folded names; no word of traders is among them."""


def company_form(text: str) -> bool:
    """Return whether *text* ends in or holds the legal form of a company."""
    return bool(FORM.search(text))
