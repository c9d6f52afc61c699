"""The tables of the schema as Postgres itself lists them, so that a new table is in every test at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from sqlalchemy import Connection, text

TABLES = text("""
    SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'asiento' AND c.relkind IN ('r', 'p') ORDER BY c.relname
""")
COLUMNS = text("""
    SELECT a.attrelid, a.attname, format_type(a.atttypid, NULL), a.attnotnull AND NOT a.atthasdef,
           EXISTS (SELECT FROM pg_index i
                   WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey))
    FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
""")
REFERENCES = text("""
    SELECT r.conrelid, r.confrelid, ARRAY(
        SELECT c.attname::text || '=' || p.attname::text
        FROM unnest(r.conkey, r.confkey) AS k (child, parent)
        JOIN pg_attribute c ON c.attrelid = r.conrelid AND c.attnum = k.child
        JOIN pg_attribute p ON p.attrelid = r.confrelid AND p.attnum = k.parent)
    FROM pg_constraint r WHERE r.contype = 'f'
""")
RIGHTS = text("""
    SELECT t.oid, CASE WHEN a.grantee = 0 THEN 'public' ELSE a.grantee::regrole::text END, lower(a.privilege_type)
    FROM (SELECT oid, relacl, relowner FROM pg_class UNION ALL
          SELECT c.oid, a.attacl, c.relowner FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid) t,
         aclexplode(t.relacl) a
    WHERE a.grantee <> t.relowner
""")
UPDATABLE = text("""
    SELECT a.attrelid, r.rolname, a.attname FROM pg_attribute a, pg_roles r
    WHERE a.attnum > 0 AND NOT a.attisdropped AND r.rolname LIKE 'asiento%'
      AND has_column_privilege(r.oid, a.attrelid, a.attnum, 'UPDATE')
""")
EXEMPT = text("SELECT polrelid, r::regrole::text FROM pg_policy, unnest(polroles) r WHERE r <> 0")

SAMPLES = {
    "country": "ES",
    "currency": "EUR",
    "role": "upload",
    "row": "{}",
    "direction": "received",
    "doc_type": "invoice",
}
"""What a column of this name holds in a test, where any text would not do. A new check may need a new one."""
BY_TYPE = {
    "integer": "1",
    "bigint": "1",
    "numeric": "1",
    "boolean": "false",
    "jsonb": "{}",
    "date": "2026-03-14",
    "timestamp with time zone": "2026-03-14 09:30:00+00",
    "text[]": "{}",
    "uuid[]": "{}",
    "timestamp with time zone[]": "{}",
}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A foreign key: the columns of the child beside those of its parent."""

    parent: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: which column says whose a row is, if any does, and who may do what.

    *rights* are those on the table or a column of it; *updatable* says which role may change which column.
    """

    name: str
    tenant: str | None
    key: tuple[str, ...]
    needed: Mapping[str, str]
    references: list[Reference] = field(default_factory=list)
    rights: set[tuple[str, str]] = field(default_factory=set)
    updatable: set[tuple[str, str]] = field(default_factory=set)
    exempt: set[str] = field(default_factory=set)

    def row(self, tenant: UUID) -> dict[str, str]:
        """Return the one row that *tenant* has in this table: the same at each call."""
        made = {name: value_of(tenant, self.name, name, kind) for name, kind in self.needed.items()}
        if self.tenant is not None:
            made[self.tenant] = str(tenant)
        for reference in self.references:
            made |= {
                child: value_of(tenant, reference.parent, parent, "uuid")
                for child, parent in reference.columns
                if child in made and child != self.tenant
            }
        return made


def value_of(tenant: UUID, table: str, column: str, kind: str) -> str:
    """Return a value of a column: by its name, by its type, or 32 hexadecimal digits."""
    made = uuid5(tenant, f"{table}.{column}")
    return SAMPLES.get(column) or BY_TYPE.get(kind) or (str(made) if kind == "uuid" else made.hex)


def tables_of(connection: Connection) -> list[Table]:
    """Return all tables of the schema."""
    names: dict[int, str] = dict(connection.execute(TABLES).all())
    columns: dict[int, list[tuple[str, str, bool, bool]]] = {oid: [] for oid in names}
    for oid, column, kind, needed, in_key in connection.execute(COLUMNS):
        if oid in names:
            columns[oid].append((column, kind, needed, in_key))
    tables = {oid: _table(name, columns[oid]) for oid, name in names.items()}
    for child, parent, pairs in connection.execute(REFERENCES):
        if child in tables:
            split = tuple((pair.split("=")[0], pair.split("=")[1]) for pair in pairs)
            tables[child].references.append(Reference(parent=names[parent], columns=split))
    _add_rights(connection, tables)
    return list(tables.values())


def _add_rights(connection: Connection, tables: Mapping[int, Table]) -> None:
    for oid, role, right in connection.execute(RIGHTS):
        if oid in tables:
            tables[oid].rights.add((role, right))
    for oid, role, column in connection.execute(UPDATABLE):
        if oid in tables:
            tables[oid].updatable.add((role, column))
    for oid, role in connection.execute(EXEMPT):
        if oid in tables:
            tables[oid].exempt.add(role)


def _table(name: str, columns: Iterable[tuple[str, str, bool, bool]]) -> Table:
    known = list(columns)
    named = {column for column, *_ in known}
    return Table(
        name=name,
        tenant="id" if name == "tenants" else "tenant_id" if "tenant_id" in named else None,
        key=tuple(column for column, _, _, in_key in known if in_key),
        needed={column: kind for column, kind, needed, in_key in known if needed or in_key or column == "row"},
    )


def insert_of(table: Table, row: Mapping[str, str]) -> str:
    """Return the statement that inserts *row*, without an end."""
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f"'{value}'" for value in row.values())
    return f"INSERT INTO asiento.{table.name} ({names}) VALUES ({values})"
