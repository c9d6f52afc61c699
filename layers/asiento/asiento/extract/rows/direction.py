"""On which side a row is booked, as its sender says it: a sale or a purchase, money given back or not."""

from decimal import Decimal

from asiento.document import DocType, Doubt, Field, Party
from asiento.lexicon.folding import bare_words
from asiento.lexicon.hints import Hint, bare_phrases_hinting
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues
from asiento.tax_ids import is_one_of
from asiento.tenant import Tenant


def doubt_of_direction(values: RowValues, supplier: Party, tenant: Tenant) -> Doubt | None:
    """Return the doubt that the row says it is a sale, or a purchase, and the tax id of its *supplier* does not.

    The ledger takes an invoice for issued by that id alone.
    """
    said = values.text(Meaning.TYPE)
    word, is_own = bare_words(said.value) if said else "", is_one_of(supplier.tax_id, tenant.tax_ids)
    if said and word in bare_phrases_hinting(Hint.ROW_OF_PURCHASE if is_own else Hint.ROW_OF_SALE):
        return Doubt.of("direction_unproven.word", type=values.shown(Meaning.TYPE))
    return None


def doubt_of_correction(values: RowValues, doc_type: DocType, total: Field[Decimal] | None) -> Doubt | None:
    """Return the doubt that a row that corrects an invoice, with a *total* above nothing, gives no money back."""
    said = values.text(Meaning.TYPE)
    if said is None or doc_type is not DocType.CREDIT_NOTE or total is None or total.value <= 0:
        return None
    corrects = bare_words(said.value) in bare_phrases_hinting(Hint.ROW_OF_CORRECTION, Hint.CORRECTION)
    return Doubt.of("corrects_upwards.gives_back") if corrects else None
