"""What must hold whatever broke: asked of the ledgers as each tenant, and of the tables as a superuser."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from asiento.pipeline import LAST
from infra.local.imports import Result
from infra.local.truth import differences

QUESTIONS = text(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def violations(superuser: Engine, results: Mapping[str, Result], truths: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return each invariant with the sentences that say how it is broken; none if it holds."""
    with superuser.connect() as connection:
        counts = connection.execute(QUESTIONS, {"last": LAST.name}).mappings().one()
    found = {name: [f"{count} of them"] if count else [] for name, count in counts.items()}
    found["documents that did not come out as they must"] = [
        f"{tenant}: {sentence}"
        for tenant, result in results.items()
        for sentence in differences(result, truths[tenant])
    ]
    found["items lost or too many"] = list(_miscounted(results, truths))
    return found


def _miscounted(results: Mapping[str, Result], truths: Mapping[str, Any]) -> Iterator[str]:
    for tenant, result in results.items():
        expected = sum(truth["items"] for truth in truths[tenant])
        if len(result.items) != expected:
            yield f"{tenant}: {len(result.items)} items, but must be {expected}"
        rows = sum(len(truth["rows"]) for truth in truths[tenant])
        posted = sum(map(len, result.ledger.values()))
        if posted != rows:
            yield f"{tenant}: {posted} postings, but must be {rows}"
