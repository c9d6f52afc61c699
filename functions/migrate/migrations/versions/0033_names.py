"""Saved column mappings call each meaning as the document does."""

from alembic import op
from sqlalchemy import text

revision = "0033"
down_revision = "0029"

NAMES = {
    "type": "doc_type",
    "date": "issued_on",
    "value_date": "value_on",
    "due_date": "due_on",
    "supplier": "supplier.name",
    "supplier_tax_id": "supplier.tax_id",
    "supplier_country": "supplier.country",
    "supplier_address": "supplier.address",
    "customer": "customer.name",
    "customer_tax_id": "customer.tax_id",
    "customer_country": "customer.country",
    "customer_address": "customer.address",
    "tax": "tax_total",
    "withholding": "withheld_total",
    "payment_method": "payment.method",
    "direction": "side",
}
RENAME = """
    UPDATE asiento.column_mappings m SET mapping = (
        SELECT jsonb_object_agg(c.title, coalesce(to_jsonb(n.after), c.meaning))
        FROM jsonb_each(m.mapping) AS c (title, meaning)
        LEFT JOIN unnest(CAST(:before AS text[]), CAST(:after AS text[])) AS n (before, after)
            ON n.before = c.meaning #>> '{}')
    WHERE mapping <> '{}'
"""


def upgrade() -> None:
    """Rename them; the owner, held to the policies, steps out of them."""
    _rename(list(NAMES), list(NAMES.values()))


def downgrade() -> None:
    """Rename them back; the code of before understands both."""
    _rename(list(NAMES.values()), list(NAMES))


def _rename(before: list[str], after: list[str]) -> None:
    op.execute("ALTER TABLE asiento.column_mappings NO FORCE ROW LEVEL SECURITY")
    op.get_bind().execute(text(RENAME), {"before": before, "after": after})
    op.execute("ALTER TABLE asiento.column_mappings FORCE ROW LEVEL SECURITY")
