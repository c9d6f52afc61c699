"""The blocks of a document in which a party stands: the cells beside and under the label that announces it."""

from collections.abc import Iterator
from dataclasses import dataclass

from asiento.money.company_forms import FORM, company_form
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import ONE_EDGE, ROUNDING
from asiento.pages.fields.parties.block_weights import BLOCK
from asiento.pages.fields.parties.names import is_name
from asiento.pages.fields.parties.weights import PARTY
from asiento.reading.layout import Span

SALESPEOPLE = frozenset(("vendedor", "venedor", "verkaufer", "vendeur", "venditore", "verkoper", "handlowiec"))
"""Words of a seller, of which invoices name one who works for it: `Vendedor 648 Ana Ruiz`."""

SIDES = (Label.SUPPLIER, Label.CUSTOMER, Label.OTHER_PARTY)


@dataclass(frozen=True)
class Block:
    """The cells under (or after) the label of a party."""

    label: Label
    cells: tuple[tuple[int, Span], ...]
    text: str = ""

    def holds(self, at: int, span: Span) -> bool:
        """Return whether *span* on line *at* stands in the block."""
        return any(line == at and cell.box[0] - ROUNDING <= span.box[0] <= cell.box[2] for line, cell in self.cells)


def blocks_of(pages: AnnotatedPages) -> list[Block]:
    """Return the blocks that have anything in them, from the top."""
    mentions = (mention for mention in pages.every(*SIDES) if _announces(pages, mention))
    blocks = (_block(pages, mention) for mention in mentions)
    return [block for block in blocks if block.cells]


def _announces(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether the label announces a party: it is not a word of a sentence nor part of a name."""
    inside = cell_of(pages, mention).words[0] is not mention.span.words[0]
    one_word = mention.stop - mention.start == 1 and not mention.span.words[-1].text.endswith(":")
    if (inside and one_word) or (inside and _is_of_account(pages, mention)):
        return False
    return not is_of_id_label(pages, mention) and not begins_name(pages, mention)


def _is_of_account(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether the label says whose account a number is: `CBU del Emisor: 1910274855027401289832`."""
    value = value_beside(pages, mention)
    return value is not None and not any(map(str.isalpha, value.text))


def is_of_id_label(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether the label says whose a tax id is: `N° TVA client:`, `Customer VAT No:`."""
    cell = cell_of(pages, mention)
    ids = (one for one in pages.mentions[mention.at] if one.label is Label.TAX_ID and one.span.words[0] in cell.words)
    return any(one.stop == mention.start or one.start == mention.stop for one in ids)


def begins_name(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether the label is the first word of a name that another label announces (`Lieferant GmbH`)."""
    cell = cell_of(pages, mention)
    one_word = mention.stop - mention.start == 1 and not mention.span.words[0].text.endswith(":")
    if not one_word or cell.words[0] is not mention.span.words[0] or not company_form(cell.text):
        return False
    above = pages.mentions[max(mention.at - BLOCK.announced_above, 0) : mention.at]
    announced = any(other.label in SIDES for line in above for other in line)
    before = (other for other in pages.mentions[mention.at] if other.start < mention.start)
    return announced or any(other.label in (Label.NAME, *SIDES) for other in before)


def cell_of(pages: AnnotatedPages, mention: Mention) -> Span:
    """Return the cell in which *mention* begins."""
    cells = (cell for cell in pages.lines[mention.at].cells if mention.span.words[0] in cell.words)
    return next(cells, mention.span)


def value_beside(pages: AnnotatedPages, mention: Mention) -> Span | None:
    """Return the rest of the label's cell, or else the next cell.

    Only a label with a colon or of a tax id ends it: companies are called `Web`, `Mail` or `Banco`.
    """
    line = pages.lines[mention.at]
    start = mention.stop
    while start < len(line.words) and not line.plain[start]:
        start += 1
    cell = next((cell for cell in line.cells if start < len(line.words) and line.words[start] in cell.words), None)
    if cell is None:
        return None
    ends = [
        other.start
        for other in pages.mentions[mention.at]
        if other.start >= start and (other.label is Label.TAX_ID or other.span.words[-1].text.endswith(":"))
    ]
    stop = min([line.words.index(cell.words[-1]) + 1, *ends])
    return line.cut(start, stop) if stop > start else None


def _is_salesperson(pages: AnnotatedPages, block: Block) -> bool:
    """Return whether the block may name who works for the seller: with neither legal form nor tax id."""
    if block.text not in SALESPEOPLE:
        return False
    has_form = any(company_form(cell.text) for _, cell in block.cells)
    has_id = any(_has_tax_id(pages, at, cell) for at, cell in block.cells[: BLOCK.id_within])
    return not (has_form or (has_id and may_name(block.cells[0][1].text)))


def name_in(pages: AnnotatedPages, blocks: list[Block], label: Label) -> tuple[str, Span, float] | None:
    """Return the name in a block of *label*, that of a company before others.

    It is what follows a label `name`, else the first line that may be one.
    """
    told = (block for block in blocks if block.label is label and not _is_salesperson(pages, block))
    found = [name for block in told if (name := _name_of(pages, block))]
    return next((name for name in found if company_form(name[0])), found[0] if found else None)


def _name_of(pages: AnnotatedPages, block: Block) -> tuple[str, Span, float] | None:
    named = any(_names(pages, at) for at, _ in block.cells)
    most = PARTY.market_seller if block.text == "soldby" else 1.0
    for position, (at, cell) in enumerate(block.cells):
        mention = next(iter(_names(pages, at)), None)
        value = value_beside(pages, mention) if mention else None
        if value and is_name(value.text):
            whole = " ".join((_bare(value.text), *_goes_on(pages, block, position, value)))
            return whole, value, min(most, PARTY.named_company if company_form(whole) else PARTY.named)
        if not named and may_name(cell.text) and not _is_labelled(pages, at, cell):
            whole = " ".join((_bare(cell.text), *_goes_on(pages, block, position, cell)))
            return whole, cell, min(most, PARTY.first_company if company_form(whole) else PARTY.first)
    return None


def _goes_on(pages: AnnotatedPages, block: Block, position: int, value: Span) -> Iterator[str]:
    """Yield the second line of a name whose legal form stands there."""
    here = block.cells[position][0]
    at, cell = next(((at, cell) for at, cell in block.cells[position:] if at > here), (here, value))
    unlabelled = not pages.mentions[at] and abs(cell.box[0] - value.box[0]) < ONE_EDGE
    if unlabelled and company_form(cell.text) and not company_form(value.text):
        yield _bare(cell.text)


def may_name(text: str) -> bool:
    """Return whether *text* may be a name, and not a remark in brackets or a legal form alone."""
    return is_name(text) and not text.startswith("(") and any(map(str.isalpha, FORM.sub("", text)))


def _bare(text: str) -> str:
    return text.strip(" :,;")


def _names(pages: AnnotatedPages, at: int) -> list[Mention]:
    return [mention for mention in pages.mentions[at] if mention.label is Label.NAME]


def _is_labelled(pages: AnnotatedPages, at: int, cell: Span) -> bool:
    return any(
        mention.span.box[0] <= cell.box[0] + ROUNDING and mention.span.box[2] > cell.box[0]
        for mention in pages.mentions[at]
        if mention.label not in SIDES and len(mention.text) > BLOCK.short_label
    )


def _block(pages: AnnotatedPages, mention: Mention) -> Block:
    beside, under = list(_cells_beside(pages, mention)), list(_cells_under(pages, mention))
    if beside and under and _heads_column(pages, mention, beside[0][1], under[0]):
        beside = []
    elif any(_has_tax_id(pages, at, cell) for at, cell in under):
        beside = beside[:1]  # an id further right on the line is of the next column
    return Block(mention.label, (*beside, *under), mention.text)


def _heads_column(pages: AnnotatedPages, mention: Mention, beside: Span, under: tuple[int, Span]) -> bool:
    """Return whether the name stands right under the label, and what is beside it further off is of another column."""
    at, cell = under
    far = beside.box[0] - mention.span.box[2] > BLOCK.column_gap
    aligned = abs(cell.box[0] - _left(pages, mention)) < ONE_EDGE
    return far and aligned and may_name(cell.text) and not _is_labelled(pages, at, cell)


def _has_tax_id(pages: AnnotatedPages, at: int, cell: Span) -> bool:
    return any(one.label is Label.TAX_ID and one.span.words[0] in cell.words for one in pages.mentions[at])


def _cells_beside(pages: AnnotatedPages, mention: Mention) -> Iterator[tuple[int, Span]]:
    """Yield what follows the label on its line, up to the next party's label, if a value follows it at once."""
    beside = value_beside(pages, mention)
    if beside and not _is_side(pages, mention.at, beside):
        yield mention.at, beside
        others = (other for other in pages.mentions[mention.at] if other.start >= mention.stop)
        right = min((other.span.box[0] for other in others if other.label in SIDES), default=1.0)
        yield from ((mention.at, cell) for cell in pages.lines[mention.at].cells if beside.box[2] < cell.box[0] < right)


def _is_side(pages: AnnotatedPages, at: int, span: Span) -> bool:
    """Return whether *span* begins with the label of another party: `Cliente | Proveedor` head two columns."""
    return any(
        other.label in SIDES and other.span.words[0] is span.words[0] and not begins_name(pages, other)
        for other in pages.mentions[at]
    )


def _cells_under(pages: AnnotatedPages, mention: Mention) -> Iterator[tuple[int, Span]]:
    """Yield the cells of the block's column, until a gap or the next party's label in it."""
    left, right = _column(pages, mention)
    leftmost = left - BLOCK.left_slack
    bottom = mention.span.box[3]
    for at in range(mention.at + 1, min(mention.at + 1 + BLOCK.lines, len(pages.lines))):
        line = pages.lines[at]
        cells = [cell for cell in line.cells if leftmost <= cell.box[0] < right]
        ended = any(
            other.label in SIDES
            and leftmost <= other.span.box[0] < right
            and not (begins_name(pages, other) or is_of_id_label(pages, other))
            for other in pages.mentions[at]
        )
        far = bool(cells) and line.box[1] - bottom > BLOCK.gap * pages.layout.text_height
        if line.page != mention.span.page or ended or far:
            return
        yield from ((at, cell) for cell in cells)
        bottom = line.box[3] if cells else bottom


def _left(pages: AnnotatedPages, mention: Mention) -> float:
    """Return the left edge of the label: that of its cell, whose first words may belong to it (`Factuur aan:`)."""
    cell = cell_of(pages, mention)
    before = cell.words.index(mention.span.words[0]) if mention.span.words[0] in cell.words else 0
    return (cell if before <= BLOCK.words_before else mention.span).box[0]


def _column(pages: AnnotatedPages, mention: Mention) -> tuple[float, float]:
    """Return left and right of the column that *mention* heads: up to the next label or cell of its line."""
    line = pages.lines[mention.at]
    starts = [
        other.span.box[0]
        for other in pages.mentions[mention.at]
        if other.start > mention.start and other.label in SIDES
    ]
    cells = [cell.box[0] for cell in line.cells if cell.box[0] > mention.span.box[2] + BLOCK.column_gap]
    return _left(pages, mention), min([*starts, *cells, 1.0]) - BLOCK.right_margin
