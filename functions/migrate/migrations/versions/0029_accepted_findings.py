"""Which findings a person accepted, in place of whether somebody accepted whatever is found."""

from alembic import op

revision = "0029"
down_revision = "0028"

KEEP = """
    UPDATE asiento.items
    SET accepted = coalesce(jsonb_path_query_array(undo -> 'findings', '$[*] ? (@.severity == "review")'), '[]')
    WHERE approved
"""
COVER_ALL = "UPDATE asiento.items SET approved = true WHERE accepted IS NOT NULL"


def upgrade() -> None:
    """Keep of what was approved before what was found then, as far as that is known."""
    op.execute("ALTER TABLE asiento.items ADD COLUMN accepted jsonb")
    op.execute("GRANT UPDATE (accepted) ON asiento.items TO asiento_app")
    _for_all_tenants(KEEP)
    op.execute("ALTER TABLE asiento.items DROP COLUMN approved")


def downgrade() -> None:
    """Let each approval cover all again."""
    op.execute("ALTER TABLE asiento.items ADD COLUMN approved boolean NOT NULL DEFAULT false")
    op.execute("GRANT UPDATE (approved) ON asiento.items TO asiento_app")
    _for_all_tenants(COVER_ALL)
    op.execute("ALTER TABLE asiento.items DROP COLUMN accepted")


def _for_all_tenants(statement: str) -> None:
    op.execute("ALTER TABLE asiento.items NO FORCE ROW LEVEL SECURITY")
    op.execute(statement)
    op.execute("ALTER TABLE asiento.items FORCE ROW LEVEL SECURITY")
