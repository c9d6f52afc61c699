"""Runs in a process of its own: a workbook on standard input, its sheets as JSON on standard output.

A workbook of five kilobytes can make its reader ask for 500 GB, and the reader then aborts the whole process. Here it
aborts only this one, under a limit of memory. Imports nothing of Asiento but a module without imports, so that it
starts in milliseconds.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import IO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from asiento.table_bounds import MAX_CELLS, MAX_ROWS, SIGNIFICANT, Exit

MEMORY = 640 * 2**20
"""Bytes of address space; the function itself has 1,024 MB."""

type Cell = str | float | bool | date | datetime | time | timedelta


def is_number(cell: Cell) -> bool:
    """Return whether *cell* holds a number, which no dialect has to read."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text_of(cell: Cell) -> str:
    """Return *cell* as text: dates in ISO form, numbers plain with a decimal point, integers without `.0`."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return format(Decimal(f"{cell:.{SIGNIFICANT}g}"), "f")
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def rows_of(sheet: CalamineSheet) -> Iterator[tuple[list[str], list[int]]]:
    """Yield the rows of *sheet* from its top, each from the first column that is used, cut after its last filled cell.

    With each row come the places of its cells that are numbers.
    """
    cells = 0
    for count, row in enumerate(sheet.iter_rows(), start=1):
        texts = [text_of(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        cells += len(texts)
        if cells > MAX_CELLS or count > MAX_ROWS:
            sys.exit(Exit.TOO_LARGE)
        yield texts, [at for at, cell in enumerate(row) if is_number(cell)]


def sheets_of(workbook: CalamineWorkbook) -> Iterator[dict[str, object]]:
    """Yield name, first row, first used column (from 0), rows and places of numbers of each sheet of cells.

    Of one that is hidden nothing but its name is read.
    """
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            yield {"name": about.name, "first_row": 0, "first_column": 0, "rows": [], "hidden": True}
        else:
            sheet = workbook.get_sheet_by_index(index)
            rows = list(rows_of(sheet))
            yield {
                "name": about.name,
                "first_row": 0,
                "first_column": (sheet.start or (0, 0))[1],
                "rows": [texts for texts, _ in rows],
                "numbers": [places for _, places in rows],
            }


def main() -> None:
    """Read one workbook under a limit of memory. Exits as `answer`."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most), most))
    answer(sys.stdin.buffer, sys.stdout)


def answer(given: IO[bytes], output: IO[str]) -> None:
    """Read the workbook *given* and write its sheets.

    Exits as `Exit` says; aborts when the memory is not enough.
    """
    try:
        with CalamineWorkbook.from_object(BytesIO(given.read())) as workbook:
            output.write(json.dumps(list(sheets_of(workbook))))
    except PasswordError:
        sys.exit(Exit.PASSWORD)
    except MemoryError:
        sys.exit(Exit.TOO_LARGE)
    except (CalamineError, OSError, ValueError):
        sys.exit(Exit.DAMAGED)


if __name__ == "__main__":
    main()
