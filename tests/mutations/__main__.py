"""`make mutations`: right e-invoices and rows, one thing changed, and how many are booked otherwise without a word."""

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from itertools import chain
from pathlib import Path
from random import Random

import pypdfium2
from lxml import etree

from asiento.preprocess.einvoices import embedded_invoice
from mutations.changes import CHANGES
from mutations.mutants import Mutant, judged, table
from mutations.outcomes import Base, base_of
from mutations.places import Kind, places, where
from mutations.rows import mutants_of_rows

MOST = 3
"""Mutants of one change at one place of a file."""

ROWS = 20
"""Rows of each layout."""


def main() -> int:
    """Print the mutants by kind and by format, and on demand the silent ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of e-invoices")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--told", action="store_true", help="name those that are booked without a word")
    given = parser.parse_args()
    if missing := [str(folder) for folder in given.folders if not folder.is_dir()]:
        parser.error(f"there is no {', '.join(missing)}. Name folders of your own: make mutations EINVOICES=folder")
    paths = sorted(path for folder in given.folders for path in folder.iterdir() if path.suffix in (".xml", ".pdf"))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(chain.from_iterable(pool.map(mutants_of, paths, [given.seed] * len(paths))))
    rows = mutants_of_rows(given.seed, ROWS)
    print(f"{len(found):,} mutants of {len({one.file for one in found})} files that pass clean\n")
    print(f"{table(found, 'kind')}\n\n{table(found, 'format')}\n")
    print(f"{len(rows):,} mutants of {len({one.file for one in rows})} rows that pass clean\n")
    print(f"{table(rows, 'kind')}\n\n{table(rows, 'format')}\n")
    if given.told:
        for (kind, change, place), count in Counter(
            (one.kind, one.change, one.where) for one in [*found, *rows] if one.state in ("silent", "warned")
        ).most_common():
            print(f"{count:>4} {kind}: {change} at {place}")
    return 0


def mutants_of(path: Path, seed: str) -> list[Mutant]:
    """Return the mutants of the file at *path*; none if it does not pass clean."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(data) as pdf:
            data = embedded_invoice(pdf) or b""
    base = base_of(path.name, data)
    return list(_mutants(base, Random(f"{seed}:{path.name}"))) if base else []


def _mutants(base: Base, random: Random) -> Iterator[Mutant]:
    clean = base.outcome_of(base.root)
    places_of: dict[tuple[Kind, str], list[int]] = {}
    for at, (kind, element) in enumerate(places(base.root)):
        places_of.setdefault((kind, where(element)), []).append(at)
    for (kind, place), indexes in places_of.items():
        for name, change in CHANGES[kind].items():
            for at in random.sample(indexes, min(MOST, len(indexes))):
                root = deepcopy(base.root)
                _, element = list(places(root))[at]
                change(element)
                if etree.tostring(root) != etree.tostring(base.root):
                    state, total = judged(clean, base.outcome_of(root))
                    yield Mutant(base.name, base.format, kind, name, place, state, total)


if __name__ == "__main__":
    raise SystemExit(main())
