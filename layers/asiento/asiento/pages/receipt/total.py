"""The total of a till receipt: the candidate for which label, repetition and arithmetic speak together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from asiento.document import Field, Source
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.receipt.amounts import Amount, receipt_amounts
from asiento.pages.receipt.proofs import PAYING, REPEATING, Proof, proofs_of, with_final
from asiento.pages.receipt.roles import Role, role_of
from asiento.pages.receipt.tax_table import table_total
from asiento.pages.receipt.total_weights import TOTAL, TOTAL_CONFIDENCE

LARGEST_ROUNDING = Decimal("0.05")
"""What is rounded for cash may differ from the table by so much."""


@dataclass(frozen=True)
class Candidate:
    """An amount that may be the total, with what speaks for it."""

    amount: Amount
    proofs: frozenset[Proof]
    score: float


def receipt_total(pages: AnnotatedPages) -> Field[Decimal] | None:
    """Return the total with the confidence that its proofs give; None where nothing is labelled as one."""
    amounts = with_final(receipt_amounts(pages))
    candidates = list(_candidates(amounts))
    if not candidates:
        return None
    best = max(candidates, key=lambda one: one.score)
    field, summed = _field(pages, best, candidates, amounts), table_total(pages, amounts)
    if summed is None or not _is_misread(field.value, summed):
        return field
    seen = any(one.value == summed for one in amounts)
    sure = TOTAL_CONFIDENCE.seen_summed if seen else TOTAL_CONFIDENCE.summed
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
        if amount.role in TOTAL.roles and amount.value > 0 and not is_summary(amount):
            found = proofs(amount)
            if (amount.doubtful and not found) or (amount.role is None and not is_proven(amount, found, first)):
                continue
            score = TOTAL.roles[amount.role] + TOTAL.proof * len(found) - TOTAL.doubtful * amount.doubtful
            small = float(amount.value) < TOTAL.small_share * float(highest)
            score -= TOTAL.small * (amount.role is Role.TOTAL and small)
            yield Candidate(amount, found, score + TOTAL.lowest * place / len(amounts))


def has_unread_final(pages: AnnotatedPages, candidates: Sequence[Candidate]) -> bool:
    """Return whether a line announces the total after rounding, and its amount could not be read."""
    read = {one.amount.at for one in candidates}
    return any(at not in read and role_of(line.plain) is Role.FINAL for at, line in enumerate(pages.lines))


def is_proven(amount: Amount, proofs: frozenset[Proof], first: int) -> bool:
    """Return whether *amount*, whose label could not be read, is the total; *first* is the first labelled line."""
    return amount.at > first and amount.row == 1 and Proof.TAXED in proofs and len(proofs) > 1


def is_summary(amount: Amount) -> bool:
    """Return whether *amount* stands in a row of a tax table, beside a net and a tax."""
    return amount.row > 1 and amount.role not in (Role.FINAL, Role.CARD, Role.PAID)


def _field(
    pages: AnnotatedPages, best: Candidate, candidates: Sequence[Candidate], amounts: Sequence[Amount]
) -> Field[Decimal]:
    amount, judge = best.amount, TOTAL_CONFIDENCE
    labelled = amount.role in (Role.FINAL, Role.TOTAL)
    agreeing = min(labelled + len(best.proofs), len(judge.agreeing) - 1)
    rival = any(
        one.amount.value != amount.value and one.score > best.score - TOTAL.proof and one.amount.role in TOTAL.roles
        for one in candidates
    )
    sure = judge.agreeing[agreeing] - judge.rival * rival - judge.doubtful * amount.doubtful
    if agreeing < 2:  # noqa: PLR2004 (nothing but one label vouches for the digits)
        sure = min(sure, 0.4 + amount.span.confidence / 2)
    if not best.proofs and amount.value < max(one.value for one in amounts):
        sure -= judge.too_small
    if not labelled or has_unread_final(pages, candidates):
        sure = min(sure, judge.unseen if not labelled or len(best.proofs) > 1 else judge.unread)
    sure = min(sure, 0.75 + amount.span.confidence / 4)
    return pages.judged(amount.value, amount.span, sure)
