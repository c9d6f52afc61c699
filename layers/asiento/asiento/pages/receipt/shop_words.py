"""Which words on a till receipt may name a shop, and how a name is spelled that OCR read in its usual wrong ways."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from asiento.lexicon.folding import plain
from asiento.lexicon.misread import is_almost
from asiento.lexicon.words import Word, words_saying
from asiento.money.company_forms import company_form
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.parties.names import NOT_NAMES, PLACE
from asiento.pages.receipt.region_marks import regions_on
from asiento.pages.receipt.regions import REGIONS
from asiento.pages.receipt.regions.region import Region

REGISTRATION = re.compile(
    r"\(?\b(?:[a-z]{2}\d{7}|\d{5,7}) ?[-.] ?[a-z0-9]{1,2}\b\)?|\(\d{5,12}[- ]?[a-z]?\)|"
    r"\(?\b(?:co|company|reg|roc|gst|sst|tax|ust|business|vat|nif|cif|r\.?o\.?c|brn|id)\b[ .:]*"
    r"(?:reg(?:istration)?|id|no|n|nr|number|idnr)?\b[ .:]*(?:no|nr)?[ .:]*[\d(:]",
    re.IGNORECASE,
)
"""The number of a company's register or tax, which tills print beside or under its name."""

TRADES = words_saying(Word.TRADE)
"""Words that shops of any country have in their names; each region adds its own."""

ENDINGS = words_saying(Word.SECOND_LINE)
"""Words with which the second line of a name begins, hardly the first."""

COUNTRIES = frozenset(name for region in REGIONS for name in region.names.split())
"""Words that end an address; alone on a line they are not a name."""

_GREETINGS = (
    r"welcome|thank|thanks|tq|please|visit|dear|customer|order|table|cashier|operator|date|time|bill|receipt|invoice|"
    r"copy|duplicate|original|tel|fax|phone|hotline|careline|e-?mail|salesperson|counter|printed|pax|member|"
    r"shopping hours|open|hours?|owned by|sold to|attn|to:|self collect"
)
"""Words that the name of a shop does not have, or not on the line that heads its receipt."""

_SITES = r"[@]|www\.|http|\.com\b|\.de\b"
_NUMBERED_STREET = r"^\W*\d{4,6}\b|^\W*(?:no\W+)?[a-z]{0,2}\d+[-/]\w+,|\b\d{5}\b"
_BUILDING = "floor|level|basement|lot|unit|block"
_AND = re.compile(r"(?<=[A-Za-z]{2}) [8£] (?=[A-Za-z]{3})|(?<=[A-Za-z])£(?=[A-Za-z])")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])[?`](?=[Ss]\b)")
_INITIAL = re.compile(r"(?<=[A-Z][.,])1(?=\.[A-Z])")
_COMMA = re.compile(r"(?<=\b[A-Z]),(?=[A-Z]\b)")
"""Readings of `&`, `'`, `I` and the point of initials, where a name can hold nothing else."""

FEWEST_LETTERS = 4
"""Letters of a name at least."""

LONGEST = 70
"""Characters of a name at most."""

LONG = 7
"""Letters of a word that one wrong letter makes no other word, but rarely."""


def shop_words_on(pages: AnnotatedPages) -> "ShopWords":
    """Return the words of shops in the regions for which *pages* speak."""
    return _shop_words(regions_on(pages))


@lru_cache(maxsize=64)
def _shop_words(regions: tuple[Region, ...]) -> "ShopWords":
    return ShopWords(regions)


@dataclass(frozen=True, eq=False)
class ShopWords:
    """The words of shops and their streets in *regions*, and the usual misreadings of both."""

    regions: tuple[Region, ...]

    @cached_property
    def trades(self) -> frozenset[str]:
        """Return the words that shops have in their names."""
        return TRADES.union(*(region.trades.split() for region in self.regions))

    @cached_property
    def _address(self) -> re.Pattern[str]:
        quarters = "|".join((_BUILDING, *(region.quarters for region in self.regions)))
        return re.compile(rf"{_NUMBERED_STREET}|\b(?:{quarters})\b.*(?:\d|,)", re.IGNORECASE)

    @cached_property
    def _streets(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(region.streets for region in self.regions)})\b", re.IGNORECASE)

    @cached_property
    def _greeting(self) -> re.Pattern[str]:
        greetings = "|".join((_GREETINGS, *(region.greetings for region in self.regions)))
        return re.compile(rf"\b(?:{greetings})\b|{_SITES}", re.IGNORECASE)

    def is_address(self, text: str) -> bool:
        """Return whether *text* is a part of an address: a postcode, or the word of a place beside a figure."""
        return bool(self._address.search(text))

    def is_place(self, text: str) -> bool:
        """Return whether *text* holds a word of streets or towns."""
        return bool(PLACE.search(text) or self._streets.search(text))

    def may_name(self, text: str) -> bool:
        """Return whether *text* may be a name: mostly letters, no address, country, greeting or heading."""
        letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
        others = sum(not letter.isalnum() and not letter.isspace() for letter in text)
        words = [folded for word in text.split() if (folded := plain(word))]
        form = self.has_form(text)
        if letters < FEWEST_LETTERS or digits > letters / 3 or others > letters * (0.8 if form else 0.5):
            return False
        if len(text) > LONGEST or self.is_address(text) or (self._greeting.search(text) and not form):
            return False
        heading = NOT_NAMES | COUNTRIES
        return not all(word in heading or len(word) < 3 or word.isdigit() for word in words)  # noqa: PLR2004

    def has_form(self, text: str) -> bool:
        """Return whether *text* holds a legal form, as it is printed or as the regions' tills are misread."""
        return company_form(text) or any(region.holds_form(text) for region in self.regions)

    def corrected(self, text: str) -> str:
        """Return *text* with legal forms, `&` and initials as they are printed where OCR reads what no name holds."""
        for region in self.regions:
            text = region.corrected(text)
        text = _COMMA.sub(".", _INITIAL.sub("I", text))
        bare = _AND.sub(lambda found: " & " if " " in found[0] else "&", text)
        bare = _APOSTROPHE.sub("'", bare).strip(" :,;-|*._'\"")
        return f"{bare}." if re.search(r"\b[A-Za-z]\.[A-Za-z]$", bare) and f"{bare}." in text else bare

    def is_rest(self, text: str) -> bool:
        """Return whether *text* is the end of a name: `STATIONERY SDN BHD`, `ALAM) SDN BHD`, `CAFE`, `(M) SDN BHD`."""
        words = self._words(text)
        ends = bool(words) and is_like(words[0], ENDINGS)
        return ends or text.count(")") > text.count("(") or self.is_trade(text)

    def is_trade(self, text: str) -> bool:
        """Return whether *text* holds words of a trade and a legal form only."""
        short = FEWEST_LETTERS if self.has_form(text) else 0
        return all(is_like(word, self.trades) or len(word) < short for word in self._words(text))

    def core_of(self, text: str) -> str:
        """Return the letters and digits by which a name is known again: without its form, initials and spaces."""
        return "".join(self._words(text))

    def _words(self, text: str) -> list[str]:
        """Return the folded words of *text* but for initials and a legal form that is misread here."""
        for region in self.regions:
            text = region.without_form(text)
        return [word for word in map(plain, text.split()) if len(word) > 1]


def is_like(word: str, known: frozenset[str]) -> bool:
    """Return whether *word* is one of *known*, or a long one with a letter read wrong."""
    return word in known or (len(word) >= LONG and any(is_almost(word, one) for one in known))
