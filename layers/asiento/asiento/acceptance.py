"""What a person accepted of the findings about an item. An approval covers what was seen then, word for word."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from asiento.model import Finding, Severity

Plain = Mapping[str, Any]
"""A finding as an item keeps it."""


def marked(findings: Iterable[Finding], accepted: Iterable[Finding]) -> list[Finding]:
    """Return *findings*; one that asks a person and is among *accepted* asks no more, which its severity says.

    Another value, amount or item in its sentence makes it another finding.
    """
    known = {_words(finding) for finding in accepted}
    return [
        replace(finding, severity=Severity.ACCEPTED)
        if finding.severity is Severity.REVIEW and _words(finding) in known
        else finding
        for finding in findings
    ]


def _words(finding: Finding) -> tuple[str, str, str]:
    return finding.name, finding.field, json.dumps(finding.params, sort_keys=True)


def asked(findings: Iterable[Plain]) -> list[Plain]:
    """Return those that ask a person."""
    return [finding for finding in findings if finding["severity"] == Severity.REVIEW]


def untouched(accepted: Sequence[Plain] | None, paths: Iterable[str]) -> list[Plain] | None:
    """Return those of *accepted* that are not about a field at one of *paths*, which a person just corrected.

    None, where nobody accepted anything, stays None.
    """
    if accepted is None:
        return None
    corrected = tuple(paths)
    return [each for each in accepted if not any(_is_about(each.get("field", ""), path) for path in corrected)]


def _is_about(field: str, path: str) -> bool:
    return f"{field}.".startswith(f"{path}.") or (bool(field) and path.startswith(f"{field}."))
