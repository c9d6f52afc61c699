-- Returns the role that logged in.
-- No parameters.

SELECT session_user;
