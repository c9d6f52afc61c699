"""`make statements-fuzz`: N made statements through the stages; wrong and held ones are named to be run again."""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from made_statements.check import make_case, verdict
from made_statements.paper import statement_pdf
from made_statements.tally import SHARE, Tally, tally

AT_ONCE = 25
MOST_NAMED = 8


def main() -> int:
    """Run the cases, or tell one. Returns 1 if any statement was wrong, or too few were posted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=400, help="how many")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--case", type=int, help="tell this one")
    parser.add_argument("--pdf", type=Path, help="write that one there")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    given = parser.parse_args()
    if given.case is not None:
        return _tell(given.seed, given.case, given.pdf)
    counted = Tally()
    with ProcessPoolExecutor(given.processes) as pool:
        starts = range(0, given.statements, AT_ONCE)
        parts = (range(start, min(start + AT_ONCE, given.statements)) for start in starts)
        for part in pool.map(tally, [given.seed] * len(starts), parts):
            counted.merge(part)
    print(counted.table())
    for what, found in (("wrong", counted.wrong), ("not posted", counted.unposted)):
        for kind, numbers in sorted(found.items(), key=lambda pair: -len(pair[1])):
            named = ", ".join(map(str, numbers[:MOST_NAMED]))
            print(f"  {what}: {len(numbers):>4} {kind}, cases {named}")
    return 0 if not counted.wrong and counted.share >= SHARE else 1


def _tell(seed: str, number: int, pdf: Path | None) -> int:
    case = make_case(seed, number)
    if pdf:
        pdf.write_bytes(statement_pdf(case.truth, case.style))
    found = verdict(case)
    became = f"{found.state} {found.kind}\n{found.said}".rstrip()
    print(f"{case.style}\n\n{case.truth}\n\nproves itself: {case.proves}\nbecame: {became}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
