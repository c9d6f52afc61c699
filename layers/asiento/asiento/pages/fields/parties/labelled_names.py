"""Names behind a label `name` that no block announces, as tax offices lay out their forms: seller, then buyer."""

from collections.abc import Iterator, Sequence

from asiento.money.company_forms import company_form
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.fields.parties.blocks import Block, value_beside
from asiento.pages.fields.parties.names import bare_name, is_name, same_name
from asiento.pages.fields.parties.tax_ids import THEIRS
from asiento.pages.fields.parties.weights import HEAD, PARTY
from asiento.reading.layout import Span

Name = tuple[str, Span, float]


def labelled_names(pages: AnnotatedPages, blocks: Sequence[Block]) -> tuple[Name | None, Name | None]:
    """Return the seller's and the buyer's name: the first and the second of two, or one beside a block of the buyer's.

    A name alone may be anybody's: None then.
    """
    names = list(_names(pages, blocks))
    if not names:
        return None, None
    second = next((name for name in names[1:] if not same_name(name[0], names[0][0])), None)
    has_buyer = any(block.label is Label.CUSTOMER for block in blocks)
    return (names[0] if second or has_buyer else None), second


def _names(pages: AnnotatedPages, blocks: Sequence[Block]) -> Iterator[Name]:
    """Yield the names in the head that stand behind a label with a colon, outside of every block, from the top."""
    for mention in pages.every(Label.NAME):
        in_head = mention.span.page == 1 and mention.span.box[1] < HEAD.head
        announces = mention.span.words[-1].text.endswith(":")
        if not (in_head and announces) or any(block.holds(mention.at, mention.span) for block in blocks):
            continue
        if any(map(THEIRS.match, pages.lines[mention.at].plain[: mention.start])):
            continue
        value = value_beside(pages, mention)
        name = bare_name(value) if value else None
        if name and is_name(name.text):
            text = name.text.strip(" :,;")
            yield text, name, PARTY.named_company if company_form(text) else PARTY.named
