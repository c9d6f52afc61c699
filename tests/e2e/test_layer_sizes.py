"""Each function with its layers, as `sam build` leaves them and we compile them, against what Lambda takes."""

from functools import cache
from pathlib import Path

import pytest

from infra.local.build import BUILT, build, files_below
from infra.local.stack import RAPIDOCR
from places import ROOT
from templates import resources

MOST = 250 * 1024 * 1024
"""Bytes of a function and its layers, unpacked (AWS Lambda quotas)."""

pytestmark = pytest.mark.timeout(900)


@cache
def size(name: str) -> int:
    """Return the bytes of a built function or layer."""
    return size_below(ROOT / BUILT / name)


def size_below(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_every_function_fits_into_lambda() -> None:
    """With room for a new library or two."""
    build(lambda _: None)
    functions = {name: made for name, made in resources().items() if made["Type"] == "AWS::Serverless::Function"}
    taken = {
        name: size(name) + sum(size(layer["Ref"]) for layer in made["Properties"]["Layers"])
        for name, made in functions.items()
    }

    assert {name: size for name, size in taken.items() if size > MOST * 0.8} == {}
    assert size("AsientoLayer") > 20_000_000
    assert list(files_below(ROOT / BUILT / "OcrFunction"))


def test_the_better_engine_alone_does_not_fit() -> None:
    """This is why it is no layer: its packages are larger than all that Lambda takes."""
    assert size_below(RAPIDOCR) > MOST
