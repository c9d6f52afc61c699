"""Which documents `make run DOCS=…` imports."""

from pathlib import Path

import pytest

from infra.local.config import StackError
from infra.local.documents import gather


def test_folders_give_all_their_files_but_hidden_ones(tmp_path: Path) -> None:
    """Subfolders too, in order."""
    for name in ("b.pdf", "a/c.jpg", ".hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    assert gather([tmp_path]).files == [tmp_path / "a" / "c.jpg", tmp_path / "b.pdf"]


def test_a_json_list_of_objects_is_rows(tmp_path: Path) -> None:
    """Other JSON is a file like any other."""
    rows, other, broken = tmp_path / "rows.json", tmp_path / "truth.json", tmp_path / "broken.json"
    rows.write_text('[{"total": "12.10"}]')
    other.write_text('{"total": "12.10"}')
    broken.write_text("[{")

    found = gather([rows, other, broken])

    assert found.rows == {str(rows): [{"total": "12.10"}]}
    assert found.files == [other, broken]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The sentence says which."""
    with pytest.raises(StackError, match=r"There is no file or folder '.*/gone\.pdf'"):
        gather([tmp_path / "gone.pdf"])


def test_nothing_to_import_is_said(tmp_path: Path) -> None:
    """An empty folder is no import."""
    with pytest.raises(StackError, match="There is nothing to import"):
        gather([tmp_path])
