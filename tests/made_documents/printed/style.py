"""The habits of one program that prints invoices: its words, notation, font, and where it puts what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from reportlab.lib.pagesizes import A4

from made_documents.invoices import Invoice
from made_documents.parties import Party
from made_documents.printed.north import ENGLISH, FRENCH, GERMAN
from made_documents.printed.notation import Notation, make_notation
from made_documents.printed.sheet import MARGIN
from made_documents.printed.south import ITALIAN, PORTUGUESE, SPANISH

LANGUAGES = {"es": SPANISH, "de": GERMAN, "fr": FRENCH, "it": ITALIAN, "pt": PORTUGUESE, "en": ENGLISH}
TAX_IDS = {
    "ES": ("NIF", "CIF", "N.I.F.", "NIF/CIF"), "DE": ("USt-IdNr.", "USt-ID", "USt-Id-Nr."), "AT": ("UID-Nr.", "UID"),
    "FR": ("N° TVA intracommunautaire", "TVA intracom.", "N° TVA"), "IT": ("P.IVA", "Partita IVA", "P. IVA"),
    "PT": ("NIF", "NIPC", "Contribuinte n.º"), "GB": ("VAT No.", "VAT Reg. No.", "VAT number"),
}  # fmt: skip
LANGUAGE_OF = {"ES": "es", "DE": "de", "AT": "de", "FR": "fr", "IT": "it", "PT": "pt", "GB": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintStyle:
    """How it prints. *head*: where supplier and facts stand. *facts*, *feet*: labels beside or above their values.

    *split*: the parts of a number are facts of their own. *extras*: other facts. *nils*: sums that are printed though
    they are nothing. *lines*: what is drawn around the lines. *around*: what stands about the paper (`around`).
    """

    rng: Random
    words: Mapping[str, str]
    notation: Notation
    font: str
    size: float
    leading: float
    head: str
    facts: str
    feet: str
    colon: str
    columns: tuple[str, ...]
    share: float
    table: bool
    total_last: bool
    noise: frozenset[str]
    paper: tuple[float, float] = A4
    margin: float = MARGIN
    joint: str = "-"
    split: bool = False
    extras: tuple[tuple[str, str], ...] = ()
    nils: tuple[str, ...] = ()
    lines: str = "ruled"
    boxed: bool = False
    second_line: bool = False
    tax_ids: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: TAX_IDS)
    written: Callable[[Party], str] | None = None
    registry: str = ""
    around: frozenset[str] = frozenset()

    def often(self, percent: int) -> bool:
        """Return whether the program does what *percent* of all do."""
        return self.rng.randrange(100) < percent


NOISE = ("phone", "page", "earlier", "delivery", "bank", "legal", "mail", "customer_number", "thanks", "fax")


def make_print_style(rng: Random, made: Invoice) -> PrintStyle:
    """Return the habits of a program in the supplier's country, or of one that writes English."""
    language = LANGUAGE_OF[made.supplier.country]
    if rng.random() < 0.12:
        language = "en"
    feet = rng.choice(("right", "right", "right", "left", "across", "across", "above"))
    return PrintStyle(
        rng=rng,
        words=LANGUAGES[language].chosen(rng),
        notation=make_notation(rng, language, made.currency),
        font=rng.choice(("Helvetica", "Helvetica", "Times-Roman", "Courier")),
        size=rng.choice((8.0, 9.0, 10.0)),
        leading=rng.choice((11.5, 12.5, 14.0)),
        head=rng.choice(("beside", "beside", "stacked", "mirrored", "letter")),
        facts=rng.choice(("string", "columns", "right", "above", "row")),
        feet=feet,
        colon=rng.choice(("", ":", ":")),
        columns=make_columns(rng, made),
        share=rng.choice((1.0, 0.6, 0.3)),
        table=rng.random() < (0.2 if len(made.rows) == 1 else 1.0 if feet == "across" else 0.7),
        total_last=rng.random() < 0.3,
        noise=frozenset(one for one in NOISE if rng.random() < 0.3),
    )


def make_columns(rng: Random, made: Invoice) -> tuple[str, ...]:
    """Return the columns of the lines in their order."""
    front = rng.choice((("description", "quantity"), ("description", "quantity"), ("quantity", "description")))
    inside = ["price"]
    if any(line.less for line in made.lines):
        inside.append("discount")
    if len(made.rows) > 1 or rng.random() < 0.6:
        inside.append("rate")
    place: tuple[str, ...] = ("position",) if rng.random() < 0.2 else ()
    return (*place, *front, *inside, "amount")
