"""checkov over `template.yaml`, once for each state of the two and of checkov's settings."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

from infra.local.config import ROOT
from infra.scan.report import Report

SETTINGS = ROOT / "infra" / "scan" / "checkov.yaml"
SOURCES = (ROOT / "template.yaml", SETTINGS, ROOT / "infra" / "scan" / "tools.lock")


def check_template(tools: Path) -> Report:
    """Run checkov of the environment *tools*, or say what it said last if nothing has changed since it was content."""
    stamp = ROOT / "var" / "scan" / "template.stamp"
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()
    if stamp.exists() and (known := stamp.read_text().splitlines()) and known[0] == wanted:
        return Report(name="template", summary=f"{known[1]} (as before)")
    report = _read(_run(tools))
    if not report.findings:
        stamp.write_text(f"{wanted}\n{report.summary}\n")
    return report


def _run(tools: Path) -> str:
    finished = subprocess.run(
        [str(tools / "bin" / "checkov"), "--file", "template.yaml", "--config-file", str(SETTINGS), "--output", "json"],
        cwd=ROOT,
        env={**os.environ, "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=False,
    )
    return finished.stdout or f'{{"error": {json.dumps(finished.stderr[-500:])}}}'


def _read(output: str) -> Report:
    answer = json.loads(output)
    if "summary" not in answer:
        return Report(name="template", summary="not read", findings=(f"checkov failed: {answer}. Mend it.",))
    counted = answer["summary"]
    return Report(
        name="template",
        summary=f"{counted['passed']} checks of checkov passed, {counted['failed']} failed.",
        findings=tuple(
            f"{failed['resource']}: {failed['check_name']} ({failed['check_id']}). "
            "Mend template.yaml, or skip it in infra/scan/checkov.yaml with a reason."
            for failed in answer["results"]["failed_checks"]
        ),
    )
