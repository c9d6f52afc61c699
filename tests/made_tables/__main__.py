"""`make tables-fuzz`: N made tables through the stages, and the first wrong ones as cases to run again."""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from made_tables.check import verdicts
from made_tables.shrink import shrunk
from made_tables.tally import SHARE, Tally, numbered, tally
from made_tables.told import told

AT_ONCE = 100
MOST_TOLD = 5
MOST_REASONS = 12


def main() -> int:
    """Run the cases, or tell one. Returns 1 if any row was wrong, or too few were posted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=2000, help="how many")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--case", type=int, help="tell this one, as it is and as small as it can be")
    parser.add_argument("--told", type=int, default=MOST_TOLD, help="wrong cases to tell")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    given = parser.parse_args()
    if given.case is not None:
        print(_told(given.seed, given.case))
        return 0
    counted = Tally()
    with ProcessPoolExecutor(given.processes) as pool:
        starts = range(0, given.tables, AT_ONCE)
        parts = (range(start, min(start + AT_ONCE, given.tables)) for start in starts)
        for part in pool.map(tally, [given.seed] * len(starts), parts):
            counted.merge(part)
            for kind, numbers in part.wrong.items():
                print(f"wrong: {kind} in case {', '.join(map(str, numbers))}", file=sys.stderr, flush=True)
    _report(counted, given.seed, given.told)
    return 0 if not counted.wrong and counted.share >= SHARE else 1


def _report(counted: Tally, seed: str, most: int) -> None:
    print(counted.table())
    for reason, rows in counted.unposted.most_common(MOST_REASONS):
        print(f"  not posted: {rows:>6} {reason}")
    for kind, numbers in sorted(counted.wrong.items(), key=lambda pair: -len(pair[1])):
        print(f"  wrong: {len(numbers):>6} {kind}, first in case {numbers[0]}")
    for kind, numbers in list(counted.wrong.items())[:most]:
        print(f"\n## {kind}: make tables-fuzz SEED={seed} CASE={numbers[0]}\n{_told(seed, numbers[0], kind)}")


def _told(seed: str, number: int, kind: str = "") -> str:
    """Return the case as small as it can be with the same mistake; as it is, if nothing is wrong with it."""
    case = numbered(seed, number)
    kinds = [one.kind for one in verdicts(case) if one.state == "wrong"]
    kind = kind or next(iter(kinds), "")
    if kind:
        case = shrunk(case, lambda one: any(kind == found.kind for found in verdicts(one) if found.state == "wrong"))
    return told(case, verdicts(case))


if __name__ == "__main__":
    sys.exit(main())
