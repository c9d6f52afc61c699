"""Tables from a known truth, through the stages: every row ends posted as it is, held, or failed with a reason."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_tables.case import make_case
from made_tables.check import verdicts
from made_tables.tally import SHARE, Tally
from made_tables.told import told

TABLES = 2000


@pytest.mark.timeout(600)
def test_made_tables_are_posted_as_they_are_or_not_at_all() -> None:
    """No row is ever posted with another figure, day or currency; and most of what a table decides is posted."""
    counted = Tally()

    @settings(
        max_examples=TABLES,
        derandomize=True,
        database=None,
        deadline=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=False))
    def check(rng: Random) -> None:
        case = make_case(rng)
        found = verdicts(case)
        counted.add(counted.tables, case, found)
        if any(one.state == "wrong" for one in found):
            pytest.fail(told(case, found), pytrace=False)

    check()
    assert counted.share >= SHARE, counted.table()
