"""Alembic's entry: runs the versions on the connection that the migrate function opened."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], version_table_schema="public", transaction_per_migration=True
)
with context.begin_transaction():
    context.run_migrations()
