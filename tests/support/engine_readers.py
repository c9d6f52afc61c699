"""Stage functions of a child that has the OCR engine run, here a Python with a script, and then ends in some way."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from subprocess import TimeoutExpired

from asiento.model import Item, Program, Tools
from asiento.programs import RUN

SCRIPT = """
import json, os
print(json.dumps({"picture": os.readlink("/proc/self/fd/0"), "answer": os.readlink("/proc/self/fd/1"),
    "threads": os.environ["OMP_THREAD_LIMIT"]}))
"""


def have_run(script: str, seconds: float = 20) -> bytes:
    """Return what the engine says."""
    return RUN.get()(Program.TESSERACT, ["", "-"], script.encode(), seconds).output


def asks_the_engine(item: Item, tools: Tools) -> Item:
    """Store what the engine says of its handles; then end as the item is named."""
    key = f"{item.tenant.id}/{item.batch_id}/{item.id}/content/handles.json"
    tools.files.write(key, have_run(SCRIPT))
    ends: dict[str, Callable[[], object]] = {
        "bug": lambda: 1 // 0,
        "silence": lambda: os._exit(0),
        "loop": loop,
        "late": late,
        "well": str,
    }
    ends.get(item.name, lambda: os.kill(os.getpid(), signal.Signals[item.name]))()
    return replace(item, content_key=key)


def loop() -> None:
    """Compute without end."""
    while True:
        pass


def late() -> None:
    """Have the engine run past its limit of time."""
    try:
        have_run("while True: pass", 0.3)
    except TimeoutExpired:
        return
    os._exit(0)


def waits_for_the_engine(item: Item, _tools: Tools) -> Item:
    """Have the engine run without end."""
    have_run("while True: pass", 60)
    return item


def asks_too_much(item: Item, _tools: Tools) -> Item:
    """Have the engine read as many bytes, and run for as many seconds, as the item's name says; return the error."""
    size, seconds = item.name.split()
    try:
        RUN.get()(Program.TESSERACT, ["", "-"], bytes(int(size)), float(seconds))
    except OSError as error:
        return replace(item, media_type=type(error).__name__)
    return item
