"""What goes through without a person, how much of it is wrong, and whether confidence tells which.

A file that should be booked is *untouched* if it is read, and nothing holds it for a person but `NO_TOUCH`: evaluation
sets are old, and made out to other companies. Money is wrong if an amount, a currency or the number of transactions is
given and not right, a date likewise; a field is wrong if any is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from asiento.document import BILLS, DocType
from asiento.evaluate.outcome import End, Reading
from asiento.evaluate.scoring import Judged, Verdict

BOOKED = frozenset({*BILLS, DocType.RECEIPT, DocType.BANK_STATEMENT})
NO_TOUCH = frozenset({"old_date", "not_our_document", "parties_unknown"})
MONEY = frozenset({"total", "currency", "n_transactions", "sum_amounts"})
ASKED = MONEY | {"date"}
COUNTED = frozenset({"n_transactions", "sum_amounts"})
"""The fields whose least confidence is that of a file, and that of a statement."""

THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
TENTHS = 10


def tenth_of(confidence: float) -> int:
    """Return the tenth, 0 to 9, in which *confidence* lies."""
    return min(int(confidence * TENTHS), TENTHS - 1)


def untouched(judged: Iterable[Judged]) -> dict[str, Any] | None:
    """Return how many of the files that should be booked are untouched, and wrong; None if none should be."""
    files = [one for one in judged if _should_be_booked(one)]
    return _at_least(files, 0.0) if files else None


def risk_coverage(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """Return the same for each of `THRESHOLDS` below which a file would be held as well."""
    files = [one for one in judged if _should_be_booked(one)]
    return [{"confidence_from": least, **_at_least(files, least)} for least in THRESHOLDS] if files else []


def certain(judged: Iterable[Judged], least: float) -> dict[str, Any] | None:
    """Return the same if no more were held for its confidence than what is less sure than *least*."""
    files = [_without_thresholds(one) for one in judged if _should_be_booked(one)]
    return _at_least(files, least) if files else None


def _without_thresholds(one: Judged) -> Judged:
    """Return *one* without what its own confidence holds; amounts of statements have no curve."""
    reading = one.outcome.reading
    if reading.doc_type == DocType.BANK_STATEMENT:
        return one
    held = tuple(code for code in reading.held if code != "low_confidence")
    return replace(one, outcome=replace(one.outcome, reading=replace(reading, held=held)))


def expected_error(given: Sequence[tuple[float, bool]]) -> float | None:
    """Return the expected calibration error of *given*, pairs of a confidence and whether it was right.

    The mean distance, by files, of confidence and share right in ten bins of equal width (Naeini and others, 2015).
    """
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in given:
        bins[tenth_of(confidence)].append((confidence, right))
    gaps = (abs(sum(sure - right for sure, right in some)) for some in bins.values())
    return round(sum(gaps) / len(given), 4) if given else None


def separation(given: Sequence[tuple[float, bool]]) -> float | None:
    """Return the AUROC: how often a right value is surer than a wrong one, ties half; None if there are not both.

    By ranks (Mann and Whitney, 1947).
    """
    rights = sum(right for _, right in given)
    wrongs = len(given) - rights
    if not rights or not wrongs:
        return None
    ranks: dict[float, list[int]] = defaultdict(list)
    for rank, (confidence, _) in enumerate(sorted(given), 1):
        ranks[confidence].append(rank)
    mean = {confidence: sum(some) / len(some) for confidence, some in ranks.items()}
    above = sum(mean[confidence] for confidence, right in given if right) - rights * (rights + 1) / 2
    return round(above / (rights * wrongs), 4)


def _should_be_booked(one: Judged) -> bool:
    return one.truth.doc_type in BOOKED and one.truth.expect == "ok" and not one.outcome.missing


def _is_untouched(one: Judged) -> bool:
    reading = one.outcome.reading
    booked = reading.end is End.READ and not reading.codes and reading.doc_type in BOOKED
    return booked and NO_TOUCH.issuperset(reading.held)


def _confidence(one: Judged) -> float:
    """Return the least confidence of what is asked of a file; 0 if nothing is given."""
    given = one.outcome.reading.fields
    return min((given[name].confidence or 0.0 for name in _asked(one.outcome.reading) & given.keys()), default=0.0)


def _asked(reading: Reading) -> frozenset[str]:
    """Return what must be sure of a file; the currency of a table's rows is the company's where none is named."""
    if reading.doc_type == DocType.BANK_STATEMENT:
        return COUNTED
    total = reading.fields.get("total")
    return ASKED - {"currency"} if total is not None and total.raw is None else ASKED


def _at_least(files: Sequence[Judged], least: float) -> dict[str, Any]:
    through = [one for one in files if _is_untouched(one) and _confidence(one) >= least]
    money = sum(_is_wrong(one, MONEY) for one in through)
    day = sum(_is_wrong(one, {"date"}) for one in through)
    any_field = sum(_is_wrong(one, one.scores.keys()) for one in through)
    return {
        "files": len(files),
        "untouched": len(through),
        "untouched_share": round(len(through) / len(files), 4),
        "wrong_money": money,
        "wrong_money_share": round(money / len(through), 4) if through else None,
        "wrong_date": day,
        "wrong_field": any_field,
        "wrong_field_share": round(any_field / len(through), 4) if through else None,
    }


def _is_wrong(one: Judged, names: Iterable[str]) -> bool:
    return any(name in one.scores and one.scores[name].verdict is Verdict.WRONG for name in names)
