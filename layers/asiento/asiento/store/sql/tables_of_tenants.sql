-- Returns the tables with rows of tenants, as the catalogue of Postgres has them.
-- Names come quoted by Postgres itself. A table that refers to itself is emptied from its leaves.
-- No parameters.

SELECT format('asiento.%I', c.relname) AS table, c.relname::text AS name, a.attname::text AS tenant,
       (SELECT string_agg(format('t.%I', k.attname), ', ' ORDER BY array_position(i.indkey::int2[], k.attnum))
        FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
       ARRAY(SELECT p.relname::text FROM pg_constraint r JOIN pg_class p ON p.oid = r.confrelid
             WHERE r.contype = 'f' AND r.conrelid = c.oid AND p.oid <> c.oid) AS parents,
       (SELECT string_agg(leaf.text, '') FROM (
            SELECT format(' AND NOT EXISTS (SELECT FROM asiento.%I child WHERE %s)', c.relname,
                          string_agg(format('child.%I = t.%I', child.attname, parent.attname), ' AND ')) AS text
            FROM pg_constraint r, unnest(r.conkey, r.confkey) AS k (child, parent),
                 pg_attribute child, pg_attribute parent
            WHERE r.contype = 'f' AND r.conrelid = c.oid AND r.confrelid = c.oid
              AND child.attrelid = c.oid AND child.attnum = k.child
              AND parent.attrelid = c.oid AND parent.attnum = k.parent
            GROUP BY r.oid) leaf) AS leaves
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
     AND a.attname = CASE WHEN c.relname = 'tenants' THEN 'id' ELSE 'tenant_id' END
WHERE n.nspname = 'asiento' AND c.relkind = 'r'
ORDER BY c.relname;
