-- Lets the transaction be idle while S3 is asked, for longer than Postgres would else leave it.
-- No parameters.

SELECT set_config('idle_in_transaction_session_timeout', '200s', true);
