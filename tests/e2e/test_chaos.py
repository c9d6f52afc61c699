"""A brief storm over the deployed stack: a worker dies in each gap of the runner and of an ingest; nothing is lost."""

from pathlib import Path

import pytest

from e2e.conftest import Deployed
from infra.chaos.faults import PLACES, Size
from infra.chaos.run import Orders, storm
from infra.chaos.workers import can_be_found

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not can_be_found(), reason="only root finds workers in /proc"),
]

FEW = 2
"""Workers that are gone by themselves before they are struck."""
BRIEF = Size(items=48, kills=1, others=0, patience=8)


def test_a_brief_storm_loses_nothing_and_posts_nothing_twice(deployed: Deployed, tmp_path: Path) -> None:
    """Every document of three tenants ended as it must, each posting once, in its own ledger; no message is left."""
    try:
        outcome = storm(deployed.config, deployed.record, Orders(seed=1, size=BRIEF, folder=tmp_path), print)
    finally:
        # Postgres may have restarted: the connections that other tests would use are gone.
        deployed.owner.dispose()

    assert {name: broken for name, broken in outcome.violations.items() if broken} == {}
    assert outcome.monkey.left == 0
    assert {place for place, _ in outcome.monkey.tally.struck} == set(PLACES)
    assert outcome.monkey.tally.missed.total() <= FEW
