"""An evaluation from its manifest to its figures, each file in a process of its own."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from asiento.commands import main
from asiento.evaluate.cache import Cache
from asiento.evaluate.manifest import ManifestError, read_manifest
from asiento.evaluate.outcome import End, Outcome
from asiento.evaluate.processes import Bounds
from asiento.evaluate.run import run_all
from infra.samples import bank, expenses, invoices, spanish_pdf
from infra.samples.look import Look
from places import ROOT

ILL = {"preprocess": "stage_functions:is_ill"} | dict.fromkeys(
    ("ocr", "classify", "extract", "validate"), "stage_functions:passes"
)
BOUNDS = Bounds(workers=3, seconds=60.0, megabytes=300.0)


def write_manifest(folder: Path, rows: Sequence[Mapping[str, str]], files: Mapping[str, bytes]) -> Path:
    """Write *files* and the manifest that tells the truth about them; returns its path."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    columns = dict.fromkeys(column for row in rows for column in row)
    path = folder / "manifest.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four samples with their truth: a statement, an invoice, a spreadsheet of expenses, an empty file."""
    moved, bought, spent = bank.april(), invoices.landscaping(), expenses.year()
    statement = {"n_transactions": str(len(moved)), "sum_amounts": str(sum(move.amount for move in moved))}
    invoice = {"invoice_number": bought.number, "date": bought.issued_on.isoformat(), "total": "1.00", "country": "ES"}
    rows = [
        {"path": "april.csv", "family": "bank", "doc_type": "bank_statement", **statement},
        {"path": "invoice.pdf", "family": "papers", "doc_type": "invoice", **invoice, "iban": "ES00"},
        {"path": "expenses.xlsx", "family": "papers", "doc_type": "receipt", "supplier": spent[0].supplier.name},
        {"path": "empty.pdf", "family": "harm", "doc_type": "reject", "expect": "no_crash"},
        {"path": "gone.pdf", "family": "harm", "doc_type": "invoice"},
    ]
    files = {
        "april.csv": bank.statement(moved),
        "invoice.pdf": spanish_pdf.draw(bought, Look()),
        "expenses.xlsx": expenses.workbook(spent),
        "empty.pdf": b"",
    }
    return write_manifest(tmp_path_factory.mktemp("manifest"), rows, files)


def test_a_manifest_from_end_to_end(manifest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures are right, and the page shows each miss."""
    out, html = tmp_path / "out" / "eval.json", tmp_path / "out" / "eval.html"

    assert main(["evaluate", str(manifest), "--json", str(out), "--html", str(html), "--workers", "2"]) == 0

    figures = json.loads(out.read_text(encoding="utf-8"))
    printed = capsys.readouterr().out
    right = {"right": 1, "wrong": 0, "abstained": 0, "right_share": 1.0}
    wrong = {"right": 0, "wrong": 1, "abstained": 0, "right_share": 0.0}
    families = figures["families"]
    assert {"n_transactions": right, "sum_amounts": right} == families["bank"]["fields"]
    assert families["bank"]["exact"] == {"files": 1, "right": 1, "right_share": 1.0}
    assert {"date": right, "total": wrong, "supplier": right, "invoice_number": right, "iban": wrong} == {
        **families["papers"]["fields"]
    }
    assert (families["harm"]["files"], families["harm"]["doc_type_right"]) == (2, 1)
    assert families["harm"]["failures"] == {"empty_file": 1, "file_missing": 1}
    assert families["papers"]["cpu_s_per_file"] > 0
    assert families["papers"]["peak_mb"] > 10
    assert figures["crashes"] == []
    assert "  sum_amounts      1.000    1 right     0 wrong     0 abstained\n" in printed
    page = html.read_text(encoding="utf-8")
    assert page.count('src="data:image/jpeg;base64,') == 1
    assert "<td>total<td>1.00<td class=wrong>" in page
    assert "april.csv" not in page
    assert len((tmp_path / "out" / "eval.cache.jsonl").read_text(encoding="utf-8").splitlines()) == 4


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    """What becomes of files that hang, eat memory, show a bug, end their process, and are refused."""
    names = ["hangs.pdf", "eats.pdf", "bug.pdf", "dies.pdf", "refused.pdf"]
    rows = [{"path": name, "family": "f", "doc_type": "reject"} for name in names]
    path = write_manifest(tmp_path_factory.mktemp("ill"), rows, dict.fromkeys(names, b"%PDF"))
    hanging, *others = read_manifest(path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(ROOT / "tests" / "support"))
        # Only what hangs needs a limit that a busy machine may reach.
        outcomes = [
            *run_all([hanging], Bounds(seconds=2.0), Cache(None, BOUNDS), ILL),
            *run_all(others, BOUNDS, Cache(None, BOUNDS), ILL),
        ]
        return {truth.name: outcome for truth, outcome in outcomes}


@pytest.mark.parametrize(
    ("name", "end", "code", "crashed"),
    [
        ("hangs.pdf", End.OUT_OF_TIME, "took_too_long", True),
        ("eats.pdf", End.OUT_OF_MEMORY, "took_too_much_memory", True),
        ("bug.pdf", End.BUG, "internal_error", True),
        ("dies.pdf", End.BUG, "internal_error", True),
        ("refused.pdf", End.DOCUMENT_ERROR, "empty_file", False),
    ],
)
def test_no_file_can_end_the_run(
    ended: Mapping[str, Outcome], name: str, end: End, code: str, *, crashed: bool
) -> None:
    """What hangs or eats memory is killed and told of, and the others are read."""
    outcome = ended[name]

    assert (end, (code,), crashed) == (outcome.reading.end, outcome.reading.codes, outcome.crashed)


def test_a_bug_leaves_its_traceback(ended: Mapping[str, Outcome]) -> None:
    """So that it can be mended without running it again."""
    assert ended["bug.pdf"].log.rstrip().endswith("ZeroDivisionError: integer division or modulo by zero")


def test_a_process_that_a_library_ends_says_where(ended: Mapping[str, Outcome]) -> None:
    """The signal, and the line of Python that called into the library."""
    assert ended["dies.pdf"].reading.message == "The process ended with status -11."
    assert "_dies" in ended["dies.pdf"].log


def test_an_earlier_outcome_counts_only_for_the_same_bytes_and_limits(tmp_path: Path) -> None:
    """Anything else is read again."""
    path = write_manifest(tmp_path, [{"path": "a.pdf", "family": "f", "doc_type": "reject"}], {"a.pdf": b""})
    [truth] = read_manifest(path)
    kept = tmp_path / "kept.jsonl"
    [(_, outcome)] = run_all([truth], BOUNDS, Cache(kept, BOUNDS), ILL)
    [(_, again)] = run_all([truth], BOUNDS, Cache(kept, BOUNDS), ILL)

    assert outcome == again
    assert outcome == Cache(kept, BOUNDS).find(truth)
    assert Cache(kept, BOUNDS, fresh=True).find(truth) is None
    Cache(kept, BOUNDS).keep(truth, outcome)
    assert Cache(kept, Bounds(seconds=5.0)).find(truth) is None
    Cache(kept, BOUNDS).keep(truth, outcome)
    truth.file.write_bytes(b"%PDF")
    assert Cache(kept, BOUNDS).find(truth) is None


@pytest.mark.parametrize(
    ("text", "families", "said"),
    [
        ("path,family\na.pdf,f\n", [], "needs rows with the columns"),
        ("path,family,doc_type\n", [], "needs rows with the columns"),
        ("path,family,doc_type\na.pdf,f,invoice\n", ["g"], "Name one of: f."),
        ("path,family,doc_type\na.pdf,,invoice\n", [], r"path 'a\.pdf'"),
    ],
)
def test_a_manifest_that_cannot_be_used(tmp_path: Path, text: str, families: list[str], said: str) -> None:
    """It says what to do."""
    path = tmp_path / "manifest.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ManifestError, match=said):
        read_manifest(path, families)


def test_any_manifest_of_this_form_will_do(tmp_path: Path) -> None:
    """A byte order mark, other line ends, other columns in another order, short and blank rows, quoted cells."""
    path = tmp_path / "list.csv"
    text = (
        '\ufeffnotes,doc_type,path,family,total\r\n"a, b",Invoice, in/a.pdf ,f,1.00\r\n\r\n,,,,\r\n,reject,b.pdf,g\r\n'
    )
    path.write_bytes(text.encode())

    first, second = read_manifest(path)

    assert (first.name, first.file, first.doc_type) == ("in/a.pdf", tmp_path / "in" / "a.pdf", "invoice")
    assert (first.fields, first.country, first.expect) == ({"total": "1.00"}, None, "ok")
    assert (second.name, second.family, second.fields) == ("b.pdf", "g", {})
    assert [truth.name for truth in read_manifest(path, ["g"])] == ["b.pdf"]


def test_files_that_are_not_there_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file, a folder, a name that no file can have: none of them is right, and the run goes on."""
    names = ["gone.pdf", ".", "x" * 300]
    rows = [{"path": name, "family": "f", "doc_type": "reject"} for name in names]
    out = tmp_path / "eval.json"

    assert main(["evaluate", str(write_manifest(tmp_path, rows, {})), "--json", str(out)]) == 0

    figures = json.loads(out.read_text(encoding="utf-8"))
    assert names == figures["missing"]
    assert figures["families"]["f"]["doc_type_right"] == 0
    assert "Not there, and so counted as not right: gone.pdf" in capsys.readouterr().out


def test_a_file_may_be_listed_twice(tmp_path: Path) -> None:
    """Each row counts in its own family."""
    rows = [{"path": "gone.pdf", "family": name, "doc_type": "invoice"} for name in "ab"]
    out = tmp_path / "eval.json"

    assert main(["evaluate", str(write_manifest(tmp_path, rows, {})), "--json", str(out)]) == 0

    assert list(json.loads(out.read_text(encoding="utf-8"))["families"]) == ["a", "b"]


def test_a_manifest_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says so and ends."""
    assert main(["evaluate", str(tmp_path / "none.csv")]) == 2
    assert "Check the path." in capsys.readouterr().err
