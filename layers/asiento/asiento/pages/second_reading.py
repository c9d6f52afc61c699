"""The day of a scan, where its second reading gave another one: it waits for a person."""

from dataclasses import replace

from asiento.document import Document, Doubt
from asiento.pages.annotated import AnnotatedPages


def doubted_where_read_otherwise(document: Document, pages: AnnotatedPages) -> Document:
    """Return *document* with its day doubted if a word in its place was read twice, and differently."""
    day = document.issued_on
    if day is None or day.box is None or day.doubt is not None:
        return document
    words = (word for line in pages.lines if line.page == day.page for word in line.words)
    again = next((word.again for word in words if word.again and word.is_within(day.box)), None)
    if again is None:
        return document
    doubt = Doubt.of("two_readings.scan", one=day.value, again=again)
    return replace(document, issued_on=replace(day, doubt=doubt))
