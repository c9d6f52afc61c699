"""Pages made ready for extraction: their lines, their dialect, and where labels and figures stand.

Knows no field.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from asiento.document import Field, Source
from asiento.pages.annotated.figures import Figure, figures_in, names_whole_money, rates_in
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention, mentions_in
from asiento.reading import Reading
from asiento.reading.dialect import Dialect, detect_dialect
from asiento.reading.layout import Layout, Line, Span, layout_of

UNREAD = 0.5
"""Confidence, at most, of a value whose words an engine is not sure of at all; with theirs it grows to 1.

Set by hand while looking at the development set (401 files).
"""


@dataclass(frozen=True)
class AnnotatedPages:
    """The lines of a document's pages with their mentions and figures, found once."""

    layout: Layout
    dialect: Dialect
    source: Source
    whole: bool
    """Whether they name a currency without decimals: then any number may be money."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return all lines, from the top of the first page to the end."""
        return self.layout.lines

    @cached_property
    def mentions(self) -> tuple[tuple[Mention, ...], ...]:
        """Return the labels of each line, from left to right."""
        fuzzy = self.source is Source.OCR
        return tuple(tuple(mentions_in(line, at, fuzzy=fuzzy)) for at, line in enumerate(self.lines))

    @cached_property
    def figures(self) -> tuple[tuple[Figure, ...], ...]:
        """Return the numbers of each line, from left to right."""
        return tuple(tuple(figures_in(line, at, self.dialect, whole=self.whole)) for at, line in enumerate(self.lines))

    @cached_property
    def rates(self) -> tuple[tuple[Figure, ...], ...]:
        """Return the percentages of each line, from left to right."""
        return tuple(tuple(rates_in(line, at, self.dialect)) for at, line in enumerate(self.lines))

    def every(self, *labels: Label) -> Iterator[Mention]:
        """Yield each mention of one of *labels*, from the top."""
        return (mention for line in self.mentions for mention in line if mention.label in labels)

    def field[T](self, value: T, span: Span, confidence: float) -> Field[T]:
        """Return *value* as read at *span*: no surer than the words are."""
        most = UNREAD + (1 - UNREAD) * span.confidence if self.source is Source.OCR else 1.0
        return Field(
            value=value, confidence=round(min(confidence, most), 3), source=self.source, page=span.page, box=span.box
        )

    def judged[T](self, value: T, span: Span, confidence: float) -> Field[T]:
        """Return *value* as read at *span*, as sure as the caller has weighed it, the words included."""
        return Field(value=value, confidence=round(confidence, 3), source=self.source, page=span.page, box=span.box)


def annotated_pages(reading: Reading, country: str) -> AnnotatedPages:
    """Return the pages of *reading*. The dialect is decided here, once; *country* (ISO 3166-1) breaks ties."""
    layout = layout_of(reading)
    texts = [line.text for line in layout.lines]
    whole = names_whole_money(texts)
    return AnnotatedPages(layout, detect_dialect(texts, country, whole=whole), reading.source, whole)
