"""`make mutations`: right e-invoices with one thing changed, and how many are booked otherwise without a word."""

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

import pypdfium2
from lxml import etree

from asiento.preprocess.einvoices import embedded_invoice
from mutations.changes import CHANGES
from mutations.outcomes import Base, Outcome, base_of
from mutations.places import Kind, places, where

MOST = 3
"""Mutants of one change at one place of a file."""

STATES = ("same", "held", "warned", "silent")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one file: *state* is one of `STATES`, *total* whether the total that is booked is another one."""

    file: str
    format: str
    kind: Kind
    change: str
    where: str
    state: str
    total: bool = False


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
    print(f"{len({one.file for one in found})} files that pass clean, {len(found):,} mutants\n")
    for name in ("kind", "format"):
        print(table(found, name), end="\n\n")
    if given.told:
        for (kind, change, place), count in Counter(
            (one.kind, one.change, one.where) for one in found if one.state in ("silent", "warned")
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
                    state, total = _judged(clean, base.outcome_of(root))
                    yield Mutant(base.name, base.format, kind, name, place, state, total)


def _judged(clean: Outcome, found: Outcome) -> tuple[str, bool]:
    """Return what became of a mutant, and whether another total was booked."""
    if not found.booked:
        return "held", False
    if found.booked == clean.booked:
        return "same", False
    totals = [[values.get("total") for _, values in one.booked] for one in (clean, found)]
    return "warned" if found.said - clean.said else "silent", totals[0] != totals[1]


def table(mutants: Iterable[Mutant], name: str) -> str:
    """Return the states of *mutants* counted by what *name* says of them. *missed* were booked, warned of or not."""
    counts: dict[str, Counter[str]] = {}
    for one in mutants:
        for group in (str(getattr(one, name)), "all"):
            counts.setdefault(group, Counter())[one.state] += 1
            counts[group]["total"] += one.total
    titles = (name, "mutants", "change the posting", "held or failed", "warned", "silent", "missed", "total wrong")
    lines = [f"| {' | '.join(titles)} |", f"{'|---' * len(titles)}|"]
    for group, count in sorted(counts.items(), key=lambda pair: (pair[0] == "all", -pair[1]["held"])):
        changed = sum(count[state] for state in STATES[1:])
        missed = count["warned"] + count["silent"]
        share = f"{missed / changed:.0%}" if changed else "-"
        lines.append(
            f"| {group} | {changed + count['same']:,} | {changed:,} | {count['held']:,} | {count['warned']:,} "
            f"| {count['silent']:,} | {share} | {count['total']:,} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
