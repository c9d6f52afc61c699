"""How judged files add up, and how the figures are shown."""

from pathlib import Path

import pytest

from asiento.evaluate.html import page
from asiento.evaluate.manifest import Truth
from asiento.evaluate.outcome import End, Given, Outcome, Reading
from asiento.evaluate.processes import Bounds
from asiento.evaluate.report import report
from asiento.evaluate.scoring import Judged, judge
from asiento.evaluate.summary import summary


def judged(
    doc_type: str,
    given_type: str | None,
    end: End = End.READ,
    file: Path = Path("none"),
    log: str = "",
    **fields: tuple[str, str | None, float],
) -> Judged:
    """Return a judged file; *fields* are (expected, given, confidence)."""
    truth = Truth(
        name=f"{doc_type}.pdf",
        file=file,
        family="papers",
        doc_type=doc_type,
        country=None,
        expect="ok",
        fields={name: expected for name, (expected, _, _) in fields.items()},
    )
    given = {
        name: Given(value=value, confidence=sure) for name, (_, value, sure) in fields.items() if value is not None
    }
    codes = () if end is End.READ else ("some_code",)
    reading = Reading(end=end, stage="extract", doc_type=given_type, fields=given, codes=codes, cpu=0.5)
    return judge(truth, Outcome(reading=reading, seconds=2.0, peak_mb=100.0, log=log))


def test_fields_add_up_by_family() -> None:
    """What is absent counts as not right."""
    files = [
        judged("invoice", "invoice", total=("1.00", "1.00", 1.0)),
        judged("invoice", "invoice", total=("1.00", "2.00", 1.0)),
        judged("invoice", None, total=("1.00", None, 0)),
        judged("invoice", "invoice", total=("1.00", "1.00", 1.0)),
    ]

    family = summary(files)["families"]["papers"]

    assert (family["files"], family["doc_type_right"], family["cpu_s_per_file"], family["peak_mb"]) == (
        4,
        3,
        0.5,
        100.0,
    )
    assert family["fields"] == {"total": {"right": 2, "wrong": 1, "abstained": 1, "right_share": 0.5}}


def test_a_bank_file_is_exact_when_all_that_is_known_of_it_is_right() -> None:
    """The number of transactions, and their sum where the truth names it."""
    files = [
        judged("bank_statement", "bank_statement", n_transactions=("3", "3", 1.0), sum_amounts=("9.00", "9.00", 1.0)),
        judged("bank_statement", "bank_statement", n_transactions=("3", "3", 1.0), sum_amounts=("9.00", "8.00", 1.0)),
        judged("bank_statement", "bank_statement", n_transactions=("3", "3", 1.0)),
        judged("bank_statement", "bank_statement"),
    ]

    assert summary(files)["families"]["papers"]["exact"] == {"files": 3, "right": 2, "right_share": 0.6667}


def test_confidence_is_held_to_the_truth() -> None:
    """By tenths, and of all fields that claim .9 or more; what was not given claims nothing."""
    files = [
        judged("invoice", "invoice", total=("1", "1", 1.0), date=("2026-03-05", "2026-03-05", 0.9)),
        judged("invoice", "invoice", total=("1", "2", 0.95), date=("2026-03-05", "2026-03-06", 0.31)),
        judged("invoice", "invoice", total=("1", None, 1.0)),
    ]

    figures = summary(files)["calibration"]

    assert figures["sure"] == {"confidence_from": 0.9, "given": 3, "right": 2, "right_share": 0.6667}
    assert figures["by_tenth"][3] == {"confidence_from": 0.3, "given": 1, "right": 0, "right_share": 0.0}
    assert figures["by_tenth"][5] == {"confidence_from": 0.5, "given": 0, "right": 0, "right_share": None}
    assert figures["by_tenth"][9] == {"confidence_from": 0.9, "given": 3, "right": 2, "right_share": 0.6667}
    assert figures["sure_by_field"]["date"] == {"given": 1, "right": 1, "right_share": 1.0}


def test_the_macro_f1_weighs_every_type_alike() -> None:
    """Of two invoices one is called a receipt: F1 is 2/3 for invoices and 2/3 for receipts."""
    pairs = [("invoice", "invoice"), ("invoice", "receipt"), ("receipt", "receipt"), ("reject", "receipt")]

    assert summary([judged(*pair) for pair in pairs])["doc_type_macro_f1"] == pytest.approx(0.6667)
    assert summary([judged("reject", None)])["doc_type_macro_f1"] is None


def test_crashes_are_told_by_name() -> None:
    """With the last line of what the process said."""
    figures = summary([judged("reject", None, End.BUG, log="Traceback\nZeroDivisionError: by zero\n")])

    assert [crash["path"] for crash in figures["crashes"]] == ["reject.pdf"]
    assert "Crashes: 1\n  reject.pdf: bug." in report(figures)
    assert report(figures).endswith("ZeroDivisionError: by zero\n")


def test_the_page_shows_documents_as_text_not_as_html(tmp_path: Path) -> None:
    """What a hostile file says runs nowhere; what is neither picture nor text is not shown."""
    hostile, binary = tmp_path / "a.csv", tmp_path / "b.bin"
    hostile.write_text("<script>alert(1)</script>;1", encoding="utf-8")
    binary.write_bytes(bytes(range(256)) * 8)
    missed = [
        judged("invoice", None, file=hostile, supplier=("Sol", "<script>alert(2)</script>", 0.5)),
        judged("receipt", None, file=binary),
    ]

    shown = page(missed, summary(missed), Bounds())

    assert "<script" not in shown
    assert "<pre>&lt;script&gt;alert(1)&lt;/script&gt;;1</pre>" in shown
    assert "<td class=wrong>&lt;script&gt;alert(2)" in shown
    assert "No picture can be drawn of this file." in shown
