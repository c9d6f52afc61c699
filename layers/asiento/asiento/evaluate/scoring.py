"""Scores a file's outcome against its truth: the one place that says what counts as right.

| field | equal when |
|---|---|
| date | the same day |
| total, sum_amounts | the same amount to the cent; of a credit note, whatever its sign: how it is printed is custom |
| currency | the same ISO 4217 code |
| supplier | the same company by name (`names`) |
| supplier_tax_id | the same letters and digits, or the same but for the country's two letters before one of them |
| invoice_number | the same but for case, spaces and a label before it (`#`, `Nº`); where a manifest parts series and
  number by `|`, any sign or none may stand there |
| iban | the same letters and digits, or a Spanish IBAN and the account number (CCC) in it |
| n_transactions | the same number |

A field that the truth names is right, wrong or, if the document does not give it, abstained; only right counts. What
the truth does not name is not judged. A document type is right when it is the same word. A file to be rejected is
right unless it crashes or is not there. Where the truth expects an error or part of a document, an error of the
document is as right as its type, and where it expects an empty file, an error of `EMPTY` says zero transactions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from asiento.company_names import is_same_name
from asiento.document import BILLS, DocType
from asiento.evaluate.lines import LineTally, compare_lines
from asiento.evaluate.manifest import REJECT, Truth
from asiento.evaluate.outcome import End, Given, Outcome, Reading
from asiento.evaluate.placing import compare_places

CENT = Decimal("0.01")

EMPTY = frozenset({"empty_statement", "no_transactions"})
"""Codes of errors that say: a bank's file, in which nothing moved."""


class Verdict(StrEnum):
    """How a field stands against its truth."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One field: what is true, what was given, and how they compare."""

    expected: str
    given: Given | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One file: the type it was given, and each field that the truth names.

    *lines* and *places* say how its lines and the boxes of its fields compare, where the truth has them.
    """

    truth: Truth
    outcome: Outcome
    given_type: str | None
    type_right: bool
    scores: Mapping[str, Score]
    lines: LineTally | None = None
    places: Mapping[str, bool] = field(default_factory=dict)


def judge(truth: Truth, outcome: Outcome) -> Judged:
    """Return *outcome* held against *truth*."""
    given_type = _given_type(truth, outcome.reading)
    return Judged(
        truth=truth,
        outcome=outcome,
        given_type=given_type,
        type_right=_is_type_right(truth, outcome, given_type),
        scores={name: _score(name, value, truth, outcome.reading) for name, value in truth.fields.items()},
        lines=_lines(truth, outcome.reading),
        places=compare_places(truth, outcome.reading),
    )


def _lines(truth: Truth, reading: Reading) -> LineTally | None:
    """Return how the lines of a bill compare; those of receipts are not read, for they are not booked."""
    if truth.details.lines is None or truth.doc_type not in BILLS:
        return None
    return compare_lines(truth.details.lines, reading.lines, signed=truth.doc_type != DocType.CREDIT_NOTE)


def _given_type(truth: Truth, reading: Reading) -> str | None:
    if reading.doc_type:
        return reading.doc_type
    if "not_a_ledger_document" in reading.codes:
        return DocType.OTHER
    return DocType.BANK_STATEMENT if _is_empty_as_expected(truth, reading) else None


def _is_empty_as_expected(truth: Truth, reading: Reading) -> bool:
    return truth.expect == "ok_empty" and not EMPTY.isdisjoint(reading.codes)


def _is_type_right(truth: Truth, outcome: Outcome, given_type: str | None) -> bool:
    if truth.doc_type == REJECT:
        return not outcome.crashed and not outcome.missing
    may_fail = truth.expect.startswith("error_or") and outcome.reading.end is End.DOCUMENT_ERROR
    return given_type == truth.doc_type or may_fail


def _score(name: str, expected: str, truth: Truth, reading: Reading) -> Score:
    given = reading.fields.get(name)
    if given is None and name == "n_transactions" and _is_empty_as_expected(truth, reading):
        given = Given(value="0")
    if given is None:
        return Score(expected=expected, given=None, verdict=Verdict.ABSTAINED)
    same = _is_same_size if name == "total" and truth.doc_type == DocType.CREDIT_NOTE else SAME[name]
    verdict = Verdict.RIGHT if same(expected, given.value) else Verdict.WRONG
    return Score(expected=expected, given=given, verdict=verdict)


def is_same_date(one: str, other: str) -> bool:
    """Return whether two dates in ISO form are the same day; anything else is not equal."""
    try:
        return date.fromisoformat(one) == date.fromisoformat(other)
    except ValueError:
        return False


def is_same_amount(one: str, other: str) -> bool:
    """Return whether two decimals are the same to the cent; anything else is not equal."""
    try:
        return Decimal(one).quantize(CENT) == Decimal(other).quantize(CENT)
    except InvalidOperation:
        return False


def _is_same_size(one: str, other: str) -> bool:
    return is_same_amount(one.lstrip("-"), other.lstrip("-"))


def _is_same_currency(one: str, other: str) -> bool:
    return one.upper() == other.upper()


def _is_same_count(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and int(one) == int(other)


def compact(text: str) -> str:
    """Return the letters and digits of *text* in upper case."""
    return "".join(character for character in text.upper() if character.isalnum())


def is_same_tax_id(one: str, other: str) -> bool:
    """Return whether two tax ids are the same, with or without the two letters of the country before one of them."""
    short, long = sorted((compact(one), compact(other)), key=len)
    return short == long or (long[:2].isalpha() and long[2:] == short)


_LABEL = re.compile(r"^(?:(?:n[º°o]|num|nr)\b\.?|[#:.\s-])+", re.IGNORECASE)


def is_same_number(expected: str, given: str) -> bool:
    """Return whether two invoice numbers are the same; *expected* may part series and number by `|`."""
    parts = [re.escape(_plain_number(part)) for part in expected.split("|")]
    return re.fullmatch(r"[\W_]?".join(parts), _plain_number(given)) is not None


def _plain_number(text: str) -> str:
    return "".join(_LABEL.sub("", text).split()).upper()


CCC = 20
"""Digits of a Spanish account number; its IBAN has `ES` and two more before them."""


def is_same_iban(one: str, other: str) -> bool:
    """Return whether two account numbers are the same, a Spanish one with or without the start of its IBAN."""
    short, long = sorted((compact(one), compact(other)), key=len)
    return short == long or (len(short) == CCC and long.startswith("ES") and long[4:] == short)


SAME: Mapping[str, Callable[[str, str], bool]] = {
    "date": is_same_date,
    "total": is_same_amount,
    "currency": _is_same_currency,
    "supplier": is_same_name,
    "supplier_tax_id": is_same_tax_id,
    "invoice_number": is_same_number,
    "iban": is_same_iban,
    "n_transactions": _is_same_count,
    "sum_amounts": is_same_amount,
}
"""How each field is compared: (expected, given)."""
