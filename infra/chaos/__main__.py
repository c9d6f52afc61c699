"""`make chaos`: a stack of its own, the storm, the tables. Ends with 1 if anything that must hold does not."""

import argparse
import sys

from infra.chaos import faults, report, run, workers
from infra.local import stack
from infra.local.config import ROOT, StackConfig, StackError
from infra.local.ports import free_port
from infra.local.processes import discard

PARAMETERS = {"RetryBaseSeconds": "1", "OcrPackages": "", "MaxIngestsPerMin": "10000", "MaxFormRequestsPerMin": "10000"}
"""Short backoffs; one OCR engine, since each kill loads the others' models again; and requests as fast as they come."""


def main() -> int:
    """Run the storm and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m infra.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="repeats the plan of faults")
    parser.add_argument("--short", action="store_true", help="about ninety faults")
    arguments = parser.parse_args()
    if not workers.can_be_found():
        print("asiento: chaos finds workers by their connections, in /proc. Run it on Linux, as root.", file=sys.stderr)
        return 1
    try:
        return _storm(arguments.seed, faults.SHORT if arguments.short else faults.FULL)
    except StackError as error:
        print(f"asiento: {error}", file=sys.stderr)
        return 1


def _storm(seed: int, size: faults.Size) -> int:
    var = ROOT / "var" / "chaos"
    discard(var)
    config = StackConfig(
        var=var, gateway_port=free_port(), postgres_port=free_port(), clamd_port=free_port(), parameters=PARAMETERS
    )
    try:
        record = stack.up(config, _say)
        outcome = run.storm(config, record, run.Orders(seed=seed, size=size, folder=var / "documents"), _say)
    finally:
        stack.down(config, _say)
    report.show(outcome, print)
    return 1 if any(outcome.violations.values()) else 0


def _say(message: str) -> None:
    print(f"asiento: {message}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
