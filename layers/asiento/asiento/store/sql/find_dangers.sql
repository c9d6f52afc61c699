-- Returns why the role of this session, or one that it could take on, could step around row-level security.
-- Looked at are all roles that this session is, or may become by SET ROLE; a superuser is listed as a member of those
-- granted only.
-- No parameters.

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
SELECT danger FROM dangers GROUP BY danger ORDER BY min(place), danger;
