-- Answers, if Postgres does.
-- No parameters.

SELECT 1;
