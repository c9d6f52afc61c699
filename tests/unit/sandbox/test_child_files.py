"""Which files a child may read, write and hide: those of its item, and none of another."""

import json
from dataclasses import replace

import pytest

from asiento.errors import DocumentError
from asiento.sandbox.messages import MOST_WRITES
from asiento.sandbox.process import ProcessSandbox
from builders import TENANT, DictFiles, make_file_item, make_item, make_tools
from reader_functions import STRANGER
from sandboxed import OTHERS_FILE, OWN, STAGE, code_of, run

FOREIGN = [
    OTHERS_FILE,
    f"{TENANT.id}/{STRANGER}/{STRANGER}/a.pdf",
    OWN.replace("c1", "c2") + "/a.pdf",
    f"{OWN}2/a.pdf",
    f"{OWN}/../{STRANGER}/a.pdf",
    f"{OWN}/content/../../{STRANGER}/content/a.pdf",
    "",
    "../a",
    OWN,
    f"{TENANT.id}",
]


@pytest.mark.parametrize("tool", ["read", "write", "scan", "quarantine"])
@pytest.mark.parametrize("key", FOREIGN, ids=range(len(FOREIGN)))
def test_a_child_names_only_keys_of_its_item(sandbox: ProcessSandbox, tool: str, key: str) -> None:
    """Whoever takes a child over gets no other file, of no tenant, and neither changes nor hides one."""
    files = DictFiles(dict.fromkeys(FOREIGN, b"another's"))

    with pytest.raises(DocumentError, match="unreadable_file"):
        run(sandbox, "asks_for", json.dumps([tool, key]), files)
    assert {files.contents[foreign] for foreign in FOREIGN} == {b"another's"}
    assert not files.quarantined


@pytest.mark.parametrize(
    ("tool", "key"),
    [
        ("read", f"{OWN}/a.pdf"),
        ("read", f"{OWN}/content/reading.json"),
        ("write", f"{OWN}/content/reading.json"),
        ("write", f"{OWN}/parts/3/signed/invoice.xml"),
        ("scan", f"{OWN}/a.pdf"),
        ("quarantine", f"{OWN}/a.pdf"),
    ],
)
def test_a_child_may_use_its_own_keys(sandbox: ProcessSandbox, tool: str, key: str) -> None:
    """Its file, and what was read of it."""
    files = DictFiles({f"{OWN}/content/reading.json": b""})

    assert run(sandbox, "asks_for", json.dumps([tool, key]), files)


@pytest.mark.parametrize("name", ["signed/invoice.xml", "signed/signature.json", "reading.json"])
def test_a_part_of_a_file_reads_what_lies_beside_it(sandbox: ProcessSandbox, name: str) -> None:
    """Its folder is in that of the file that it was a part of; the other parts are not its own."""
    place = f"{OWN.replace('c1', 'aa')}/parts/1"
    files = DictFiles({f"{place}/{name}": b"", f"{place}/signed/invoice.xml": b"", f"{place[:-1]}2/{name}": b""})
    part = replace(make_item(), file_key=f"{place}/{name.rpartition('/')[0]}{'/' * ('/' in name)}invoice.xml")
    stage = replace(STAGE, function="reader_functions:asks_for")

    assert sandbox.run(stage, replace(part, name=json.dumps(["read", f"{place}/{name}"])), make_tools(files))
    for tool, key in [("read", f"{place[:-1]}2/{name}"), ("write", f"{place}/{name}"), ("quarantine", f"{place}/b")]:
        with pytest.raises(DocumentError, match="unreadable_file"):
            sandbox.run(stage, replace(part, name=json.dumps([tool, key])), make_tools(files))


def test_a_child_writes_over_no_upload(sandbox: ProcessSandbox) -> None:
    """What was scanned stays as it was."""
    with pytest.raises(DocumentError, match="unreadable_file"):
        run(sandbox, "asks_for", json.dumps(["write", f"{OWN}/a.pdf"]))


def test_what_a_child_stores_is_bounded(sandbox: ProcessSandbox) -> None:
    """By number and by bytes; what is past it ends the child."""
    assert code_of(sandbox, "stores", str(MOST_WRITES + 1)) == "unreadable_file"


@pytest.mark.parametrize(
    "function", ["keeps_other_bytes", "keeps_under_a_false_key", "keeps_unscanned", "keeps_malware"]
)
def test_a_child_keeps_only_what_was_scanned(sandbox: ProcessSandbox, function: str) -> None:
    """What becomes the item's file are the bytes that the parent read and the scanner let pass, under their own key."""
    files = DictFiles()
    stage = replace(STAGE, function=f"reader_functions:{function}")
    item = make_file_item(b"bytes", files)
    found = "Eicar" if function == "keeps_malware" else None

    with pytest.raises(DocumentError, match="unreadable_file"):
        sandbox.run(stage, item, make_tools(files, scan=lambda _key, _data: found))

    assert list(files.contents) == [item.file_key]


def test_a_child_cannot_say_which_file_is_the_items(sandbox: ProcessSandbox) -> None:
    """It is the one that it had, unless the parent kept it."""
    assert run(sandbox, "names_another_file").file_key == make_file_item(b"", DictFiles(), "a.pdf").file_key
