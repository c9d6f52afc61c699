-- Returns the seconds until a slot for a request is free, 0 if one is.
-- The request may come when so many of those in the window have left it that one slot is free.
-- Parameters: tenant_id uuid, kind text; most integer: slots; seconds double precision: the window.

SELECT coalesce((
    SELECT extract(epoch FROM t.at) + :seconds - extract(epoch FROM clock_timestamp())
    FROM request_windows w, unnest(w.times) AS t (at)
    WHERE w.tenant_id = :tenant_id AND w.kind = :kind
      AND t.at > clock_timestamp() - make_interval(secs => :seconds)
    ORDER BY t.at DESC OFFSET :most - 1 LIMIT 1
), 0);
