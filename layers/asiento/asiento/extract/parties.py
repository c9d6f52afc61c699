"""Who issued a document and to whom: by the blocks they stand in, their tax ids and the tenant. No name is invented."""

from collections.abc import Iterator
from dataclasses import dataclass

from asiento.document import Box, Field, Party
from asiento.extract.labels import Label
from asiento.extract.mentions import Mention
from asiento.extract.names import company_form, head_name, is_name, same_name
from asiento.extract.near import right_of
from asiento.extract.paper import Paper
from asiento.extract.tax_ids import TaxId, tax_ids_of
from asiento.layout import Span
from asiento.model import Tenant

BLOCK_LINES = 9
"""Lines that the block of a party may take below its label."""

BLOCK_GAP = 4.5
"""Gap that ends a block, in usual heights of a line."""

SIDES = (Label.SUPPLIER, Label.CUSTOMER, Label.OTHER_PARTY)


@dataclass(frozen=True)
class Block:
    """The cells under (or after) the label of a party."""

    label: Label
    cells: tuple[tuple[int, Span], ...]
    box: Box

    def holds(self, at: int, span: Span) -> bool:
        """Return whether *span* on line *at* stands in the block."""
        return any(line == at and cell.box[0] - 0.001 <= span.box[0] <= cell.box[2] for line, cell in self.cells)


def parties_of(paper: Paper, tenant: Tenant) -> tuple[Party, Party]:
    """Return supplier and customer."""
    blocks = [block for mention in paper.every(*SIDES) if (block := _block(paper, mention)).cells]
    ids = tax_ids_of(paper)
    supplier_id, customer_id = _sides(paper, tenant, blocks, ids)
    customer = _name_in(paper, blocks, Label.CUSTOMER) or _own_name(paper, tenant, customer_id)
    taken = [block for block in blocks if block.label is not Label.SUPPLIER]
    supplier = _name_in(paper, blocks, Label.SUPPLIER) or head_name(
        paper,
        [cell for block in taken for cell in block.cells],
        supplier_id,
        None if supplier_id and supplier_id.value in tenant.tax_ids else tenant.name,
    )
    return _party(paper, supplier, supplier_id), _party(paper, customer, customer_id)


def _own_name(paper: Paper, tenant: Tenant, customer_id: TaxId | None) -> tuple[str, Span, float] | None:
    """Return where the tenant's name stands, if the tenant is the customer: the label above it may be unreadable."""
    if customer_id is None or customer_id.value not in tenant.tax_ids:
        return None
    cells = (cell for line in paper.lines for cell in line.cells)
    return next(((cell.text.strip(" :,;"), cell, 0.9) for cell in cells if same_name(cell.text, tenant.name)), None)


def _party(paper: Paper, name: tuple[str, Span, float] | None, tax_id: TaxId | None) -> Party:
    return Party(
        name=paper.field(*name) if name else None,
        tax_id=_id_field(paper, tax_id) if tax_id else None,
    )


def _id_field(paper: Paper, tax_id: TaxId) -> Field[str]:
    return paper.field(tax_id.value, tax_id.span, 0.95 if tax_id.labelled else 0.85)


def _block(paper: Paper, mention: Mention) -> Block:
    return Block(mention.label, (*_cells_beside(paper, mention), *_cells_under(paper, mention)), mention.span.box)


def _cells_beside(paper: Paper, mention: Mention) -> Iterator[tuple[int, Span]]:
    """Yield what follows the label on its line, up to the next party's label, if a value follows it at once."""
    beside = right_of(paper, mention)
    if beside:
        yield mention.at, beside
        others = (other for other in paper.mentions[mention.at] if other.start >= mention.stop)
        right = min((other.span.box[0] for other in others if other.label in SIDES), default=1.0)
        yield from ((mention.at, cell) for cell in paper.lines[mention.at].cells if beside.box[2] < cell.box[0] < right)


def _cells_under(paper: Paper, mention: Mention) -> Iterator[tuple[int, Span]]:
    """Yield the cells of the block's column, until a gap or the next party's label in it."""
    left, right = _column(paper, mention)
    bottom = mention.span.box[3]
    for at in range(mention.at + 1, min(mention.at + 1 + BLOCK_LINES, len(paper.lines))):
        line = paper.lines[at]
        cells = [cell for cell in line.cells if left - 0.04 <= cell.box[0] < right]
        ended = any(other.label in SIDES and left - 0.04 <= other.span.box[0] < right for other in paper.mentions[at])
        if (
            line.page != mention.span.page
            or ended
            or (cells and line.box[1] - bottom > BLOCK_GAP * paper.layout.text_height)
        ):
            return
        for cell in cells:
            yield at, cell
        bottom = line.box[3] if cells else bottom


def _column(paper: Paper, mention: Mention) -> tuple[float, float]:
    """Return left and right of the column that *mention* heads: up to the next label or cell of its line."""
    line = paper.lines[mention.at]
    starts = [
        other.span.box[0]
        for other in paper.mentions[mention.at]
        if other.start > mention.start and other.label in SIDES
    ]
    cells = [cell.box[0] for cell in line.cells if cell.box[0] > mention.span.box[2] + 0.12]
    return mention.span.box[0], min([*starts, *cells, 1.0]) - 0.01


def _sides(paper: Paper, tenant: Tenant, blocks: list[Block], ids: list[TaxId]) -> tuple[TaxId | None, TaxId | None]:
    """Return the supplier's and the customer's id: by their blocks first, then by whose id is the tenant's."""
    ours = [one for one in ids if one.value in tenant.tax_ids]
    theirs = _first(blocks, ids, Label.CUSTOMER)
    sellers = _first(blocks, ids, Label.SUPPLIER)
    if theirs is None and ours and (sellers is None or sellers.value not in tenant.tax_ids):
        others = [one for one in ids if one.value not in tenant.tax_ids]
        if others or not _at_head(paper, ours[0]):
            theirs = ours[0]
    taken = {theirs.value} if theirs else set()
    elsewhere = [block for block in blocks if block.label is not Label.SUPPLIER]
    rest = [
        one for one in ids if one.value not in taken and not any(block.holds(one.at, one.span) for block in elsewhere)
    ]
    supplier = sellers or next((one for one in rest if one.labelled), next(iter(rest), None))
    return supplier, theirs


def _at_head(paper: Paper, one: TaxId) -> bool:
    """Return whether an id stands where issuers print theirs."""
    return one.span.page == 1 and one.at < len(paper.layout.page(1)) / 3


def _first(blocks: list[Block], ids: list[TaxId], label: Label) -> TaxId | None:
    held = (one for block in blocks if block.label is label for one in ids if block.holds(one.at, one.span))
    return next(held, None)


def _name_in(paper: Paper, blocks: list[Block], label: Label) -> tuple[str, Span, float] | None:
    """Return the first name in a block of *label*: what follows a label `name`, else the first line that may be one."""
    for block in blocks:
        if block.label is not label:
            continue
        named = [cell for at, cell in block.cells for mention in paper.mentions[at] if mention.label is Label.NAME]
        for at, cell in block.cells:
            mentions = [m for m in paper.mentions[at] if m.label is Label.NAME]
            value = _after(paper, mentions[0]) if mentions else None
            if value and is_name(value.text):
                return value.text.strip(" :,.;"), value, 0.85
            if not named and is_name(cell.text) and not _is_labelled(paper, at, cell):
                return cell.text.strip(" :,;"), cell, 0.9 if company_form(cell.text) else 0.8
    return None


def _after(paper: Paper, mention: Mention) -> Span | None:
    span = right_of(paper, mention)
    return next((cell for cell in _cells(span)), None) if span else None


def _cells(span: Span) -> Iterator[Span]:
    yield span


def _is_labelled(paper: Paper, at: int, cell: Span) -> bool:
    return any(
        mention.span.box[0] <= cell.box[0] + 0.001 and mention.span.box[2] > cell.box[0]
        for mention in paper.mentions[at]
        if mention.label not in SIDES and len(mention.text) > 2  # noqa: PLR2004 (`re` and `no` begin names)
    )
