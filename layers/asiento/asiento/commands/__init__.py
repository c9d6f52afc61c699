"""The command `asiento`, for developers and operators. Each subcommand is a module; this one only parses."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "backfill": ("asiento.commands.backfill", "take over what an older system left pending"),
    "calibrate": ("asiento.commands.calibrate", "fit how sure values are to the truth of manifests"),
    "erase": ("asiento.commands.erase", "erase all that is kept of a tenant, and prove it"),
    "evaluate": ("asiento.commands.evaluate", "measure how well the files of a manifest are read"),
    "redrive": ("asiento.commands.redrive", "send dead letters back to their stage"),
}
"""Each subcommand, with its module (`add_arguments`, `run`) and what `asiento --help` says of it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments*, those of the process by default. Returns its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = ArgumentParser(prog="asiento", description="Documents in, ledger entries out.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary.capitalize()}.")
        # Only the one that runs is loaded: each has libraries of its own.
        if given[:1] == [name]:
            chosen = import_module(module)
            chosen.add_arguments(command)
            command.set_defaults(run=chosen.run)
    options = parser.parse_args(given)
    status: int = options.run(options)
    return status


if __name__ == "__main__":
    sys.exit(main())
