"""Each spelling of a tax id names one person, whatever letters stand before it."""

from pathlib import Path

from alembic import op

revision = "0032"
down_revision = "0034"

BEFORE = """
    CREATE OR REPLACE FUNCTION asiento.person(tax_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN tax_id ~ '^[0-9]{13}$' THEN left(tax_id, 10) ELSE regexp_replace(
        tax_id, '^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)', '') END $$
"""


def upgrade() -> None:
    """Say who is whom, and of what is posted already anew. Only rows that are known otherwise are written."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Tell them apart again, in what is posted from then on."""
    op.execute(BEFORE)
