-- Takes one of a tenant's slots for requests of a kind; no row if all are taken.
-- One statement: the row's lock makes requests of a tenant follow each other, wherever they run, and each looks at
-- the clock once it has the row. What is older than the window goes with each new one.
-- Parameters: tenant_id uuid, kind text; most integer: slots; seconds double precision: the window.

INSERT INTO request_windows AS w (tenant_id, kind, times) VALUES (:tenant_id, :kind, ARRAY[clock_timestamp()])
ON CONFLICT (tenant_id, kind) DO UPDATE
    SET times = ARRAY(
        SELECT t.at FROM unnest(w.times) AS t (at)
        WHERE t.at > clock_timestamp() - make_interval(secs => :seconds) ORDER BY t.at) || clock_timestamp()
WHERE (
    SELECT count(*) FROM unnest(w.times) AS t (at) WHERE t.at > clock_timestamp() - make_interval(secs => :seconds)
) < :most
RETURNING times[cardinality(times)];
