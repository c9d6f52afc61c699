"""The total of a till receipt: the candidate for which label, repetition and arithmetic speak together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from asiento.document import Field, Source
from asiento.pages.annotated import Paper
from asiento.pages.receipt.amounts import Amount, receipt_amounts
from asiento.pages.receipt.proofs import PAYING, REPEATING, Proof, proofs_of, with_final
from asiento.pages.receipt.roles import Role, role_of
from asiento.pages.receipt.tax_table import table_total

WEIGHTS = {
    Role.FINAL: 3.0,
    Role.TOTAL: 2.4,
    Role.CARD: 1.2,
    Role.PAID: 0.9,
    Role.SUBTOTAL: 0.6,
    Role.AMOUNT: 0.5,
    None: 0.2,
}
"""What each label says for its amount being the total; FINAL stands after the rounding of cash."""

PER_PROOF, DOUBTFUL, LOWER, SMALL = 1.3, 0.6, 0.2, 2.5
"""What each independent proof adds; what a mended reading takes off; what standing lowest on the page adds; what is
taken off an amount that is a small part of another: a tax in the total (`Total included GST`)."""

UNSEEN, UNREAD = 0.85, 0.65
"""The most that an amount is worth which is labelled as something else, or above a total that could not be read; and
such a one that little proves, so that the better engine reads the page."""

TOO_SMALL = 0.2
"""What is taken off where an article costs more than the total and nothing proves it."""

SURE = {0: 0.5, 1: 0.75, 2: 0.93, 3: 0.97}
"""Confidence by how many independent things agree (the label, each proof)."""

SUMMED, SEEN_SUMMED = 0.75, 0.85
"""Confidence in a total that the table of taxes tells otherwise than its label; and where it is printed somewhere."""

LARGEST_ROUNDING = Decimal("0.05")
"""What is rounded for cash may differ from the table by so much."""


@dataclass(frozen=True)
class Candidate:
    """An amount that may be the total, with what speaks for it."""

    amount: Amount
    proofs: frozenset[Proof]
    score: float


def receipt_total(paper: Paper) -> Field[Decimal] | None:
    """Return the total with the confidence that its proofs give; None where nothing is labelled as one."""
    amounts = with_final(receipt_amounts(paper))
    candidates = list(_candidates(amounts))
    if not candidates:
        return None
    best = max(candidates, key=lambda one: one.score)
    field, summed = _field(paper, best, candidates, amounts), table_total(paper, amounts)
    if summed is None or not _is_misread(field.value, summed):
        return field
    sure = SEEN_SUMMED if any(one.value == summed for one in amounts) else SUMMED
    return replace(field, value=summed, confidence=sure, source=Source.DERIVED)


def _is_misread(value: Decimal, summed: Decimal) -> bool:
    """Return whether *value* is *summed* but for one digit: the sums of a table hold, a single figure may not."""
    one, other = f"{value:.2f}", f"{summed:.2f}"
    differing = sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else 0
    return differing == 1 and abs(value - summed) >= LARGEST_ROUNDING


def _candidates(amounts: Sequence[Amount]) -> Iterator[Candidate]:
    proofs = proofs_of(amounts)
    first = min((one.at for one in amounts if one.role in REPEATING), default=0)
    highest = max((one.value for one in amounts if one.role in REPEATING | PAYING and not is_summary(one)), default=0)
    for place, amount in enumerate(amounts):
        if amount.role in WEIGHTS and amount.value > 0 and not is_summary(amount):
            found = proofs(amount)
            if (amount.doubtful and not found) or (amount.role is None and not is_proven(amount, found, first)):
                continue
            score = WEIGHTS[amount.role] + PER_PROOF * len(found) - DOUBTFUL * amount.doubtful
            score -= SMALL * (amount.role is Role.TOTAL and amount.value < highest / 4)
            yield Candidate(amount, found, score + LOWER * place / len(amounts))


def has_unread_final(paper: Paper, candidates: Sequence[Candidate]) -> bool:
    """Return whether a line announces the total after rounding, and its amount could not be read."""
    read = {one.amount.at for one in candidates}
    return any(at not in read and role_of(line.plain) is Role.FINAL for at, line in enumerate(paper.lines))


def is_proven(amount: Amount, proofs: frozenset[Proof], first: int) -> bool:
    """Return whether *amount*, whose label could not be read, is the total; *first* is the first labelled line."""
    return amount.at > first and amount.row == 1 and Proof.TAXED in proofs and len(proofs) > 1


def is_summary(amount: Amount) -> bool:
    """Return whether *amount* stands in a row of a tax table, beside a net and a tax."""
    return amount.row > 1 and amount.role not in (Role.FINAL, Role.CARD, Role.PAID)


def _field(paper: Paper, best: Candidate, candidates: Sequence[Candidate], amounts: Sequence[Amount]) -> Field[Decimal]:
    amount = best.amount
    labelled = amount.role in (Role.FINAL, Role.TOTAL)
    agreeing = min(labelled + len(best.proofs), max(SURE))
    rival = any(
        one.amount.value != amount.value and one.score > best.score - PER_PROOF and one.amount.role in WEIGHTS
        for one in candidates
    )
    sure = SURE[agreeing] - 0.1 * rival - 0.15 * amount.doubtful
    if agreeing < 2:  # noqa: PLR2004 (nothing but one label vouches for the digits)
        sure = min(sure, 0.4 + amount.span.confidence / 2)
    if not best.proofs and amount.value < max(one.value for one in amounts):
        sure -= TOO_SMALL
    if not labelled or has_unread_final(paper, candidates):
        sure = min(sure, UNSEEN if not labelled or len(best.proofs) > 1 else UNREAD)
    sure = min(sure, 0.75 + amount.span.confidence / 4)
    return paper.judged(amount.value, amount.span, sure)
