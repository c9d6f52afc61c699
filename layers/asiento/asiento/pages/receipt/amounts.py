"""The amounts of a till receipt, each with what the words before it say that it is. Knows no arithmetic."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from asiento.lexicon.folding import plain
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.receipt.regions import REGIONS
from asiento.pages.receipt.roles import Role, role_of
from asiento.reading.amounts import read_amount
from asiento.reading.dialect import Dialect
from asiento.reading.layout import Line, Span

_PREFIXES = "|".join(sorted({"eur", *(prefix for region in REGIONS for prefix in region.prefixes)}))
MONEY = re.compile(
    rf"(?:(?P<mark>{_PREFIXES}|[$€£¥])|(?<![\d.,/:]))[ _:]?(?P<minus>-? ?)"
    r"(?P<figure>(?:\d{1,3}(?:[,.' ]\d{3})+|[\doO]+) ?[.,] ?[\doO]{2})(?![\doO]|[.,]\d|[/:]\d)(?P<after> ?%)?",
    re.IGNORECASE,
)
"""An amount with two decimals, its currency sign glued to it or not, and the spaces and letters O of a poor reading."""

WHOLE = re.compile(
    r"(?<![\d.,/:])(?P<mark>rp|idr|[$₫¥₩])?[ .:]?(?P<minus>-? ?)"
    r"(?P<figure>\d{1,3}(?:[.,]\d{3})+)(?![\d.,/:])(?P<after> ?%)?",
    re.IGNORECASE,
)
"""An amount of a currency whose hundredths nobody uses (rupiah, yen, Colombian peso): only groups of thousands."""

LARGEST_ROUNDING = Decimal("0.1")
"""Cash is rounded to the nearest five or ten hundredths at most."""

COUNT = re.compile(r"\(?\d+(?:[.,]\d+)?[xX*)]?")
"""A number that parts the label of the amount before it from the next (`Items 2 Total 12.00`)."""


CENTS = Dialect(decimal=".", day_first=True)
"""Any: an amount with two decimals reads the same under both decimal signs."""


def _whole(figure: str) -> Dialect:
    """Return the dialect under which the separator of *figure* parts thousands."""
    return Dialect(decimal="," if "." in figure else ".", day_first=True)


@dataclass(frozen=True)
class Amount:
    """An amount on line *at*. *doubtful*: letters were taken for digits, or a per cent sign was overlooked.

    *row* is how many amounts its line holds: a table of taxes has several.
    """

    value: Decimal
    role: Role | None
    at: int
    span: Span
    row: int
    doubtful: bool


def receipt_amounts(pages: AnnotatedPages) -> tuple[Amount, ...]:
    """Return every amount with decimals, from the top; one alone on its line takes the words of the line before."""
    shape = MONEY if any(MONEY.search(line.text) for line in pages.lines) else WHOLE
    found: list[Amount] = []
    for at, line in enumerate(pages.lines):
        row = list(_amounts(line, at, shape))
        if row and _is_bare(line, row) and at and not _amounts_of(found, at - 1):
            row = [_with_role(one, role_of(pages.lines[at - 1].plain)) for one in row]
        found.extend(row)
    return tuple(found)


def _amounts_of(found: Sequence[Amount], at: int) -> list[Amount]:
    return [one for one in found if one.at == at]


def _is_bare(line: Line, row: Sequence[Amount]) -> bool:
    return len(row) == 1 and row[0].role is None and sum(map(str.isalpha, line.text)) <= 2  # noqa: PLR2004 (`RM`)


def _amounts(line: Line, at: int, shape: re.Pattern[str]) -> Iterator[Amount]:
    starts = _starts(line)
    hits = [hit for hit in shape.finditer(line.text) if any(map(str.isdigit, hit["figure"]))]
    for hit in hits:
        begin = "mark" if hit["mark"] else "minus" if hit["minus"].strip() else "figure"
        first = max(i for i, start in enumerate(starts) if start <= hit.start(begin))
        last = max(i for i, start in enumerate(starts) if start < hit.end())
        digits = hit["figure"].replace(" ", "")
        corrected = digits.upper().replace("O", "0")
        value = read_amount(corrected, CENTS if shape is MONEY else _whole(corrected))
        role = role_of(_label(line, first, line.text[starts[first] : hit.start(begin)]))
        if value is None or (hit["after"] and role in (None, Role.TAX, Role.OTHER)):
            continue
        value = -value if "-" in hit["minus"] and role is not Role.PAID else value
        doubtful = corrected != digits or bool(hit["after"])
        yield _with_role(Amount(value, None, at, line.cut(first, last + 1), len(hits), doubtful), role)


def _with_role(amount: Amount, role: Role | None) -> Amount:
    """Return *amount* with *role*: a rounding is small, and what is small is not a rounded total."""
    small = abs(amount.value) < LARGEST_ROUNDING
    if role in (Role.TOTAL, Role.FINAL) and amount.value < 0:  # the dash of a form: arithmetic must vouch for it
        amount = replace(amount, value=-amount.value, doubtful=True)
    if role is Role.ROUNDING and not small:
        role = Role.FINAL
    if role is Role.FINAL and small:
        role = Role.ROUNDING
    return replace(amount, role=role)


def _label(line: Line, first: int, glued: str) -> tuple[str, ...]:
    """Return the words before word *first*, from the number before it on, if any word follows that number.

    *glued* is what runs into the amount (`CashRM5.00`).
    """
    cut = max((i + 1 for i in range(first) if COUNT.fullmatch(line.words[i].text)), default=0)
    near = (*line.plain[cut:first], plain(glued))
    own = any(word.isalpha() and len(word) > 1 for word in near)
    return near if own else (*line.plain[:first], plain(glued))


def _starts(line: Line) -> list[int]:
    """Return where each word of *line* begins in its text."""
    starts, place = [], 0
    for word in line.words:
        starts.append(place)
        place += len(word.text) + 1
    return starts
