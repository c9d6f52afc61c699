"""A manifest: one file a row with what is true of it. Paths are relative to the manifest.

CSV in UTF-8, with or without a byte order mark, any line ends, columns in any order; columns that are not known here
are left alone, and of those that are all but `REQUIRED` may be missing.

Files of one `group` are alike: what is fitted to some of them has seen the others. Where a manifest has no such column
it is the repository in `source` (what stands before `@` or `:`). `truth` names a JSON file with `lines`, objects of
description, quantity and amount as text, and `places`, of each field the pages (from 1) and boxes where it stands.
"""

import csv
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asiento.codec import from_plain
from asiento.document import Box
from asiento.evaluate.outcome import LineOf

FIELDS = (
    "date",
    "total",
    "currency",
    "supplier",
    "supplier_tax_id",
    "invoice_number",
    "iban",
    "n_transactions",
    "sum_amounts",
)
"""The columns that hold the truth about a field; an empty cell says nothing of it."""

REQUIRED = ("path", "family", "doc_type")

OPTIONAL = ("country", "expect", "group", "source", "truth")

REJECT = "reject"
"""The document type of a file that must only do no harm: no crash, no hang, no flood of memory."""


class ManifestError(Exception):
    """The manifest cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page, from 1, and a box on it."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the file under `truth` says: *lines*, None if it does not say them, and the places of fields."""

    lines: tuple[LineOf, ...] | None = None
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One row: *name* is its path as written, *fields* the filled columns of `FIELDS`, *expect* how it should end.

    *manifest* is the folder of its manifest by name.
    """

    name: str
    file: Path
    family: str
    doc_type: str
    country: str | None
    expect: str
    fields: Mapping[str, str]
    group: str = ""
    manifest: str = ""
    details: Details = Details()

    @property
    def source(self) -> str:
        """Where it is from: what is fitted is judged on sources that it has not seen."""
        return self.group or self.family


def read_manifest(path: Path, families: Collection[str] = ()) -> list[Truth]:
    """Return the rows of the manifest at *path*, only those of *families* if any are named.

    Raises `ManifestError` if it cannot be read, lacks a column, or has no row of a family that is named.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ManifestError(f"{path} cannot be read as a CSV file in UTF-8: {error}. Check the path.") from error
    if not rows or any(column not in rows[0] for column in REQUIRED):
        raise ManifestError(f"{path} needs rows with the columns {', '.join(REQUIRED)}. Add what is missing.")
    truths = [_truth(row, path.parent) for row in rows if any(row.values())]
    vague = next((truth for truth in truths if not (truth.name and truth.family and truth.doc_type)), None)
    if vague:
        raise ManifestError(f"A row has no {' or no '.join(REQUIRED)} (path '{vague.name}'). Fill it or remove it.")
    return of_families(truths, families)


def of_families(truths: Sequence[Truth], families: Collection[str]) -> list[Truth]:
    """Return those of *truths* that are of *families*, all if none are named.

    Raises `ManifestError` if none is of one that is named.
    """
    unknown = sorted(set(families) - {truth.family for truth in truths})
    if unknown:
        known = ", ".join(sorted({truth.family for truth in truths}))
        raise ManifestError(f"No row is of the family {', '.join(unknown)}. Name one of: {known}.")
    return [truth for truth in truths if not families or truth.family in families]


def _truth(row: Mapping[str, str | None], folder: Path) -> Truth:
    cells = {column: (row.get(column) or "").strip() for column in (*REQUIRED, *FIELDS, *OPTIONAL)}
    return Truth(
        name=cells["path"],
        file=folder / cells["path"],
        family=cells["family"],
        doc_type=cells["doc_type"].lower(),
        country=cells["country"].upper() or None,
        expect=cells["expect"] or "ok",
        fields={field: cells[field] for field in FIELDS if cells[field]},
        group=cells["group"] or _REPOSITORY.split(cells["source"])[0].strip(),
        manifest=folder.name,
        details=_details(folder / cells["truth"]) if cells["truth"] else Details(),
    )


_REPOSITORY = re.compile("[@:]")


def _details(path: Path) -> Details:
    try:
        return from_plain(Details, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ManifestError(
            f"{path} cannot be read as lines and places in JSON: {error}. Mend or remove it."
        ) from error
