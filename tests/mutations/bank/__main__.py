"""`make bank-mutations`: right bank files with one thing changed, and how many are booked otherwise without a word."""

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from random import Random

from asiento.reading.bank_files import BankFormat, bank_format
from builders import DictFiles, make_file_item
from mutations.bank.changes import Changed, Kind, changes
from mutations.bank.proofs import states_proof
from mutations.mutants import Mutant, judged, table
from mutations.outcomes import Outcome, outcome_of

MOST = 5
"""Mutants of one change of a file."""

SENT_ON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BankMutant(Mutant):
    """A mutant of a bank file: *proof* is whether the file states sums, counts or balances that its rows must make."""

    proof: str = "no proof"


def main() -> int:
    """Print the mutants by kind and by format: of files that state a proof, and apart from them of the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of bank files")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--told", action="store_true", help="name those that are booked without a word")
    given = parser.parse_args()
    paths = sorted(path for folder in given.folders for path in folder.rglob("*") if path.is_file())
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(chain.from_iterable(pool.map(mutants_of, paths, [given.seed] * len(paths))))
    for proof in ("proof", "no proof"):
        some = [one for one in found if one.proof == proof]
        print(f"{len({one.file for one in some})} files that pass clean with {proof}, {len(some):,} mutants\n")
        print(table(some, "kind"), table(some, "format"), sep="\n\n", end="\n\n")
    for one in found if given.told else []:
        if one.state in ("silent", "warned"):
            print(f"{one.proof}: {one.format} {one.kind}: {one.change} at {one.where} of {one.file}")
    return 0


def mutants_of(path: Path, seed: str) -> list[BankMutant]:
    """Return the mutants of the bank file at *path*; none if it is none, or does not pass clean."""
    data = path.read_bytes()
    form = bank_format(data)
    if form is None:
        return []
    text = data.decode("latin-1").replace("\r\n", "\n")
    clean = _outcome(text)
    return list(_mutants(path.name, form, text, clean, Random(f"{seed}:{path.name}"))) if clean.booked else []


def _mutants(name: str, form: BankFormat, text: str, clean: Outcome, random: Random) -> Iterator[BankMutant]:
    groups: dict[tuple[Kind, str], list[Changed]] = {}
    for one in changes(text, form):
        if one.text != text:
            groups.setdefault((one.kind, one.name), []).append(one)
    proof = "proof" if states_proof(text, form) else "no proof"
    for (kind, change), found in groups.items():
        for one in random.sample(found, min(MOST, len(found))):
            state, total = judged(clean, _outcome(one.text))
            yield BankMutant(name, form.name, kind, change, f"row {one.row + 1}", state, total, proof)


def _outcome(text: str) -> Outcome:
    files = DictFiles()
    return outcome_of(make_file_item(text.encode("latin-1"), files, "statement.txt", received_at=SENT_ON), files)


if __name__ == "__main__":
    raise SystemExit(main())
