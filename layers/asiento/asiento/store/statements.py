"""Loads SQL by its name: each statement is a file of `sql/`, whole, so that psql can run and EXPLAIN it."""

from functools import cache
from importlib.resources import files

from sqlalchemy import TextClause, text

COMMENT = "--"


@cache
def statement(name: str) -> TextClause:
    """Return the statement of `sql/<name>.sql`, whose `:name` are bind parameters. Raises `FileNotFoundError`.

    Its comments stay behind: SQLAlchemy would bind what looks like a parameter in them.
    """
    lines = files(__package__).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return text("\n".join(line for line in lines if line and not line.lstrip().startswith(COMMENT)))
