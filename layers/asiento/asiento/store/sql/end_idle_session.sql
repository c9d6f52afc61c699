-- Lets Postgres end this session when it is idle for longer than any function may run.
-- No parameters.

SELECT set_config('idle_session_timeout', '15min', false);
