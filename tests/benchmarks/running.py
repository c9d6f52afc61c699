"""The stack that a benchmark measures: the one that is up."""

import argparse
import os
import sys
from pathlib import Path

from infra.local import stack
from infra.local.config import StackConfig, read_config


def add_stack(parser: argparse.ArgumentParser) -> None:
    """Let *parser* take the folder of another stack than that of var/."""
    parser.add_argument("--var", type=Path, help="the folder of the stack, if it is not var/")


def running_stack(arguments: argparse.Namespace) -> tuple[StackConfig, stack.Record]:
    """Return the stack that *arguments* name, and its record; without one, say what to do and end the program."""
    config = read_config(os.environ) if arguments.var is None else StackConfig(var=arguments.var)
    record = stack.read_record(config)
    if record is None:
        print("Nothing is up. Start with: make up", file=sys.stderr)
        sys.exit(1)
    return config, record
