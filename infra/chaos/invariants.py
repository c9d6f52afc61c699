"""What must hold whatever broke: asked of the ledgers as each tenant, and of the tables as a superuser."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Engine, text

from infra.local.imports import LEDGERS, Result
from infra.local.truth import differences

LEAVES = "NOT EXISTS (SELECT FROM asiento.items c WHERE c.tenant_id = i.tenant_id AND c.parent_id = i.id)"
LEDGER = " UNION ALL ".join(
    f"SELECT '{table}' AS place, tenant_id, item_id, line FROM asiento.{table}"  # noqa: S608 (made of constants)
    for table in LEDGERS
)
UNFINISHED = text("SELECT count(*) FROM asiento.items WHERE state IN ('queued', 'running')")
POSTED_TWICE = text(f"""
    SELECT count(*) FROM (SELECT item_id, line FROM ({LEDGER}) l GROUP BY item_id, line HAVING count(*) > 1) twice
""")  # noqa: S608
OF_ANOTHER = text(f"""
    SELECT count(*) FROM ({LEDGER}) l LEFT JOIN asiento.items i ON i.id = l.item_id
    WHERE i.tenant_id IS DISTINCT FROM l.tenant_id
""")  # noqa: S608
UNPOSTED = text(f"""
    SELECT count(*) FROM asiento.items i
    WHERE i.stage = 'publish' AND i.state = 'done' AND {LEAVES} AND i.id NOT IN (SELECT item_id FROM ({LEDGER}) l)
""")  # noqa: S608
POSTED_UNFINISHED = text(f"""
    SELECT count(*) FROM asiento.items i
    WHERE NOT (i.stage = 'publish' AND i.state = 'done') AND i.id IN (SELECT item_id FROM ({LEDGER}) l)
""")  # noqa: S608
QUESTIONS = {
    "items that have not ended": UNFINISHED,
    "postings made twice": POSTED_TWICE,
    "postings of another tenant's item": OF_ANOTHER,
    "published items without a posting": UNPOSTED,
    "postings of items that are not published": POSTED_UNFINISHED,
}


def violations(superuser: Engine, results: Mapping[str, Result], truths: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return each invariant with the sentences that say how it is broken; none if it holds."""
    with superuser.connect() as connection:
        counts = {name: connection.execute(question).scalar_one() for name, question in QUESTIONS.items()}
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
