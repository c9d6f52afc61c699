"""`template.yaml`, parsed."""

from functools import cache
from typing import Any

from samcli.yamlhelper import yaml_parse

from places import ROOT


@cache
def template() -> dict[str, Any]:
    """Return the template with CloudFormation's short forms taken apart."""
    parsed: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))
    return parsed


def resources() -> dict[str, Any]:
    """Return the template's resources by name."""
    found: dict[str, Any] = template()["Resources"]
    return found
