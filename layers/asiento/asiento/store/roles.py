"""The database roles that the application refuses to run as: they could step around row-level security."""

from sqlalchemy import Connection

from asiento.store.statements import statement


def dangers_of(connection: Connection) -> list[str]:
    """Return why the role of *connection*, or one that it could take on, is too mighty; nothing if it is not.

    Superusers, BYPASSRLS and owners are not held to policies, or could lift them. CREATEROLE could make itself a
    member of another role, REPLICATION and the server's files show every row, TRUNCATE knows no policies, a trigger
    sees rows of whoever writes next, and a policy that names a role is an exception made for it. `pg_read_all_data`
    and `pg_write_all_data` are held to policies, but hold rights that no function needs.
    Source: PostgreSQL manual, 5.9 (row security) and 21.5 (predefined roles).
    """
    return list(connection.execute(statement("find_dangers")).scalars())
