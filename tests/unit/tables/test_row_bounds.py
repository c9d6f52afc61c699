"""How large the rows of a file may be: their titles, each row, and all together."""

import json
import time
from random import Random
from typing import Any

import pytest

from asiento.errors import DocumentError
from asiento.lexicon.folding import bare_words
from asiento.preprocess import preprocess
from asiento.preprocess.family import NewRow, row_children
from asiento.reading.writing import Writing
from asiento.tables.columns import meaning_of
from asiento.tables.headers import MAX_TITLE, fingerprint, mapped_row, titles_of, unique_titles
from asiento.tables.row_size import MAX_COLUMNS, MAX_ROW
from builders import DictFiles, make_file_item, make_tools


def children_of(data: bytes) -> tuple[Any, ...]:
    """Return what preprocess makes of a file."""
    files = DictFiles()
    return preprocess(make_file_item(data, files, name="rows"), make_tools(files)).children


def code_of(data: bytes) -> str:
    """Return the code with which preprocess refuses a file."""
    with pytest.raises(DocumentError) as caught:
        children_of(data)
    assert caught.value.message.endswith(".")
    return caught.value.code


def new_row(at: int, value: str) -> NewRow:
    """Return a row of one column."""
    return NewRow(position=at, name=f"row {at}", row={"title": value}, writing=Writing())


def test_a_long_title_is_not_repeated_in_each_row() -> None:
    """105 kB that were a hundred megabytes: the title is cut, and its cells are kept."""
    data = f"Fecha;Total;{'t' * 20_000}\n".encode() + b"13/02/2026;1,00;x\n" * 5_000

    children = children_of(data)

    assert len(children) == 5_000
    title = "t" * MAX_TITLE + "…"
    assert children[0].row == {"Fecha": "13/02/2026", "Total": "1,00", title: "x"}
    assert sum(len(json.dumps(child.row)) for child in children) < 2 * 2**20


def test_a_long_title_can_be_mapped() -> None:
    """By what a preview calls it; the row of a request with the whole title has the same fingerprint."""
    whole = "Importe total del documento en la moneda de la cuenta " * 20
    (shown,) = titles_of([whole])
    mapping = {shown: "total"}

    assert len(shown) <= 200
    assert fingerprint([whole]) == fingerprint([shown])
    assert mapped_row({whole: "1"}, {fingerprint([shown]): mapping}) == {shown: "1"}


def test_a_row_that_is_too_large_is_named() -> None:
    """By its number in the file, in tables and in files of JSON rows."""
    assert code_of(f"Fecha;Total;Nota\n01/02/2026;1,00;{'x' * MAX_ROW}\n".encode()) == "row_too_large"
    assert code_of(json.dumps([{"a": "x" * MAX_ROW}]).encode()) == "row_too_large"
    assert code_of(json.dumps([{f"k{at}": 1 for at in range(MAX_COLUMNS + 1)}]).encode()) == "row_too_large"
    assert len(children_of(json.dumps([{f"k{at}": 1 for at in range(MAX_COLUMNS)}]).encode())) == 1


def test_all_rows_together_have_a_bound() -> None:
    """With the titles that each of them repeats."""
    with pytest.raises(DocumentError) as caught:
        row_children((new_row(at, "x" * 100) for at in range(20)), 50, most_characters=1_000)
    assert caught.value.code == "file_too_large"


def test_the_rows_past_the_limit_are_counted() -> None:
    """The sender learns how many there are."""
    with pytest.raises(DocumentError) as caught:
        row_children((new_row(at, "1") for at in range(12)), 10)
    assert (caught.value.code, "12 rows, and at most 10" in caught.value.message) == ("too_many_rows", True)


def test_a_statement_with_too_much_text_is_refused() -> None:
    """What is kept of a file is bounded, for the stages after this one read all of it."""
    line = f"01/02/2026;{'x' * 120_000};-1,00;99,00\n"
    data = f"Fecha;Concepto;Importe;Saldo\n{line * 300}".encode()
    files = DictFiles()
    item = make_file_item(data, files, name="bank.csv")
    with pytest.raises(DocumentError) as caught:
        preprocess(item, make_tools(files, max_file_bytes=50 * 2**20))
    assert caught.value.code == "too_much_text"


def _slow_unique_titles(header: list[str], width: int) -> list[str]:
    """Return titles as they were given before, looking at all earlier ones for each."""
    titles: list[str] = []
    for index in range(width):
        title = header[index].strip() if index < len(header) else ""
        title = title or f"columna {index + 1}"
        again = sum(title == earlier.partition(" (")[0] or title == earlier for earlier in titles)
        titles.append(f"{title} ({again + 1})" if again else title)
    return titles


def test_titles_are_numbered_as_ever() -> None:
    """The same as by the definition, on a thousand headers."""
    random = Random(7)
    words = ["a", "b", "a (2)", "a (3)", "b (x)", "", " a ", "columna 3", "a (2) (2)"]
    headers = [random.choices(words, k=random.randint(0, 9)) for _ in range(1_000)]

    assert [one for one in headers if unique_titles(one, 10) != _slow_unique_titles(one, 10)] == []


def test_many_titles_cost_no_more_each() -> None:
    """200,000 take a second or two; by the square they would take hours."""
    started = time.process_time()
    titles = unique_titles([f"título {at % 50_000}" for at in range(200_000)], 200_000)

    assert len(set(titles)) == 200_000
    assert time.process_time() - started < 10


def test_no_long_name_stays_in_memory() -> None:
    """What a name means is kept for short ones only; long ones mean what their beginning does."""
    from asiento.lexicon import folding  # noqa: PLC0415

    assert [at for at in range(50) if meaning_of(f"importe total {'x' * 50_000}{at}") is None] == []
    assert [at for at in range(50) if len(bare_words("Ñ" * 50_000 + str(at))) <= 50_000] == []
    assert folding.SHORT == 200
    cached = folding._kept.cache_info()  # noqa: SLF001
    assert cached.currsize <= 4096
    assert meaning_of("importe") == meaning_of("importe ".ljust(300))
