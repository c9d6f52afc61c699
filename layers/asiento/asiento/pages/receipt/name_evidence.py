"""What a receipt says elsewhere about the name of its shop: its web and mail addresses, and the name once more."""

import re
from dataclasses import dataclass

from asiento.lexicon.folding import plain
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.parties.letterhead import MAILERS
from asiento.pages.receipt.roles import LETTERS
from asiento.pages.receipt.shop_words import shop_words_on
from asiento.reading.layout import Line

DOMAIN = re.compile(
    r"(?:www[.,]|@)\s?([a-z][a-z0-9-]{2,30})\s?[.,]\s?(?:com|de|es|net|org|my|fr|it|pt|co|at|ch|eu|shop)\b",
    re.IGNORECASE,
)
PAGE = re.compile(r"facebook(?:[.,]com)?\s?[:/@]+\s?([a-z][a-z0-9.-]{3,40})", re.IGNORECASE)
SHORTEST = 4
"""Letters of a name that does not stand in another word by chance."""


@dataclass(frozen=True)
class NameEvidence:
    """The folded lines of a page without spaces, empty for addresses; and its sites, each with its line."""

    texts: tuple[str, ...]
    sites: tuple[tuple[str, Line], ...]

    def has_site(self, core: str) -> bool:
        """Return whether the page prints a web address that begins with *core*, or with which *core* begins."""
        core, names = core.translate(LETTERS), [plain(site).translate(LETTERS) for site, _ in self.sites]
        return len(core) >= SHORTEST and any(
            core.startswith(name) or name.startswith(core) for name in names if len(name) >= SHORTEST
        )

    def repeats(self, core: str, at: int) -> bool:
        """Return whether another line than *at* holds *core*."""
        return len(core) > SHORTEST and any(core in text for place, text in enumerate(self.texts) if place != at)


def name_evidence_of(pages: AnnotatedPages) -> NameEvidence:
    """Return what *pages* say elsewhere about names. Addresses at a mail provider say nothing."""
    sites = [(found[1], line) for line in pages.lines if (found := DOMAIN.search(line.text) or PAGE.search(line.text))]
    words = shop_words_on(pages)
    return NameEvidence(
        tuple("" if words.is_address(line.text) else "".join(line.plain) for line in pages.layout.page(1)),
        tuple((site, line) for site, line in sites if plain(site) not in MAILERS),
    )
