"""Run as a process of its own: one file through preprocess to validate, as the runner would, and what came of it.

Only `DocumentError` and `TransientError` are caught. Any other error ends the process; the parent has its traceback.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from uuid import uuid4

from asiento.codec import prepare, to_json
from asiento.errors import AsientoError, DocumentError, TransientError
from asiento.evaluate.fields import given_fields, given_lines
from asiento.evaluate.home import home_currency
from asiento.evaluate.outcome import End, Reading
from asiento.item_files import folder
from asiento.model import Child, Item, Limits, Severity, Tools
from asiento.ocr.engines import load
from asiento.pipeline import FIRST, LAST, PIPELINE, STAGES, Stage, next_stage
from asiento.reading import Reading as Pages
from asiento.reading import Table
from asiento.tenant import Tenant

OCR = STAGES["ocr"]

HOME = "ES"
"""The country of the tenant when the manifest names none for the file."""


class MemoryFiles:
    """The `Files` of one run, in memory."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def read(self, key: str) -> bytes:
        """Return the bytes; raise `DocumentError("file_missing")` if there is no such key."""
        if key not in self.contents:
            raise DocumentError("file_missing.not_uploaded")
        return self.contents[key]

    def write(self, key: str, data: bytes) -> None:
        """Store *data* under *key*."""
        self.contents[key] = data

    def quarantine(self, key: str) -> None:
        """Forget the file."""
        self.contents.pop(key, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Where an item without children ended: the stage, and the error that ended it, if one did."""

    item: Item
    stage: str
    error: AsientoError | None = None


class Clock:
    """CPU seconds, user and system, of this process and the programs that it ran and that ended, since it was made."""

    def __init__(self) -> None:
        self.start = _cpu()

    def seconds(self) -> float:
        """Return them, less what was left out."""
        return _cpu() - self.start

    def leave_out(self, work: Callable[[], None]) -> None:
        """Do *work* and do not count it: a warm Lambda function has loaded its engines long before a file comes."""
        before = _cpu()
        work()
        self.start += _cpu() - before


def read_file(data: bytes, name: str, country: str | None, stages: Sequence[Stage]) -> Reading:
    """Return what *stages* make of a file that a tenant of *country* sent."""
    clock = Clock()
    tools = Tools(
        files=MemoryFiles(), limits=Limits(), scan=lambda _key, _data: None, tesseract=which("tesseract") or "tesseract"
    )
    item = _item(name, country or HOME)
    key = f"{folder(item)}/{name}"
    tools.files.write(key, data)
    leaves = list(_leaves(replace(item, file_key=key), tools, stages, clock))
    return replace(_reading(leaves), cpu=round(clock.seconds(), 3))


def _item(name: str, country: str) -> Item:
    tenant = Tenant(id=uuid4(), name="Evaluation", country=country, currency=home_currency(country))
    return Item(id=uuid4(), tenant=tenant, batch_id=uuid4(), name=name, received_at=datetime.now(UTC))


def _leaves(item: Item, tools: Tools, stages: Sequence[Stage], clock: Clock) -> Iterator[Leaf]:
    """Yield the ends of *item*, or those of its children and their children, by position."""
    waiting = [item]
    while waiting:
        leaf = _travel(waiting.pop(), tools, stages, clock)
        waiting += [_child_item(child, leaf.item) for child in reversed(leaf.item.children)]
        if not leaf.item.children:
            yield leaf


def _travel(item: Item, tools: Tools, stages: Sequence[Stage], clock: Clock) -> Leaf:
    """Send *item* through the stages that it needs; a finding that holds an item for a person does not end it here."""
    functions = {stage.name: stage for stage in stages}
    stage: Stage | None = FIRST
    last = FIRST
    while stage not in (None, LAST) and not item.children and not _errors(item):
        last = STAGES[stage.name]
        if functions[last.name].function == OCR.function:
            clock.leave_out(lambda: load(tools))
        try:
            item = functions[stage.name].load()(item, tools)
        except (DocumentError, TransientError) as error:
            return Leaf(item=item, stage=last.name, error=error)
        stage = next_stage(last, item)
    return Leaf(item=item, stage=last.name)


def _child_item(child: Child, parent: Item) -> Item:
    """Return *child* as the item that the runner's save would insert."""
    return Item(
        id=uuid4(),
        tenant=parent.tenant,
        batch_id=parent.batch_id,
        name=child.name,
        received_at=parent.received_at,
        row=child.row,
        file_key=child.file_key,
        content_key=child.content_key,
    )


def _errors(item: Item) -> list[str]:
    return [finding.code for finding in item.findings if finding.severity is Severity.ERROR]


def _reading(leaves: Sequence[Leaf]) -> Reading:
    """Return what the first leaf says, with the transactions and the errors of all."""
    first = leaves[0]
    failed = next((leaf for leaf in leaves if leaf.error), first)
    ends = {DocumentError: End.DOCUMENT_ERROR, TransientError: End.TRANSIENT_ERROR}
    classified = first.item.classification
    document = first.item.document
    codes = [leaf.error.code for leaf in leaves if leaf.error] + [
        code for leaf in leaves for code in _errors(leaf.item)
    ]
    return Reading(
        end=ends[type(failed.error)] if failed.error else End.READ,
        stage=failed.stage,
        items=len(leaves),
        message=failed.error.message if failed.error else None,
        doc_type=document.doc_type if document else classified.doc_type if classified else None,
        score=classified.score if classified else None,
        fields=given_fields([leaf.item.document for leaf in leaves]),
        codes=tuple(dict.fromkeys(codes)),
        held=tuple(dict.fromkeys(_held(leaves))),
        lines=given_lines(document),
    )


def _held(leaves: Sequence[Leaf]) -> Iterator[str]:
    for leaf in leaves:
        yield from (finding.code for finding in leaf.item.findings if finding.severity is Severity.REVIEW)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def replaced(functions: Mapping[str, str]) -> tuple[Stage, ...]:
    """Return the stages up to validate, imported; *functions* names others (`module:function`) by stage."""
    stages = tuple(replace(stage, function=functions.get(stage.name, stage.function)) for stage in PIPELINE[:-1])
    for stage in stages:
        stage.load()
    return stages


def main() -> None:
    """Read the job from the file of the first argument and write the reading to that of the second."""
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    stages = replaced(job["functions"])
    prepare(Pages, Table)
    reading = read_file(Path(job["file"]).read_bytes(), Path(job["file"]).name, job["country"], stages)
    Path(sys.argv[2]).write_bytes(to_json(reading))


if __name__ == "__main__":
    main()
