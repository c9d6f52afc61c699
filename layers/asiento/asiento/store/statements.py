"""Loads SQL by its name: each statement is a file of `sql/`, whole, so that psql can run and EXPLAIN it."""

import re
from functools import cache
from importlib.resources import files

from sqlalchemy import TextClause, text

COMMENT = "--"


@cache
def statement_with(name: str, **parts: str) -> TextClause:
    """Return the statement of `sql/<name>.sql` with SQL of our own in place of the `:word` of each of *parts*.

    For what no bind parameter can be, such as an order. Nothing of a user's may stand there.
    """
    written = re.sub(rf":({'|'.join(parts)})\b", lambda found: parts[found[1]], statement(name).text)
    return text(written)


@cache
def statement(name: str) -> TextClause:
    """Return the statement of `sql/<name>.sql`, whose `:name` are bind parameters. Raises `FileNotFoundError`.

    Its comments stay behind: SQLAlchemy would bind what looks like a parameter in them.
    """
    lines = files(__package__).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return text("\n".join(line for line in lines if line and not line.lstrip().startswith(COMMENT)))
