"""`make scan`: pins, licences, template and known vulnerabilities. 1 on findings, 0 where nobody could be asked."""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from infra.local.config import ROOT
from infra.scan.advisories import check_advisories
from infra.scan.licences import check_licences
from infra.scan.pinned import check_pins
from infra.scan.report import Report
from infra.scan.template import check_template

LOCK = ROOT / "infra" / "scan" / "tools.lock"
TOOLS = ROOT / "var" / "scan" / "tools"


def main() -> int:
    """Run all scans and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m infra.scan", description=__doc__)
    parser.add_argument("--advisories", type=Path, metavar="CLONE", help="a clone of github.com/pypa/advisory-database")
    arguments = parser.parse_args()
    findings = 0
    for report in _reports(arguments.advisories):
        print(f"scan: {report.name}: {report.summary}")
        for finding in report.findings:
            print(f"scan:   {finding}")
        findings += len(report.findings)
    return 1 if findings else 0


def _reports(clone: Path | None) -> Iterator[Report]:
    yield check_pins()
    yield check_licences()
    if _has_tools():
        yield check_template(TOOLS)
    else:
        yield Report(name="template", summary="NOT SCANNED: checkov could not be installed. Check the network.")
    yield check_advisories(TOOLS, clone)


def _has_tools() -> bool:
    """Install the scanners into an environment of their own, which is none of the product's; say if they are there."""
    stamp, wanted = TOOLS / "lock.stamp", LOCK.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    TOOLS.parent.mkdir(parents=True, exist_ok=True)
    make = ["uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(TOOLS)]
    fill = ["uv", "pip", "sync", "--quiet", "--require-hashes", "--python", str(TOOLS / "bin" / "python"), str(LOCK)]
    try:
        for command in (make, fill):
            subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    stamp.write_text(wanted, encoding="utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main())
