"""Files of JSON rows: what the API takes as a request, for more than fits into one."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from asiento.errors import DocumentError
from asiento.model import Item, Kind
from asiento.preprocess import preprocess
from asiento.preprocess.json_rows import MAX_BYTES
from asiento.tables.headers import fingerprint
from builders import TENANT, DictFiles, make_file_item, make_tools

ROWS = [{"date": "2025-03-14", "supplier": "Bar Ñ", "total": 12.1}, {"total": "7", "lines": [{"amount": "7"}]}]
LINES = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)


def taken_in(data: bytes | str, **limits: Any) -> Item:
    """Return the item of a file after preprocess."""
    files = DictFiles()
    given = data.encode() if isinstance(data, str) else data
    return preprocess(make_file_item(given, files, "rows.jsonl"), make_tools(files, **limits))


@pytest.mark.parametrize(
    "data",
    [
        LINES,
        f"{LINES}\n\n",
        f"\ufeff{LINES}",
        LINES.replace("\n", "\r\n"),
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        json.dumps({"rows": ROWS}),
        f"\n{json.dumps({'rows': ROWS}, indent=1)}",
    ],
    ids=["lines", "blank-end", "mark", "crlf", "list", "indented-list", "request", "indented-request"],
)
def test_each_form_gives_its_rows(data: str) -> None:
    """Lines, a list and a request's body become a child a row, as it was sent."""
    item = taken_in(data)

    assert (item.kind, item.media_type, item.content_key) == (Kind.TABLE, "application/json", None)
    assert [(child.position, child.name, child.row) for child in item.children] == [
        (0, "rows.jsonl · row 1", ROWS[0]),
        (1, "rows.jsonl · row 2", ROWS[1]),
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_single_object_is_a_row(indent: int | None) -> None:
    """One object is one row, on one line or on several."""
    assert [child.row for child in taken_in(json.dumps(ROWS[0], indent=indent)).children] == [ROWS[0]]


def test_a_row_says_what_the_tenant_saved() -> None:
    """A column mapping of the tenant renames the keys that mean nothing to us, as in a request."""
    row = {"fecha op": "2025-03-14", "cuanto": "7"}
    mappings = {fingerprint(row): {"fecha op": "issued_on", "cuanto": "total"}}
    files = DictFiles()
    item = make_file_item(json.dumps([row]).encode(), files, tenant=replace(TENANT, mappings=mappings))

    (child,) = preprocess(item, make_tools(files)).children

    assert child.row == {"fecha op": "2025-03-14", "total": "7"}


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        ('{"total": 1}\n{"total": }', "malformed_json", "Line 2"),
        ('{"total": 1}\n{"total": NaN}', "malformed_json", "Line 2, total: "),
        ('[{"a": 1}, {"a": 0.12345678901234567890}]', "malformed_json", "1.a"),
        ('[{"a": "\\u0000"}]', "malformed_json", "0.a"),
        ('[{"a": 1, "a": 2}]', "malformed_json", "0.a"),
        ('[{"a": 1}', "malformed_json", "Line 1: this is not valid JSON"),
        (b'[{"a": "\xf1"}]', "malformed_json", "UTF-8"),
        ("[" * 200_000, "malformed_json", "not valid JSON"),
        ('{"a": ' + "[" * 40 + "]" * 40 + "}", "malformed_json", "nested"),
        ("[]", "no_json_rows", "no rows"),
        ("{}", "no_json_rows", "no rows"),
        ('{"rows": []}', "no_json_rows", "no rows"),
        ("[1]", "no_json_rows", "no rows"),
        ('[{"a": 1}, {}]', "no_json_rows", "no rows"),
        ('{"a": 1}\n[1]', "no_json_rows", "no rows"),
    ],
)
def test_what_is_no_rows_is_told(data: str | bytes, code: str, told: str) -> None:
    """The sentence says where the fault is and what to send instead."""
    with pytest.raises(DocumentError) as raised:
        taken_in(data)

    assert raised.value.code == code
    assert told in raised.value.message
    assert re.search(r"\. (Send|Save|Leave) ", raised.value.message)


@pytest.mark.parametrize("form", ["lines", "list"])
def test_rows_are_bounded(form: str) -> None:
    """More rows than a batch may have, and more bytes than fit into memory, are refused."""
    rows: list[Any] = [{"a": 1}] * 21
    data = json.dumps(rows) if form == "list" else "\n".join(map(json.dumps, rows))

    assert len(taken_in(data, max_items_per_batch=21).children) == 21
    with pytest.raises(DocumentError) as raised:
        taken_in(data, max_items_per_batch=20)
    assert raised.value.code == "too_many_rows"
    with pytest.raises(DocumentError) as raised:
        taken_in('{"a": 1}' + "\n" * MAX_BYTES)
    assert raised.value.code == "file_too_large"
