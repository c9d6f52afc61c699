"""How the rows of a file of expenses or invoices end, in a few words."""

from collections.abc import Iterator, Mapping
from typing import Any

from made_tables.runs import sent


def lines(*rows: str) -> str:
    """Return the content of a file with these lines."""
    return "\n".join(rows) + "\n"


def ends(data: str | bytes, country: str = "ES", name: str = "f.csv", column: str = "") -> Iterator[str]:
    """Yield of each row the total that was posted with its currency and tax, or the code of why it was not.

    With a *column* it yields the value of that.
    """
    for ended in sent(data, country, name):
        if ended.state == "posted":
            yield from (values[column] if column else _posted(values) for _, values in ended.postings)
        else:
            yield ended.reason.partition(":")[0]


def _posted(values: Mapping[str, Any]) -> str:
    said = f"{values.get('total', values.get('amount'))} {values['currency']}"
    return said if values.get("tax_total") is None else f"{said} tax {values['tax_total']}"
