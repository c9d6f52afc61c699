"""Runs the stage functions of `reader_functions` in a child process."""

from dataclasses import replace
from typing import Any

import pytest

from asiento.errors import AsientoError
from asiento.model import Item
from asiento.pipeline import STAGES
from asiento.sandbox.process import ProcessSandbox
from builders import TENANT, DictFiles, make_file_item, make_tools
from reader_functions import STRANGER

STAGE = replace(STAGES["preprocess"], warm_up=None)
OWN = f"{TENANT.id}/00000000-0000-4000-8000-0000000000b1/00000000-0000-4000-8000-0000000000c1"
OTHERS_FILE = f"{STRANGER}/{STRANGER}/{STRANGER}/invoice.pdf"


def run(
    sandbox: ProcessSandbox, function: str, name: str = "a.pdf", files: DictFiles | None = None, **of_stage: Any
) -> Item:
    """Run a stage function of `reader_functions` on a file called *name*."""
    files = files if files is not None else DictFiles()
    stage = replace(STAGE, function=f"reader_functions:{function}", **of_stage)
    item = replace(make_file_item(b"bytes", files, "a.pdf"), name=name)
    return sandbox.run(stage, item, make_tools(files))


def code_of(sandbox: ProcessSandbox, function: str, name: str = "a.pdf", **of_stage: Any) -> str:
    """Return the code with which the stage function ends."""
    with pytest.raises(AsientoError) as ended:
        run(sandbox, function, name, **of_stage)
    return ended.value.code
