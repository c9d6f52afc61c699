"""`make papers`: draw N papers of a seed into a folder, with a manifest that `asiento evaluate` takes."""

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from asiento.evaluate.manifest import FIELDS
from made_documents.printed.many import SPLIT_AT, make_one
from made_documents.printed.stripped import papers_of
from made_documents.printed.truth import Paper

COLUMNS = (
    "path", "family", "doc_type", "format", "lang", "country", *FIELDS, "expect", "difficulty", "truth_source",
        "licence",
    "source", "notes", "group", "truth",
)  # fmt: skip
"""Of the manifest. *group* is the program that printed a paper, *truth* a JSON file with its lines and places."""


def main() -> int:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m made_documents.printed", description=__doc__)
    parser.add_argument("--papers", type=int, default=300)
    parser.add_argument(
        "--seed", type=int, default=SPLIT_AT, help=f"below {SPLIT_AT} to train on, from it on to test on"
    )
    parser.add_argument("--out", type=Path, required=True, help="a folder; made if it is missing")
    parser.add_argument("--scans", type=int, default=10, help="how many of 100 are scanned or photographed")
    parser.add_argument("--kind", choices=("invoice", "receipt", "statement"), help="these only")
    parser.add_argument("--from", dest="folder", type=Path, help="strip e-invoices of this folder of their XML instead")
    given = parser.parse_args()
    if given.folder:
        rows = [_write(paper, given.out, f"{paper.family}/{name}") for name, paper in papers_of(given.folder)]
        _write_manifest(given.out, rows)
        sys.stdout.write(f"Stripped {len(rows)} e-invoices.\n")
        return 0
    write_papers(given.out, seed=given.seed, papers=given.papers, scans=given.scans, kind=given.kind)
    sys.stdout.write(f"Drew {given.papers} papers and {given.out / 'manifest.csv'}.\n")
    return 0


def write_papers(out: Path, *, seed: int, papers: int, scans: int = 0, kind: str | None = None) -> None:
    """Draw so many *papers* of *seed* into the folder *out*, with their manifest; *scans* of 100 are scanned."""
    rows = []
    for number in range(papers):
        paper = make_one(seed, number, scans=scans, kind=kind)
        rows.append(_write(paper, out, f"{paper.family}/{seed}-{number:05}"))
    _write_manifest(out, rows)


def _write_manifest(out: Path, rows: Sequence[Mapping[str, str]]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with (out / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.DictWriter(file, COLUMNS, restval="")
        manifest.writeheader()
        manifest.writerows(rows)


def _write(paper: Paper, out: Path, name: str) -> dict[str, str]:
    """Write *paper* and its truth, and return its row of the manifest."""
    file = out / f"{name}.{paper.end}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(paper.data)
    places = {field: [{"page": page, "box": box} for page, box in found] for field, found in paper.places.items()}
    truth = json.dumps({"lines": list(paper.lines) or None, "places": places}, ensure_ascii=False)
    (out / f"{name}.json").write_text(truth + "\n", encoding="utf-8")
    return {
        "path": f"{name}.{paper.end}",
        "family": paper.family,
        "doc_type": paper.doc_type,
        "format": paper.end,
        "lang": paper.language,
        "country": paper.country,
        **paper.fields,
        "expect": "ok",
        "truth_source": "drawn",
        "source": "tests/made_documents/printed",
        "group": paper.group,
        "truth": f"{name}.json",
    }


if __name__ == "__main__":
    sys.exit(main())
