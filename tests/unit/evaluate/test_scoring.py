"""What counts as right when a document is held against its truth."""

from pathlib import Path

import pytest

from asiento.company_names import is_same_name
from asiento.evaluate.manifest import Truth
from asiento.evaluate.outcome import End, Given, Outcome, Reading
from asiento.evaluate.scoring import Verdict, is_same_iban, is_same_number, is_same_tax_id, judge

RIGHT, WRONG, ABSTAINED = Verdict.RIGHT, Verdict.WRONG, Verdict.ABSTAINED


def truth_of(doc_type: str = "invoice", expect: str = "ok", **fields: str) -> Truth:
    """Return the row of a manifest."""
    return Truth(
        name="a.pdf", file=Path("a.pdf"), family="f", doc_type=doc_type, country=None, expect=expect, fields=fields
    )


def outcome_of(end: End = End.READ, doc_type: str | None = "invoice", /, *codes: str, **fields: str) -> Outcome:
    """Return what came of a file; the fields are given with a confidence of 1."""
    given = {name: Given(value=value, confidence=1.0) for name, value in fields.items()}
    reading = Reading(end=end, stage="validate", doc_type=doc_type, fields=given, codes=codes)
    return Outcome(reading=reading, seconds=1.0, peak_mb=50.0)


@pytest.mark.parametrize(
    ("field", "expected", "given", "verdict"),
    [
        ("date", "2026-03-05", "2026-03-05", RIGHT),
        ("date", "2026-03-05", "2026-05-03", WRONG),
        ("date", "2026-03-05", "5 March", WRONG),
        ("total", "3200", "3200.00", RIGHT),
        ("total", "3200", "3200.004", RIGHT),
        ("total", "3200.00", "3200.01", WRONG),
        ("total", "-233.47", "233.47", WRONG),
        ("total", "3200", "NaN", WRONG),
        ("currency", "EUR", "eur", RIGHT),
        ("currency", "EUR", "USD", WRONG),
        ("n_transactions", "12", "12", RIGHT),
        ("n_transactions", "12", "11", WRONG),
        ("sum_amounts", "-64321.50", "-64321.5", RIGHT),
        ("sum_amounts", "-64321.50", "64321.50", WRONG),
    ],
)
def test_figures_are_compared_by_what_they_mean(field: str, expected: str, given: str, verdict: Verdict) -> None:
    """Dates are days, amounts are decimals to the cent with their sign."""
    judged = judge(truth_of(**{field: expected}), outcome_of(**{field: given}))

    assert verdict == judged.scores[field].verdict


def test_the_sign_of_a_credit_note_is_custom() -> None:
    """Some are printed with a minus and some without."""
    judged = judge(truth_of("credit_note", total="0.07"), outcome_of(End.READ, "credit_note", total="-0.07"))

    assert judged.scores["total"].verdict is RIGHT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MERCADONA, S.A.", "Mercadona SA"),
        ("Peluquería Ñandú S. L.", "PELUQUERIA NANDU, S.L.U."),
        ("S.H.H. MOTOR (SUNGAI RENGIT) SDN. BHD.", "shh motor sungai rengit"),
        ("RESTORAN HASSANBISTRO", "Restoran Hassan Bistro"),
        ("Müller & Söhne GmbH", "Muller and Sohne"),
        ("McDonald's", "MCDONALDS"),
        ("Mercadona", "Mercadona Jaén"),
        ("S.A.", "SA"),
        ("Straßenbau AG", "STRASSENBAU"),
    ],
)
def test_names_of_one_company(one: str, other: str) -> None:
    """Case, accents, punctuation, legal forms and spaces tell nobody apart, nor does a word more."""
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mercadona", "Mercadone"),
        ("Bar", "Bar La Esquina"),
        ("Ana", "Anabel"),
        ("Lavandería Sol", "Sol Lavandería Playa"),
        ("Aceros Uno, S.A.", "Aceros Dos, S.A."),
        ("", ""),
        ("---", "***"),
    ],
)
def test_names_of_two_companies(one: str, other: str) -> None:
    """A letter, a part of a word, the order of words, or most of the name tell companies apart."""
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("B-12.345.674", "b12345674", True),
        ("ESB12345674", "B12345674", True),
        ("DE123456789", "123456789", True),
        ("DE123456789", "AT123456789", False),
        ("B12345674", "B12345675", False),
    ],
)
def test_tax_ids_are_compacted(one: str, other: str, same: bool) -> None:
    """Signs, case and the country before one of them do not count."""
    assert same == is_same_tax_id(one, other)
    assert same == is_same_tax_id(other, one)


@pytest.mark.parametrize(
    ("expected", "given", "same"),
    [
        ("#BLR_WFLD2015", "BLR_WFLD2015", True),
        ("F-2026/31", "f-2026 / 31", True),
        ("F-31", "Nº F-31", True),
        ("No1231", "no1231", True),
        ("01|2008/155", "01-2008/155", True),
        ("01|2008/155", "012008/155", True),
        ("01|2008/155", "2008/155", False),
        ("F-31", "F-32", False),
        ("F-31", "F-311", False),
        ("1.5", "1x5", False),
    ],
)
def test_invoice_numbers_keep_their_signs(expected: str, given: str, same: bool) -> None:
    """Case, spaces and a label do not count; what parts a series from a number is free."""
    assert same == is_same_number(expected, given)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ES91 2100 0418 4502 0005 1332", "ES9121000418450200051332", True),
        ("21000418450200051332", "ES9121000418450200051332", True),
        ("GB29NWBK60161331926819", "29NWBK60161331926819", False),
        ("ES9121000418450200051332", "ES9121000418450200051333", False),
    ],
)
def test_account_numbers_are_compacted(one: str, other: str, same: bool) -> None:
    """A Spanish account number is the end of its IBAN."""
    assert same == is_same_iban(one, other)


def test_what_is_absent_is_abstained_and_what_nobody_knows_is_not_judged() -> None:
    """Only the truth's fields are scored."""
    judged = judge(truth_of(date="2026-03-05"), outcome_of(total="12.10"))

    assert {name: score.verdict for name, score in judged.scores.items()} == {"date": ABSTAINED}


@pytest.mark.parametrize(
    ("truth", "outcome", "right"),
    [
        (truth_of("invoice"), outcome_of(), True),
        (truth_of("debit_note"), outcome_of(), False),
        (truth_of("invoice"), outcome_of(End.DOCUMENT_ERROR, None, "damaged_pdf"), False),
        (truth_of("other"), outcome_of(End.DOCUMENT_ERROR, None, "not_a_ledger_document"), True),
        (truth_of("reject"), outcome_of(End.DOCUMENT_ERROR, None, "damaged_pdf"), True),
        (truth_of("reject"), outcome_of(End.READ, "other"), True),
        (truth_of("reject"), outcome_of(End.BUG, None, "internal_error"), False),
        (truth_of("reject"), outcome_of(End.OUT_OF_TIME, None, "took_too_long"), False),
        (truth_of("bank_statement", "error_or_partial"), outcome_of(End.DOCUMENT_ERROR, None, "damaged_file"), True),
        (truth_of("bank_statement", "error_or_partial"), outcome_of(End.BUG, None, "internal_error"), False),
        (truth_of("bank_statement", "ok_empty"), outcome_of(End.DOCUMENT_ERROR, None, "empty_statement"), True),
        (truth_of("bank_statement"), outcome_of(End.DOCUMENT_ERROR, None, "empty_statement"), False),
    ],
)
def test_the_type_of_a_document(truth: Truth, outcome: Outcome, right: bool) -> None:
    """It is the same word, except where the truth takes an error for an answer."""
    assert right == judge(truth, outcome).type_right


def test_an_error_may_say_that_nothing_moved() -> None:
    """Where the truth expects an empty file, its error counts zero transactions."""
    truth = truth_of("bank_statement", "ok_empty", n_transactions="0")

    assert (
        judge(truth, outcome_of(End.DOCUMENT_ERROR, None, "empty_statement")).scores["n_transactions"].verdict is RIGHT
    )
    assert (
        judge(truth, outcome_of(End.DOCUMENT_ERROR, None, "damaged_file")).scores["n_transactions"].verdict is ABSTAINED
    )
