"""Which words on a till receipt may name a shop, and how a name is spelled that OCR read in its usual wrong ways."""

import re

from asiento.lexicon.folding import plain, unaccented
from asiento.lexicon.misread import is_almost
from asiento.money.company_forms import company_form
from asiento.pages.fields.parties.names import NOT_NAMES

REGISTRATION = re.compile(
    r"\(?\b(?:[a-z]{2}\d{7}|\d{5,7}) ?[-.] ?[a-z0-9]{1,2}\b\)?|\(\d{5,12}[- ]?[a-z]?\)|"
    r"\(?\b(?:co|company|reg|roc|gst|sst|tax|ust|business|vat|nif|cif|r\.?o\.?c|brn|id)\b[ .:]*"
    r"(?:reg(?:istration)?|id|no|n|nr|number|idnr)?\b[ .:]*(?:no|nr)?[ .:]*[\d(:]",
    re.IGNORECASE,
)
"""The number of a company's register or tax, which tills print beside or under its name."""

_TRADES = (
    "restoran restaurant kedai mart minimart enterprise trading bakery bakeries hardware stationery pharmacy farmasi "
    "store stores shop supermarket supermarkt markt market cafe kafe hotel bistro florist handicraft station service "
    "services petrol sports house kitchen foods food beverage gallery perniagaan syarikat emporium "
    "boutique clinic klinik optical motor motors electrical books book hypermarket bazaar deli pub bar "
    "grill steakhouse cakes cake confectionery retail distribution resources industries niaga papan runcit "
    "panaderia farmacia ferreteria bodega mercado supermercado tienda libreria apotheke backerei baumarkt warenhaus "
    "restaurante taberna cerveceria papeleria carniceria peluqueria gasolinera panificadora cafeteria boulangerie "
    "patisserie pharmacie boucherie epicerie librairie tabac ristorante trattoria pizzeria panificio supermercato "
    "ferramenta tabacchi padaria pastelaria talho papelaria forn carnisseria llibreria tankstelle gasthaus metzgerei "
    "konditorei drogerie buchhandlung bakkerij slagerij apotheek apteka piekarnia sklep"
)
TRADES = frozenset(_TRADES.split())
"""Words that shops have in their names."""

_ENDINGS = "enterprise trading services stationery hardware store stores shop market mart industries resources bakeries"
ENDINGS = frozenset(_ENDINGS.split())
"""Words with which the second line of a name begins, hardly the first."""

_COUNTRIES = "malaysia singapore deutschland germany espana spain france italia italy portugal ecuador indonesia india"
COUNTRIES = frozenset(_COUNTRIES.split())
"""Words that end an address; alone on a line they are no name."""

GREETING = re.compile(
    r"\b(?:welcome|thank|thanks|tq|please|visit|dear|customer|selamat|terima|willkommen|danke|gracias|merci|order|table|"
    r"cashier|operator|date|time|bill|receipt|invoice|copy|duplicate|original|tel|fax|phone|hotline|careline|"
    r"e-?mail|salesperson|counter|printed|pax|member|shopping hours|open|hours?|owned by|sold to|attn|to:|self collect|"
    r"offnungszeiten|filiale|kasse|mo-?sa|uhr)\b|[@]|www\.|http|\.com\b|\.de\b",
    re.IGNORECASE,
)
"""Words that the name of a shop does not have, or not on the line that heads its receipt."""

ADDRESS = re.compile(
    r"^\W*\d{4,6}\b|^\W*(?:no\W+)?[a-z]{0,2}\d+[-/]\w+,|\b\d{5}\b|\b(?:jalan|jln|jl|lorong|lrg|taman|tmn|seksyen|bandar|lebuh|persiaran|kampung|"
    r"selangor|johor|kuala lumpur|floor|level|basement|lot|unit|blok|block)\b.*(?:\d|,)",
    re.IGNORECASE,
)
BHD = re.compile(r"\b[S5][DO0B][NH][., ]{0,3}[B8E]H?[DO0][.,]?(?=\W|$)", re.IGNORECASE)
GLUED = re.compile(r"(?<=[A-Z]{3})SDN[., ]{0,3}BHD")
SB = re.compile(r"\b(?:s\.?b|[s5$]/[b8])\b\.?$", re.IGNORECASE)
SLASHED = re.compile(r"(?<=[A-Za-z] )[5$]/[B8](?=\W*$)")
AND = re.compile(r"(?<=[A-Za-z]{2}) [8£] (?=[A-Za-z]{3})|(?<=[A-Za-z])£(?=[A-Za-z])|(?<=GmbH) [48£] (?=Co\b)")
APOSTROPHE = re.compile(r"(?<=[A-Za-z])[?`](?=[Ss]\b)")
INITIAL = re.compile(r"(?<=[A-Z][.,])1(?=\.[A-Z])")
COMMA = re.compile(r"(?<=\b[A-Z]),(?=[A-Z]\b)")
"""Readings of `S/B`, `&`, `'`, `I` and the point of initials, where a name can hold nothing else."""

FEWEST_LETTERS = 4
"""Letters of a name at least."""

LONGEST = 70
"""Characters of a name at most."""

LONG = 7
"""Letters of a word that one wrong letter makes no other word, but rarely."""


def may_name(text: str) -> bool:
    """Return whether *text* may be a name: mostly letters, no address, country, greeting or heading."""
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
    others = sum(not letter.isalnum() and not letter.isspace() for letter in text)
    words = [folded for word in text.split() if (folded := plain(word))]
    form = has_form(text)
    if letters < FEWEST_LETTERS or digits > letters / 3 or others > letters * (0.8 if form else 0.5):
        return False
    if len(text) > LONGEST or ADDRESS.search(text) or (GREETING.search(text) and not form):
        return False
    heading = NOT_NAMES | COUNTRIES
    return not all(word in heading or len(word) < 3 or word.isdigit() for word in words)  # noqa: PLR2004


def has_form(text: str) -> bool:
    """Return whether *text* holds a legal form, OCR's readings of `SDN BHD` among them."""
    return bool(BHD.search(unaccented(text)) or SB.search(text) or company_form(text))


def mended(text: str) -> str:
    """Return *text* with `SDN BHD`, `S/B` and `&` as they are printed where OCR reads what no name holds."""
    upper = BHD.search(unaccented(text)) or GLUED.search(text)
    if upper:
        text = f"{text[: upper.start()].rstrip()} SDN BHD{text[upper.end() :]}"
    text = SLASHED.sub("S/B", COMMA.sub(".", INITIAL.sub("I", text)))
    bare = APOSTROPHE.sub("'", AND.sub(lambda found: " & " if " " in found[0] else "&", text)).strip(" :,;-|*._'\"")
    return f"{bare}." if re.search(r"\b[A-Za-z]\.[A-Za-z]$", bare) and f"{bare}." in text else bare


def is_rest(text: str) -> bool:
    """Return whether *text* is the end of a name: `STATIONERY SDN BHD`, `ALAM) SDN BHD`, `CAFE`, `(M) SDN BHD`."""
    words = _words(text)
    return (bool(words) and is_like(words[0], ENDINGS)) or text.count(")") > text.count("(") or is_trade(text)


def is_trade(text: str) -> bool:
    """Return whether *text* holds words of a trade and a legal form only."""
    return all(is_like(word, TRADES) or (has_form(text) and len(word) < FEWEST_LETTERS) for word in _words(text))


def is_like(word: str, known: frozenset[str]) -> bool:
    """Return whether *word* is one of *known*, or a long one with a letter read wrong."""
    return word in known or (len(word) >= LONG and any(is_almost(word, one) for one in known))


def core_of(text: str) -> str:
    """Return the letters and digits by which a name is known again: without `SDN BHD`, initials and spaces."""
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    """Return the folded words of *text* but for initials and `SDN BHD`."""
    return [word for word in map(plain, BHD.sub("", unaccented(text)).split()) if len(word) > 1]
