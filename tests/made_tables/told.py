"""A case told to a person: the file as text, the truth, and what became of each row."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from made_tables.case import Case
from made_tables.check import Verdict
from made_tables.files import file_of, rows_of
from made_tables.grid import lines_of
from made_tables.shrink import SIMPLE
from made_tables.style import Style
from made_tables.truth import Kind

TEXTS = ("csv", "jsonl")


def told(case: Case, found: Sequence[Verdict]) -> str:
    """Return what a person needs to see why *found* are wrong."""
    truth = case.truth
    style = " ".join(f"{name}={value!r}" for name, value in unusual(case.style).items())
    head = f"{truth.kind}, tenant of {truth.country} ({truth.currency}), {style}"
    rows = (
        f"{row.mark}: {row.day} {row.amount} {row.currency}"
        + (f" (net {row.net}, tax {row.tax})" if truth.kind is not Kind.BANK else "")
        + (f" [{row.flaw}]" if row.flaw else "")
        for row in truth.rows
    )
    ends = (f"{one.mark or '-'}: {one.state} {one.kind} {one.said}".rstrip() for one in found)
    return "\n".join([head, "file:", *_lines(case), "truth:", *rows, "became:", *ends])


def unusual(style: Style) -> dict[str, object]:
    """Return the fields of *style* that are not the simplest."""
    names = (one.name for one in fields(Style))
    return {name: getattr(style, name) for name in names if getattr(style, name) != getattr(SIMPLE, name)}


def _lines(case: Case) -> Iterator[str]:
    if case.style.format in TEXTS:
        encoding = case.style.encoding if case.style.format == "csv" else "utf-8"
        yield from file_of(case.truth, case.style).decode(encoding, "replace").splitlines()
    elif case.style.format == "rows":
        yield from map(str, rows_of(case.truth, case.style))
    else:
        for line in lines_of(case.truth, case.style):
            yield " | ".join(_typed(cell.value) for cell in line)


def _typed(value: object) -> str:
    """Return a cell as it is; what is not text says its type."""
    return "" if value is None else value if isinstance(value, str) else f"{type(value).__name__}:{value}"
