"""Supplier and customer: found by the blocks they stand in, their tax ids and the tenant. No name is invented."""

from asiento.document import Field, Party, Source
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.fields.parties.address_window import sent_window
from asiento.pages.fields.parties.blocks import Block, blocks_of, name_in
from asiento.pages.fields.parties.labelled_names import labelled_names
from asiento.pages.fields.parties.letterhead import letterhead
from asiento.pages.fields.parties.names import same_name
from asiento.pages.fields.parties.tax_id_shapes import has_shape, is_checked
from asiento.pages.fields.parties.tax_ids import TaxId, tax_ids_of
from asiento.pages.fields.parties.weights import PARTY
from asiento.reading.layout import Span
from asiento.tenant import Tenant


def parties_of(pages: AnnotatedPages, tenant: Tenant) -> tuple[Party, Party]:
    """Return supplier and customer."""
    blocks = blocks_of(pages)
    ids = tax_ids_of(pages)
    supplier_id, customer_id = _sides(pages, tenant, blocks, ids)
    sellers, buyers = labelled_names(pages, blocks)
    customer = name_in(pages, blocks, Label.CUSTOMER) or buyers or _own_name(pages, tenant, customer_id)
    taken = [block for block in blocks if block.label is not Label.SUPPLIER]
    supplier = (
        name_in(pages, blocks, Label.SUPPLIER)
        or sellers
        or letterhead(
            pages,
            [cell for block in taken for cell in block.cells],
            supplier_id,
            [one for one in ids if supplier_id is None or one.value != supplier_id.value],
            None if supplier_id and supplier_id.value in tenant.tax_ids else tenant.name,
        )
    )
    return _party(pages, supplier, supplier_id), _party(pages, customer, customer_id)


def _own_name(pages: AnnotatedPages, tenant: Tenant, customer_id: TaxId | None) -> tuple[str, Span, float] | None:
    """Return where the tenant's name stands, if the tenant is the customer: the label above it may be unreadable."""
    if customer_id is None or customer_id.value not in tenant.tax_ids:
        return None
    cells = (cell for line in pages.lines for cell in line.cells)
    return next(
        ((cell.text.strip(" :,;"), cell, PARTY.tenant) for cell in cells if same_name(cell.text, tenant.name)), None
    )


def _party(pages: AnnotatedPages, name: tuple[str, Span, float] | None, tax_id: TaxId | None) -> Party:
    return Party(
        name=pages.field(*name) if name else None,
        tax_id=_id_field(pages, tax_id) if tax_id else None,
    )


def _id_field(pages: AnnotatedPages, tax_id: TaxId) -> Field[str]:
    if is_checked(tax_id.value):
        return pages.field(tax_id.value, tax_id.span, PARTY.checked_id if tax_id.labelled else PARTY.checked_bare_id)
    known = tax_id.labelled and has_shape(tax_id.value) and pages.source is not Source.OCR
    return pages.field(tax_id.value, tax_id.span, PARTY.shaped_id if known else PARTY.other_id)


def _sides(
    pages: AnnotatedPages, tenant: Tenant, blocks: list[Block], ids: list[TaxId]
) -> tuple[TaxId | None, TaxId | None]:
    """Return the supplier's and the customer's id: by their blocks first, then by whose id is the tenant's."""
    ours = [one for one in ids if one.value in tenant.tax_ids]
    theirs = (
        next((one for one in ids if one.customers), None)
        or _first(blocks, ids, Label.CUSTOMER)
        or _in_window(pages, ids)
    )
    sellers = _first(blocks, ids, Label.SUPPLIER)
    if theirs is None and ours and (sellers is None or sellers.value not in tenant.tax_ids):
        others = [one for one in ids if one.value not in tenant.tax_ids]
        if others or not _at_head(pages, ours[0]):
            theirs = ours[0]
    taken = {theirs.value} if theirs else set()
    elsewhere = [block for block in blocks if block.label is not Label.SUPPLIER]
    rest = [
        one
        for one in ids
        if one.value not in taken
        and not one.customers
        and not any(block.holds(one.at, one.span) for block in elsewhere)
    ]
    supplier = sellers or next((one for one in rest if one.labelled), next(iter(rest), None))
    return supplier, theirs


def _in_window(pages: AnnotatedPages, ids: list[TaxId]) -> TaxId | None:
    """Return the id in the addressee's window, if one stands there."""
    window = sent_window(pages)
    return next((one for one in ids if any((one.at, cell.box) in window for cell in _cells_of(pages, one))), None)


def _cells_of(pages: AnnotatedPages, one: TaxId) -> list[Span]:
    return [cell for cell in pages.lines[one.at].cells if one.span.words[0] in cell.words]


def _at_head(pages: AnnotatedPages, one: TaxId) -> bool:
    """Return whether an id stands where issuers print theirs."""
    return one.span.page == 1 and one.at < len(pages.layout.page(1)) / 3


def _first(blocks: list[Block], ids: list[TaxId], label: Label) -> TaxId | None:
    held = (one for block in blocks if block.label is label for one in ids if block.holds(one.at, one.span))
    return next(held, None)
