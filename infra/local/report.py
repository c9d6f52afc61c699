"""How an import looks on the terminal: the bar while it runs, the tables at its end."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from infra.local.imports import Ended, Result
from infra.local.truth import value_at

MOST_ROWS = 12
LINE_SECONDS = 5.0
WIDE = 150
"""Columns, where the output is no terminal and so has no width of its own."""

COLUMNS = {
    "expenses": ("issued_on", "supplier.name", "description", "category", "net", "tax_total", "total", "currency"),
    "invoices": ("issued_on", "number", "supplier.name", "net", "tax_total", "withheld_total", "total", "currency"),
    "bank_transactions": ("booked_on", "description", "amount", "balance", "currency", "iban"),
}
FIGURES = frozenset({"net", "tax_total", "withheld_total", "total", "amount", "balance"})


def console() -> Console:
    """Return the terminal."""
    terminal = Console(highlight=False)
    return terminal if terminal.is_terminal else Console(highlight=False, width=WIDE)


@contextmanager
def progress_bar(terminal: Console) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Show a bar, and give the function that moves it to a batch's status."""
    if not terminal.is_terminal:
        yield _lines(terminal)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=terminal) as bar:
        task = bar.add_task("uploading", total=None)

        def move(status: Mapping[str, Any]) -> None:
            bar.update(task, total=status["total"], completed=status["finished"], description=_words(status))

        yield move


def _lines(terminal: Console) -> Callable[[Mapping[str, Any]], None]:
    """Return the function that prints a line every few seconds, for logs, where a bar cannot move."""
    printed = [-LINE_SECONDS]

    def move(status: Mapping[str, Any]) -> None:
        ended = status["done"]
        if ended or time.monotonic() - printed[0] >= LINE_SECONDS:
            printed[0] = time.monotonic()
            terminal.print(f"asiento: {status['finished']} of {status['total']}: {_words(status)}", soft_wrap=True)

    return move


def _words(status: Mapping[str, Any]) -> str:
    """Return how the ended items ended, in the words of the last line."""
    return f"{status['published']} published, {status['failed']} failed, {_others(status)}"


def _others(status: Mapping[str, Any]) -> str:
    """Return how many wait, and how many were posted before."""
    duplicates = status["duplicate"]
    more = "" if not duplicates else ", 1 duplicate" if duplicates == 1 else f", {duplicates} duplicates"
    return _waiting(status["needs_review"]) + more


def _waiting(count: int) -> str:
    return "1 waits for a person" if count == 1 else f"{count} wait for a person"


def show(terminal: Console, result: Result) -> None:
    """Print what was published, and what was not and why."""
    for table, rows in result.ledger.items():
        if rows:
            terminal.print(_ledger(table, rows, result))
    stopped = [item for item in result.items if item.status != "published"]
    if stopped or result.not_uploaded:
        terminal.print(_stopped(stopped, result.not_uploaded))
    status = result.status
    terminal.print(
        f"{status['published']} of {status['total']} items published, {status['failed']} failed, "
        f"{_others(status)}, in {result.seconds:.1f} s."
    )


def _ledger(name: str, rows: Sequence[Mapping[str, Any]], result: Result) -> Table:
    title = f"{name}: {len(rows)}" + (f", the first {MOST_ROWS} of them" if len(rows) > MOST_ROWS else "")
    table = Table(title=title, title_justify="left", title_style="bold green")
    table.add_column("document")
    for column in COLUMNS[name]:
        table.add_column(column, justify="right" if column in FIGURES else "left")
    for row in _varied(rows, result)[:MOST_ROWS]:
        values = (value_at(row, column) for column in COLUMNS[name])
        cells = ["" if value is None else str(value) for value in values]
        table.add_row(*map(escape, [result.source_of(row["item_id"]), *cells]))
    return table


def _varied(rows: Sequence[Mapping[str, Any]], result: Result) -> list[Mapping[str, Any]]:
    """Return *rows*, the first of each document before the others: a spreadsheet would hide all that follows."""
    seen: Counter[str] = Counter()
    ranked = []
    for row in rows:
        source = result.source_of(row["item_id"])
        ranked.append((seen[source], row))
        seen[source] += 1
    return [row for _, row in sorted(ranked, key=itemgetter(0))]


def _stopped(items: Sequence[Ended], not_uploaded: Mapping[str, str]) -> Table:
    total = len(items) + len(not_uploaded)
    table = Table(title=f"not published: {total}", title_justify="left", title_style="bold red", show_lines=True)
    for column in ("document", "it", "code", "why, and what to do"):
        table.add_column(column)
    for name, reason in not_uploaded.items():
        table.add_row(*map(escape, [name, "was not uploaded", "", reason]))
    for item in items[:100]:
        document = item.source if item.source == item.name else f"{item.source}: {item.name}"
        table.add_row(*map(escape, [document, _how(item), item.code, item.message]))
    return table


def _how(item: Ended) -> str:
    return "waits for a person" if item.status == "needs_review" else "failed"
