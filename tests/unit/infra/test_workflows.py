"""The workflows do what `.ci/run` does, with actions that nobody can change afterwards."""

import re
from typing import Any

import pytest
import yaml

from needs import NO_SKIPS
from places import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def steps_of(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash(path: Any) -> None:
    """A tag can be moved to other code, a hash cannot."""
    used = [step["uses"] for step in steps_of(yaml.safe_load(path.read_text(encoding="utf-8"))) if "uses" in step]

    assert [name for name in used if not PINNED.fullmatch(name)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read(path: Any) -> None:
    """Code of a fork runs in it: its token changes nothing, and is not left in the clone."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    checkouts = [step for step in steps_of(workflow) if step.get("uses", "").startswith("actions/checkout@")]

    assert workflow["permissions"] == {"contents": "read"}
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_the_workflow_runs_what_ci_runs() -> None:
    """The targets are those of `.ci/run`, and neither of them lets a check be skipped."""
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    wanted = re.findall(r"^exec make (.+)$", run, re.MULTILINE)
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))

    assert [step["run"] for step in steps_of(workflow) if "run" in step] == [
        f"make {name}" for name in wanted[0].split()
    ]
    assert f"export {NO_SKIPS}=1" in run.splitlines()
    assert workflow["jobs"]["test"]["env"] == {NO_SKIPS: "1"}
