"""Run as a process of its own, as whoever may be told to: readers with a hostile child. Prints what the child got.

Its environment has secrets; its standard input says what to do: a list of stage, function and name of the item. Flags:
`required`, `linger` (say the group of the sandbox), and what the kernel is to lack: `no-seccomp`, `no-landlock`, or
`no-loading`, if it has filters and lets nobody use them.
"""

import errno
import json
import os
import sys
from dataclasses import replace
from typing import Any

from seccompy import Action, Filter

from asiento.errors import AsientoError
from asiento.pipeline import STAGES
from asiento.sandbox.prctl import PR_SET_SECCOMP
from asiento.sandbox.process import ProcessSandbox
from asiento.settings import SettingsError
from builders import DictFiles, make_file_item, make_tools

SECCOMP_SET_MODE_FILTER = 1


def run(sandbox: ProcessSandbox, stage: str, function: str, said: dict[str, Any]) -> Any:
    """Return what the child says in its item's media type, or the code with which it ended."""
    of = replace(STAGES[stage], function=f"hostile_reader:{function}", warm_up=None)
    files = DictFiles()
    item = replace(make_file_item(b"bytes", files), name=json.dumps({"parent": os.getpid(), **said}))
    try:
        return json.loads(sandbox.run(of, item, make_tools(files, tesseract=sys.executable)).media_type or "null")
    except AsientoError as error:
        return error.code


def lack() -> None:
    """Have the kernel answer as an older one would."""
    old = Filter(default=Action.ALLOW)
    if "no-seccomp" in sys.argv:
        old.errno("seccomp", errno.ENOSYS)
        old.errno("prctl", errno.EINVAL, args={0: PR_SET_SECCOMP})
    if "no-loading" in sys.argv:
        old.errno("seccomp", errno.EPERM, args={0: SECCOMP_SET_MODE_FILTER})
    if "no-landlock" in sys.argv:
        old.errno("landlock_create_ruleset", errno.ENOSYS)
    old.load()


def say(what: Any) -> None:
    """Say it at once, a line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Do what standard input says, in one server."""
    lack()
    try:
        sandbox = ProcessSandbox(required="required" in sys.argv)
        for task in json.load(sys.stdin):
            say(run(sandbox, *task))
            if "linger" in sys.argv:
                say(sandbox.server.pid if sandbox.server else 0)
        sandbox.stop()
    except SettingsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
