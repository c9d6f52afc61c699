"""Names behind a label `name` that no block announces, as tax offices lay out their forms: seller, then buyer."""

from collections.abc import Iterator, Sequence

from asiento.money.company_forms import company_form
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import ONE_EDGE, below
from asiento.pages.fields.parties.blocks import Block, cell_of, value_beside
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
    """Yield the names in the head behind a label with a colon or right below one, outside of blocks, from the top."""
    for mention in pages.every(Label.NAME):
        in_head = mention.span.page == 1 and mention.span.box[1] < HEAD.head
        if not in_head or any(block.holds(mention.at, mention.span) for block in blocks):
            continue
        if any(map(THEIRS.match, pages.lines[mention.at].plain[: mention.start])):
            continue
        value = value_beside(pages, mention) if mention.span.words[-1].text.endswith(":") else _below(pages, mention)
        name = bare_name(value) if value else None
        if name and is_name(name.text):
            text = name.text.strip(" :,;")
            yield text, name, PARTY.named_company if company_form(text) else PARTY.named


def _below(pages: AnnotatedPages, mention: Mention) -> Span | None:
    """Return the cell right below the label, if the label ends its cell and both begin at one edge."""
    cell = cell_of(pages, mention)
    under = next(below(pages, mention), None) if cell.words[-1] is mention.span.words[-1] else None
    return under if under and abs(under.box[0] - cell.box[0]) < ONE_EDGE else None
