"""Papers drawn from a seed: what their truth says stands where it says, and programs to train on are not tested on."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from pypdfium2 import PdfDocument

from asiento.evaluate.document import read_file, replaced
from asiento.evaluate.manifest import FIELDS, Truth, read_manifest
from asiento.evaluate.outcome import Outcome
from asiento.evaluate.risk import untouched
from asiento.evaluate.scoring import Verdict, judge
from made_documents import cii
from made_documents.drawn import make_invoice
from made_documents.printed.__main__ import write_papers
from made_documents.printed.companies import make_company
from made_documents.printed.lands import LANDS
from made_documents.printed.many import SPLIT_AT, make_one
from made_documents.printed.sheet import Place
from made_documents.printed.stripped import papers_of
from made_documents.printed.truth import Paper
from made_documents.style import make_style

TRAINED = 2
PAPERS = [make_one(SPLIT_AT, number) for number in range(40)]


def test_what_the_truth_says_stands_where_it_says() -> None:
    """In the box of a field stands its value as it was printed, and nothing else."""
    for paper in PAPERS:
        for field in ("supplier", "invoice_number", "iban"):
            said = _plain(paper.fields.get(field, ""))
            read = [_plain(_inside(paper, place)) for place in paper.places.get(field, ())]
            assert all(one in said for one in read), (paper.group, field, read, said)
        for place in paper.places.get("total", ()):
            assert _digits(_inside(paper, place)) == _digits(paper.fields["total"]), paper.group
        for place in paper.places.get("supplier_tax_id", ()):
            assert _plain(paper.fields["supplier_tax_id"]) in _plain(_inside(paper, place)), paper.group


def test_each_line_has_its_places() -> None:
    """A line of an invoice stands on its pages with description, quantity and amount."""
    for paper in (one for one in PAPERS if one.doc_type in ("invoice", "credit_note")):
        assert paper.lines
        for at, line in enumerate(paper.lines):
            (where,) = paper.places[f"lines.{at}.amount"]
            assert _digits(_inside(paper, where)) == _digits(line["amount"]), paper.group
            assert _plain(_inside(paper, paper.places[f"lines.{at}.description"][0])) == _plain(line["description"])


def test_a_seed_draws_the_same_again() -> None:
    """The same seed and number draw the same bytes and truth, another number others."""
    again = [make_one(SPLIT_AT, number) for number in range(20)]
    assert again == PAPERS[:20]
    assert len({one.data for one in PAPERS}) == len(PAPERS)


def test_no_program_is_trained_and_tested_on() -> None:
    """Seeds below the split share no program with those from it on."""
    train = {make_one(seed, number).group for seed in (1, SPLIT_AT - 1) for number in range(12)}
    test = {one.group for one in PAPERS}
    assert train.isdisjoint(test)
    assert len(test) > 30


@pytest.mark.parametrize("country", list(LANDS))
def test_every_country_has_companies(country: str) -> None:
    """A company of each country has a name, an address and a tax id."""
    one = make_company(Random(7), country, LANDS[country].language)
    assert all((one.name, one.tax_id, one.street, one.postcode, one.town))


def test_the_manifest_is_one_that_the_evaluation_takes(tmp_path: Path) -> None:
    """Each drawn file has a row with fields that can be compared; some are scans or photographs."""
    write_papers(tmp_path, seed=SPLIT_AT, papers=4, scans=100, kind="receipt")
    truths = read_manifest(tmp_path / "manifest.csv")
    assert len(truths) == 4
    assert {one.file.suffix for one in truths} == {".pdf", ".jpg"}
    for one in truths:
        assert one.file.is_file()
        assert one.fields.keys() <= set(FIELDS)
        if one.doc_type != "bank_statement":
            assert date.fromisoformat(one.fields["date"]) < date(2026, 7, 1)
            assert Decimal(one.fields["total"])


def _inside(paper: Paper, place: Place) -> str:
    """Return the text in the box of *place*."""
    page = PdfDocument(paper.data)[place[0] - 1]
    wide, high = page.get_size()
    left, top, right, bottom = place[1]
    found = page.get_textpage().get_text_bounded(
        left=left * wide, bottom=(1 - bottom) * high, right=right * wide, top=(1 - top) * high
    )
    return str(found)


def _plain(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit()).lstrip("0")


def test_drawn_papers_are_read() -> None:
    """Nearly all fields of papers of programs to train on are right, and no money that nobody sees is wrong."""
    stages = replaced({})
    judged = []
    for number in range(30):
        paper = make_one(TRAINED, number)
        truth = Truth(
            name=f"{number}", file=Path(f"{number}.pdf"), family=paper.family, doc_type=paper.doc_type,
            country=paper.country, expect="ok", fields={name: text for name, text in paper.fields.items() if text},
        )  # fmt: skip
        reading = read_file(paper.data, f"{number}.pdf", paper.country, stages)
        judged.append(judge(truth, Outcome(reading=reading, seconds=0, peak_mb=0)))
    rights = [score.verdict is Verdict.RIGHT for one in judged for score in one.scores.values()]
    through = untouched(judged)
    assert sum(rights) / len(rights) > 0.9
    assert through
    assert (through["wrong_money"], through["untouched_share"] > 0.7) == (0, True)


def test_the_xml_of_an_e_invoice_is_the_truth_about_its_pages(tmp_path: Path) -> None:
    """The PDF without its XML is judged by what the XML says; a PDF that has none is left out."""
    rng = Random(5)
    made = make_invoice(rng, cii.PROFILE)
    page = next(one for one in PAPERS if one.doc_type == "invoice").data
    (tmp_path / "bare.pdf").write_bytes(page)
    document = PdfDocument(page)
    document.new_attachment("factur-x.xml").set_data(cii.write(made, make_style(Random(1))))
    document.save(tmp_path / "whole.pdf")

    [(name, paper)] = papers_of(tmp_path)

    assert (name, paper.fields["invoice_number"]) == ("whole", made.number)
    assert Decimal(paper.fields["total"]) == made.total
    assert [Decimal(line["amount"]) for line in paper.lines] == [one.amount for one in made.lines]
    assert PdfDocument(paper.data).count_attachments() == 0
