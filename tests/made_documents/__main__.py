"""`make money-fuzz`: N made documents a format through the stages; wrong and held ones are named to be run again."""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from made_documents.check import Case, make_case, verdict
from made_documents.formats import FORMATS
from made_documents.tally import HEAD, Tally, tally

AT_ONCE = 100
MOST_NAMED = 5


def main() -> int:
    """Run the cases, or tell one. Returns 1 if any document was wrong, or was held that a format decides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500, help="how many a format")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--format", choices=sorted(FORMATS), help="this one only")
    parser.add_argument("--case", type=int, help="tell this one of a format")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    given = parser.parse_args()
    names = [given.format] if given.format else list(FORMATS)
    if given.case is not None:
        print("\n\n".join(_told(make_case(name, given.seed, given.case)) for name in names))
        return 0
    tallies = {name: Tally(name) for name in names}
    starts = range(0, given.documents, AT_ONCE)
    jobs = [(name, range(start, min(start + AT_ONCE, given.documents))) for name in names for start in starts]
    with ProcessPoolExecutor(given.processes) as pool:
        seeds = [given.seed] * len(jobs)
        for part in pool.map(tally, [name for name, _ in jobs], seeds, [numbers for _, numbers in jobs]):
            tallies[part.format].merge(part)
    _report(list(tallies.values()), given.seed)
    return 1 if any(one.wrong or (one.unposted and not FORMATS[one.format].may_lack) for one in tallies.values()) else 0


def _report(tallies: list[Tally], seed: str) -> None:
    print("\n".join([HEAD, *(one.line() for one in tallies)]))
    for one in tallies:
        for what, found in (("wrong", one.wrong), ("not posted", one.unposted)):
            for kind, numbers in sorted(found.items(), key=lambda pair: -len(pair[1])):
                named = ", ".join(map(str, numbers[:MOST_NAMED]))
                print(f"{what}: {len(numbers):,} {kind}, cases {named}: ", end="")
                print(f"make money-fuzz SEED={seed} FORMAT={one.format} CASE={numbers[0]}")


def _told(case: Case) -> str:
    """Return the file, the truth, and what became of it."""
    encoding = "utf-16" if case.data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    found = verdict(case)
    became = f"{found.state} {found.kind}\n{found.said}".rstrip()
    text = "" if case.data.startswith(b"%PDF") else case.data.decode(encoding, "replace")
    return f"{text}\n\ntruth: {case.made}\n\nbecame: {became}"


if __name__ == "__main__":
    sys.exit(main())
