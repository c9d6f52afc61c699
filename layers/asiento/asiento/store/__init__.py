"""Postgres: what the functions ask of it and write there. Each statement is a file of `sql/`, loaded by its name.

SQL is elsewhere only where no file can say it: in migrations, in `schema/` (roles cannot be bound) and in `erase/` (the
tables are those of the catalogue).
"""
