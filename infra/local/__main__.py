"""The commands behind `make up`, `down`, `status` and `run`. Expected problems end in a sentence, not a traceback."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from infra.local import logs, stack
from infra.local.config import StackConfig, StackError, read_config
from infra.local.documents import gather


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="start the stack and deploy onto it")
    commands.add_parser("down", help="stop it; the database stays")
    commands.add_parser("status", help="say what runs where")
    commands.add_parser("logs", help="show what the functions logged last")
    backup = commands.add_parser("backup", help="write database and documents of the stack into a new folder")
    backup.add_argument("folder", type=Path)
    restore = commands.add_parser("restore", help="put a backup in the place of what the stack holds")
    restore.add_argument("folder", type=Path)
    run = commands.add_parser("run", help="start the stack and import documents")
    run.add_argument("documents", nargs="*", type=Path, help="files or folders; without any, the samples")
    arguments = parser.parse_args()
    try:
        return _run(arguments)
    except StackError as error:
        print(f"asiento: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("asiento: interrupted; `make down` stops what is up", file=sys.stderr)
        return 130


def _run(arguments: argparse.Namespace) -> int:
    config = read_config(os.environ)
    match arguments.command:
        case "up":
            stack.up(config, _say)
        case "down":
            stack.down(config, _say)
        case "status":
            stack.status(config, _say)
        case "logs":
            logs.show(config, _say)
        case "backup" | "restore":
            _move(config, arguments)
        case "run":
            return _import(config, arguments.documents)
    return 0


def _move(config: StackConfig, arguments: argparse.Namespace) -> None:
    from infra.local import backup  # noqa: PLC0415 (with the deployment's libraries)

    move = backup.save if arguments.command == "backup" else backup.bring_back
    _say(move(config, arguments.folder.resolve()))


def _import(config: StackConfig, paths: Sequence[Path]) -> int:
    if paths:
        gather(paths)  # A wrong path is told before anything is started.
    from infra.local import demo  # noqa: PLC0415 (with what draws the samples: seconds that the other commands save)

    return demo.run(config, stack.up(config, _say), paths)


def _say(message: str) -> None:
    print(f"asiento: {message}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
