"""Codes with parameters become sentences, in each language with its own figures, days and lists."""

from datetime import date
from decimal import Decimal

import pytest

from asiento.codes import Said, sentence
from asiento.codes.registry import Kind, is_registered
from asiento.codes.said import MOST_TEXT, MOST_TEXTS, said
from asiento.codes.sentences import shown_by


def test_a_sentence_says_what_is_wrong_and_what_to_do() -> None:
    """In English and in Spanish."""
    empty = said("empty_file")

    assert sentence(empty) == "The file is empty. Check that it was saved, and upload it again."
    assert sentence(empty, "es") == "El archivo está vacío. Compruebe que se guardó bien y súbalo de nuevo."


def test_amounts_are_written_as_the_language_writes_them() -> None:
    """Thousands apart, at least two decimals, and all that there are."""
    wrong = said(
        "totals_mismatch.total", net=Decimal(31500), tax=Decimal("24.9"), made=Decimal("31524.9"), said=Decimal("1.125")
    )

    assert sentence(wrong).startswith("Net 31,500.00 + tax 24.90 is 31,524.90, but the total reads 1.125. ")
    assert sentence(wrong, "es").startswith(
        "Base 31.500,00 + impuestos 24,90 son 31.524,90, pero el total dice 1,125. "
    )


def test_days_are_written_as_the_language_writes_them() -> None:
    """With the month in words in English, where the order of figures is open."""
    late = said("due_before_issue", due=date(2026, 3, 5), issued=date(2026, 4, 1))

    assert sentence(late).startswith("The document is due on 5 March 2026, before its own date 1 April 2026. ")
    assert sentence(late, "es").startswith("El documento vence el 05/03/2026, antes de su propia fecha (01/04/2026). ")


@pytest.mark.parametrize(
    ("count", "english", "spanish"),
    [
        (1, "The only line read adds up to 6,050.00", "La única línea leída suma 6.050,00"),
        (1200, "The 1,200 lines read add up to 6,050.00", "Las 1.200 líneas leídas suman 6.050,00"),
    ],
)
def test_counts_choose_between_one_and_many(count: int, english: str, spanish: str) -> None:
    """A sentence has both forms."""
    wrong = said("totals_mismatch.lines", lines=count, made=Decimal(6050), said=Decimal("10544.5"))

    assert sentence(wrong).startswith(english)
    assert sentence(wrong, "es").startswith(spanish)


def test_a_place_comes_first_and_may_be_missing() -> None:
    """The sentence begins with a capital in both cases."""
    somewhere = said("unreadable_value.amount", where=["row:3"], column="Total", value="x")
    nowhere = said("unreadable_value.amount", where=[], column="Total", value="x")
    nested = said("malformed_json.lossy_number", where=["line:2", "path:rows.total"], number="1.10")

    assert sentence(somewhere, "es").startswith("Fila 3: la columna «Total» dice «x», que no es un importe. ")
    assert sentence(nowhere, "es").startswith("La columna «Total» dice «x», ")
    assert sentence(nested).startswith("Line 2, rows.total: the number 1.10 cannot be kept")


def test_how_many_others_there_are_is_told_before_what_to_do() -> None:
    """And not at all where there are none."""
    one, several = (said("text_cut", most=1000, more=more) for more in (0, 2))

    assert sentence(one) == (
        "A text of more than 1,000 characters was cut there. Look at the document itself if the rest matters."
    )
    assert "cut there. The same is true of 2 more. Look at" in sentence(several)
    assert "Lo mismo ocurre en otros 2 casos." in sentence(several, "es")


def test_lists_periods_and_sizes() -> None:
    """As each language says them."""
    rate = said(
        "rate_not_in_force",
        kind="IVA",
        rate=Decimal("21.50"),
        issued=date(2020, 1, 1),
        periods=["2012-09-01/2012-12-31", "2021-01-01/"],
    )

    assert "IVA at 21.5% was" in sentence(rate)
    assert "valid from 1 September 2012 until 31 December 2012 and from 1 January 2021." in sentence(rate)
    assert "desde el 01/09/2012 hasta el 31/12/2012 y desde el 01/01/2021." in sentence(rate, "es")
    assert "larger than 20 MB" in sentence(said("file_too_large.file", most=20 * 2**20))
    assert "at most 5 MB" in sentence(said("body_too_large", most=5 * 10**6))


def test_texts_of_a_document_are_no_placeholders() -> None:
    """Whatever stands in a cell is quoted as it is."""
    odd = said("unreadable_value.amount", where=[], column="{value}", value="{0.__class__}|# %s")

    assert "column '{value}' says '{0.__class__}|# %s'" in sentence(odd)


def test_an_old_sentence_is_shown_as_it_is() -> None:
    """Of what was stored before codes had parameters, in every language."""
    old = Said(code="totals_mismatch", message="The amounts do not add up: net 1.00. Check them.")

    assert sentence(old) == sentence(old, "es") == old.message


def test_what_is_not_known_is_shown_as_far_as_it_is() -> None:
    """A code of another version, a parameter that is missing, one of another type."""
    assert sentence(Said(code="some_new_code")) == "Some new code."
    assert "is in …; your books are in EUR" in sentence(Said(code="foreign_currency", params={"own": "EUR"}))
    assert "larger than many" in sentence(Said(code="file_too_large", variant="file", params={"most": "many"}))
    assert sentence(said("empty_file"), "xx") == sentence(said("empty_file"))


def test_who_says_how_a_table_writes() -> None:
    """Cells with their places, or a word."""
    assert shown_by(("row:2 1,5", "row:7 2.5")) == "'1,5' in row 2 and '2.5' in row 7"
    assert shown_by(("row:2 1,5",), "es") == "«1,5» en la fila 2"
    assert shown_by("a_person", "es") == "una persona"


def test_long_texts_and_lists_are_cut() -> None:
    """A document fills no database."""
    long = said("not_our_document", id="nif", tax_id="9" * 10_000, own=["x"] * 10_000)

    assert len(str(long.params["tax_id"])) == MOST_TEXT
    assert len(list(long.params["own"])) == MOST_TEXTS  # type: ignore[arg-type]
    assert is_registered(long, Kind.REVIEW)


@pytest.mark.parametrize(
    "wrong",
    [
        Said(code="no_such_code"),
        Said(code="file_too_large"),
        Said(code="file_too_large", variant="file"),
        Said(code="file_too_large", variant="file", params={"most": "much"}),
        Said(code="file_too_large", variant="file", params={"most": True}),
        Said(code="file_too_large", variant="file", params={"most": 1, "more": 2}),
        Said(code="archive_too_deep", params={"name": "x" * (MOST_TEXT + 1)}),
        Said(code="old_date", params={"issued": "5 March", "years": 5}),
        Said(code="totals_mismatch", variant="taxes", params={"amounts": ["1", "x"], "made": "1", "said": "1"}),
    ],
    ids=repr,
)
def test_what_is_not_registered_is_refused(wrong: Said) -> None:
    """An unknown code or variant, and parameters that are missing, too many, or of another type."""
    assert not is_registered(wrong, *Kind)


def test_a_code_is_registered_for_what_it_is() -> None:
    """A document's error is no warning."""
    assert is_registered(said("empty_file"), Kind.DOCUMENT)
    assert not is_registered(said("empty_file"), Kind.WARNING)
