"""What a page says when it is read as if it stood alone: whose document it is, which, of what day, and how much."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from asiento.classify.reading import classify_reading
from asiento.classify.split.counters import Counter, counter_of, goes_on
from asiento.classify.weights import FACTS
from asiento.document import DocType, Document, Field
from asiento.lexicon.folding import plain
from asiento.model import Item
from asiento.pages import document_of_reading
from asiento.pages.fields.parties.tax_id_shapes import is_checked
from asiento.reading import Page, Reading
from asiento.reading.layout import layout_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says. *text*: its letters and digits without anything between them; *aspect*: width over height."""

    page: int
    text: str
    words: frozenset[str] = frozenset()
    aspect: float
    doc_type: DocType = DocType.OTHER
    counter: Counter | None = None
    goes_on: bool = False
    number: str | None = None
    likely_number: str | None = None
    tax_id: str | None = None
    checked: bool = False
    name: str | None = None
    day: date | None = None
    total: Decimal | None = None
    likely_total: Decimal | None = None
    proven: bool = False

    def shows(self, number: str) -> bool:
        """Return whether *number*, in letters and digits, stands on the page."""
        return number in self.words or (len(number) >= FACTS.long_number and number in self.text)

    @property
    def is_blank(self) -> bool:
        """Return whether nothing is written on the page."""
        return not self.text


def alone(page: Page, reading: Reading) -> Reading:
    """Return *page* of *reading* as a document of one page."""
    return replace(reading, pages=(replace(page, number=1),))


def facts_of(page: Page, reading: Reading, item: Item) -> Facts:
    """Return what *page* of *reading* says by itself to the tenant of *item*."""
    single = alone(page, reading)
    words = [plain(word.text) for word in page.words]
    text = "".join(words)
    aspect = page.width / max(page.height, 1)
    if not text:
        return Facts(page=page.number, text="", aspect=aspect)
    layout, classification = layout_of(single), classify_reading(single)
    document = document_of_reading(replace(item, classification=classification), single)
    number, likely = _number(document, FACTS.sure), _number(document, FACTS.likely_number)
    return Facts(
        page=page.number,
        text=text,
        words=frozenset(words),
        aspect=aspect,
        doc_type=classification.doc_type,
        counter=counter_of(layout),
        goes_on=goes_on(layout),
        number=number,
        likely_number=likely,
        tax_id=_tax_id(document),
        checked=document.supplier.tax_id is not None and is_checked(document.supplier.tax_id.value),
        name=plain(_value(document.supplier.name) or "") or None,
        day=_value(document.issued_on),
        total=_value(document.total) or None,
        likely_total=_value(document.total, FACTS.likely_total) or None,
        proven=_value(document.total, FACTS.proven) is not None,
    )


def _value[T](field: Field[T] | None, least: float = FACTS.sure) -> T | None:
    return field.value if field and field.confidence >= least else None


def _number(document: Document, least: float) -> str | None:
    """Return the document's number in letters and digits, if it is long enough to be compared."""
    if document.number is None or document.number.confidence < least:
        return None
    text = plain(document.number.value)
    return text if len(text) >= FACTS.number_length and sum(map(str.isdigit, text)) >= FACTS.number_digits else None


def _tax_id(document: Document) -> str | None:
    tax_id = document.supplier.tax_id
    return tax_id.value if tax_id and (is_checked(tax_id.value) or tax_id.confidence >= FACTS.sure) else None
