"""Which database roles the application refuses to run as: those that could step around row-level security."""

from sqlalchemy import Connection, text

# All roles that this session is, or may become by SET ROLE; a superuser is listed as a member of those granted only.
DANGERS = text("""
    WITH RECURSIVE mine AS (
        SELECT oid FROM pg_roles WHERE rolname IN (current_user, session_user)
        UNION
        SELECT m.roleid FROM pg_auth_members m JOIN mine ON m.member = mine.oid
    ), tenant_tables AS (
        SELECT c.oid, c.relowner, c.relacl FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'asiento' AND c.relkind IN ('r', 'p')
    ), dangers AS (
        SELECT 1 AS place, 'superuser' AS danger WHERE EXISTS (
            SELECT FROM pg_roles r JOIN mine USING (oid) WHERE r.rolsuper)
        UNION ALL SELECT 2, 'BYPASSRLS' WHERE EXISTS (
            SELECT FROM pg_roles r JOIN mine USING (oid) WHERE r.rolbypassrls)
        UNION ALL SELECT 3, 'CREATEROLE' WHERE EXISTS (
            SELECT FROM pg_roles r JOIN mine USING (oid) WHERE r.rolcreaterole)
        UNION ALL SELECT 4, 'REPLICATION' WHERE EXISTS (
            SELECT FROM pg_roles r JOIN mine USING (oid) WHERE r.rolreplication)
        UNION ALL SELECT 5, 'schema owner' WHERE EXISTS (
            SELECT FROM pg_namespace n JOIN mine ON mine.oid = n.nspowner WHERE n.nspname = 'asiento')
        UNION ALL SELECT 6, 'table owner' WHERE EXISTS (
            SELECT FROM tenant_tables t JOIN mine ON mine.oid = t.relowner)
        UNION ALL SELECT 7, 'function owner' WHERE EXISTS (
            SELECT FROM pg_proc p JOIN mine ON mine.oid = p.proowner JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'asiento')
        UNION ALL SELECT 8, 'named in a policy' WHERE EXISTS (
            SELECT FROM pg_policy p JOIN tenant_tables t ON t.oid = p.polrelid JOIN mine ON mine.oid = ANY (p.polroles))
        UNION ALL SELECT 9, 'allowed to ' || lower(a.privilege_type)
            FROM tenant_tables t, aclexplode(t.relacl) a
            WHERE a.grantee IN (SELECT 0::oid UNION ALL SELECT oid FROM mine)
              AND a.grantee <> t.relowner AND a.privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')
        UNION ALL SELECT 10, 'member of ' || r.rolname FROM pg_roles r JOIN mine USING (oid)
            WHERE r.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files',
                                'pg_write_server_files', 'pg_execute_server_program')
    )
    SELECT danger FROM dangers GROUP BY danger ORDER BY min(place), danger
""")


def dangers_of(connection: Connection) -> list[str]:
    """Return why the role of *connection*, or one that it could take on, is too mighty; nothing if it is not.

    Superusers, BYPASSRLS and owners are not held to policies, or could lift them. CREATEROLE could make itself a
    member of another role, REPLICATION and the server's files show every row, TRUNCATE knows no policies, a trigger
    sees rows of whoever writes next, and a policy that names a role is an exception made for it. `pg_read_all_data`
    and `pg_write_all_data` are held to policies, but hold rights that no function needs.
    Source: PostgreSQL manual, 5.9 (row security) and 21.5 (predefined roles).
    """
    return list(connection.execute(DANGERS).scalars())
