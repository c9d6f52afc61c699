"""The day of a scan, where its second reading gave another one: it waits for a person."""

from dataclasses import replace

from asiento.document import Document, Doubt
from asiento.pages.annotated import AnnotatedPages


def doubted_where_read_otherwise(document: Document, pages: AnnotatedPages) -> Document:
    """Return *document* with its day doubted if a word in its place was read twice, and differently."""
    day = document.issued_on
    if day is None or day.box is None or day.doubt is not None:
        return document
    left, top, right, bottom = day.box
    for line in pages.lines:
        for word in line.words if line.page == day.page else ():
            across, down = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
            if word.again and left <= across <= right and top <= down <= bottom:
                doubt = Doubt.of("two_readings.scan", one=day.value, again=word.again)
                return replace(document, issued_on=replace(day, doubt=doubt))
    return document
