"""The scans find what they are for, and their settings give reasons."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.scan.advisories import NO_SERVICE, in_clone, read_audit
from infra.scan.licences import gpl_libraries, is_allowed
from infra.scan.locks import LAYERS, LOCKS, Pin, read_pins
from infra.scan.pinned import check_pins
from infra.scan.template import SETTINGS


def pin(version: str, name: str = "pillow") -> Pin:
    """Return a locked package."""
    return Pin(name=name, version=version, hashes=1)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Advisories for `pillow`: of a range, of listed versions, and one that was withdrawn."""
    events = [{"introduced": "0"}, {"fixed": "9.1"}, {"introduced": "10.0"}, {"last_affected": "10.2"}]
    entries: dict[str, dict[str, Any]] = {
        "RANGE": {"ranges": [{"type": "ECOSYSTEM", "events": events}]},
        "LISTED": {"versions": ["9.5", "9.6"]},
        "WITHDRAWN": {"versions": ["9.6"]},
    }
    folder = tmp_path / "vulns" / "pillow"
    folder.mkdir(parents=True)
    for name, affected in entries.items():
        entry: dict[str, Any] = {"id": name, "affected": [{"package": {"name": "Pillow"}, **affected}]}
        if name == "WITHDRAWN":
            entry["withdrawn"] = "2026-01-01"
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(entry), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("version", "known"),
    [("9.0.1", ["RANGE"]), ("9.1", []), ("9.6", ["LISTED"]), ("10.1", ["RANGE"]), ("10.2", ["RANGE"]), ("10.3", [])],
)
def test_a_vulnerable_version_is_found_in_a_clone(clone: Path, version: str, known: list[str]) -> None:
    """Ranges begin and end as their events say, listed versions count, what was withdrawn does not."""
    report = in_clone(clone, [pin(version), pin(version, "another")])

    assert [finding.split(": ")[1].partition(".")[0] for finding in report.findings] == known


def test_what_pip_audit_found_is_a_finding() -> None:
    """A package that it could not look for is counted as one that was not looked at."""
    answered = {
        "dependencies": [
            {"name": "pillow", "version": "9.0", "vulns": [{"id": "PYSEC-1"}]},
            {"name": "lxml", "version": "6.0", "vulns": []},
            {"name": "odd", "skip_reason": "not on PyPI"},
        ]
    }
    assert [finding.partition(". ")[0] for finding in read_audit(answered).findings] == ["pillow 9.0: PYSEC-1"]
    assert "2 of 3 packages" in read_audit(answered).summary


@pytest.mark.parametrize("silent", [{"dependencies": [{"name": "pillow", "skip_reason": "not found"}]}, None])
def test_no_answer_of_pip_audit_is_no_finding(silent: dict[str, Any] | None) -> None:
    """A service that is away skips every package: that is said, and stops nobody."""
    report = read_audit(silent)

    assert (report.summary, report.findings) == (NO_SERVICE, ())


@pytest.mark.parametrize(
    "said",
    [
        "MIT",
        "BSD License AND Apache Software License",
        "GPL-3.0-only OR MIT",
        "MPL-2.0 AND MIT",
        "GNU Library or Lesser General Public License (LGPL)",
        "BSD-3-Clause, Apache-2.0, dependency licenses",
    ],
)
def test_a_permissive_licence_is_allowed(said: str) -> None:
    """As is a choice that offers one, and the LGPL."""
    assert is_allowed(said)


@pytest.mark.parametrize(
    "said", ["", "GPL-3.0-only", "AGPL-3.0", "MIT AND GPL-2.0-or-later", "GNU General Public License (GPL)", "Other"]
)
def test_any_other_licence_is_not(said: str) -> None:
    """The GPL, the AGPL, what adds them to a permissive one, and what nobody knows."""
    assert not is_allowed(said)


def test_a_library_under_the_gpl_is_seen_in_a_wheel() -> None:
    """Whatever the package says of itself; its neighbours under other licences are not taken for it."""
    files = [Path("x.libs") / name for name in ("libx265-4883ecb5.so.217", "libheif-e72e.so.1", "libgs-1.so")]

    assert gpl_libraries(files) == ["libx265-4883ecb5.so.217", "libgs-1.so"]


def test_everything_that_is_installed_is_pinned_by_hash() -> None:
    """Each requirement of the layers, of the developers' environment and of the tools has one version and hashes."""
    assert check_pins().findings == ()
    assert all(read_pins(lock) for lock in LOCKS)
    assert set(LAYERS) <= set(LOCKS)


def test_a_loose_pin_is_seen(tmp_path: Path) -> None:
    """A requirement with a range or without hashes is one that anything could be installed for."""
    lock = tmp_path / "requirements.txt"
    hashed = f"    --hash=sha256:{'0' * 64}"
    lock.write_text(f"good==1.0 \\\n{hashed} \\\n{hashed}\nloose>=1.0 \\\n{hashed}\nbare==1.0\n", encoding="utf-8")

    assert [(found.name, found.version, found.hashes) for found in read_pins(lock)] == [
        ("good", "1.0", 2),
        ("loose", "", 1),
        ("bare", "1.0", 0),
    ]


def test_each_check_that_is_skipped_has_its_reason() -> None:
    """The line above it is a comment; none is skipped without checkov's settings saying why."""
    lines = SETTINGS.read_text(encoding="utf-8").splitlines()
    skipped = [at for at, line in enumerate(lines) if line.strip().startswith("- CKV")]

    assert len(skipped) == len(yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["skip-check"]) > 0
    assert all(lines[at - 1].strip().startswith("# ") for at in skipped)
