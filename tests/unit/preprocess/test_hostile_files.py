"""Files made to hurt: each ends with a code or is read safely, in a child process with little memory and time."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from asiento.errors import DocumentError
from asiento.files.names import MAX_LENGTH
from asiento.model import Item
from asiento.pipeline import STAGES
from asiento.sandbox.process import ProcessSandbox
from builders import DictFiles, make_file_item, make_tools
from hostile_files import FORMULAS, HOSTILE

STAGE = replace(STAGES["preprocess"], memory=580, soft_limit=15)
"""With 260 MB and 10 CPU seconds: a quarter of what the deployed stage has."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ProcessSandbox]:
    """One server for all."""
    sandbox = ProcessSandbox()
    yield sandbox
    sandbox.stop()


def become(sandbox: ProcessSandbox, name: str, files: DictFiles) -> Item:
    """Return what preprocess makes of the hostile file."""
    make, _ = HOSTILE[name]
    return sandbox.run(STAGE, make_file_item(make(), files, "upload"), make_tools(files))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_with_a_code_or_is_read(sandbox: ProcessSandbox, name: str) -> None:
    """Never a bug, never a transient error that would be tried again, never longer than the limits."""
    _, expected = HOSTILE[name]
    try:
        outcome = str(become(sandbox, name, DictFiles()).kind)
    except DocumentError as error:
        outcome = error.code

    assert outcome == expected


@pytest.mark.parametrize("name", ["zip/paths", "eml/path", "eml/long header"])
def test_no_name_in_a_file_leads_out_of_the_items_folder(sandbox: ProcessSandbox, name: str) -> None:
    """Whatever a container calls its files, they are stored by number and a harmless last part."""
    files = DictFiles()
    done = become(sandbox, name, files)
    place = f"{done.tenant.id}/{done.batch_id}/{done.id}/parts/"

    keys = [child.file_key or "" for child in done.children]
    assert keys
    assert [key for key in keys if not is_harmless(key.removeprefix(place))] == []


def is_harmless(key: str) -> bool:
    """Return whether *key* is a number and a last part that leads nowhere."""
    number, _, last = key.partition("/")
    leads = set(last) & set("/\\\x00") or last in ("", ".", "..")
    return number.isdecimal() and not leads and len(last) <= MAX_LENGTH


def test_formulas_stay_text(sandbox: ProcessSandbox) -> None:
    """A cell that a spreadsheet program would run is a supplier's odd name to us, character by character."""
    done = become(sandbox, "csv/formulas", DictFiles())

    assert [(child.row or {}).get("Proveedor") for child in done.children] == list(FORMULAS)
