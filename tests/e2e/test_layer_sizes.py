"""Each function with its layers, as `sam build` leaves them and we compile them, against what Lambda takes."""

from collections.abc import Collection
from functools import cache

import pytest
from samcli.yamlhelper import yaml_parse

from infra.local.build import BUILT, build, files_below
from places import ROOT

MOST = 250 * 1024 * 1024
"""Bytes of a function and its layers, unpacked (AWS Lambda quotas)."""

TOO_LARGE = "RapidocrLayer"
"""Only with `BetterOcr: on`, which is for the local AWS."""

pytestmark = pytest.mark.timeout(900)


@cache
def size(name: str) -> int:
    """Return the bytes of a built function or layer."""
    return sum(path.stat().st_size for path in (ROOT / BUILT / name).rglob("*") if path.is_file())


def sizes(*, without: Collection[str]) -> dict[str, int]:
    """Return the bytes of each function with its layers but *without* those named."""
    build(lambda _: None)
    resources = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))["Resources"]
    functions = {name: made for name, made in resources.items() if made["Type"] == "AWS::Serverless::Function"}
    layers = {
        name: [each.get("Ref") or each["Fn::If"][1]["Ref"] for each in made["Properties"]["Layers"]]
        for name, made in functions.items()
    }
    return {name: size(name) + sum(map(size, {*known} - {*without})) for name, known in layers.items()}


def test_every_function_fits_into_lambda() -> None:
    """As it is deployed by default, with room for a new library or two."""
    assert {name: taken for name, taken in sizes(without=[TOO_LARGE]).items() if taken > MOST * 0.8} == {}
    assert size("AsientoLayer") > 20_000_000
    assert list(files_below(ROOT / BUILT / "OcrFunction"))


def test_the_better_engine_alone_does_not_fit() -> None:
    """This is why it is off by default: its layer is larger than all that Lambda takes."""
    assert {name for name, taken in sizes(without=[]).items() if taken > MOST} == {"OcrFunction"}
    assert size(TOO_LARGE) > MOST
