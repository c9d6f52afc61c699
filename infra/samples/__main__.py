"""`python -m infra.samples OUTDIR`: write the sample documents and `truth.json`."""

from argparse import ArgumentParser
from pathlib import Path

from infra.samples.catalogue import TRUTH, write_samples


def main() -> None:
    """Read the command line and write the files."""
    parser = ArgumentParser(prog="python -m infra.samples", description="Write the sample documents.")
    parser.add_argument("outdir", type=Path, help="the folder to write to; made if it is missing")
    outdir: Path = parser.parse_args().outdir
    made = write_samples(outdir)
    print(f"Wrote {len(made)} sample documents and {TRUTH} to {outdir}.")


if __name__ == "__main__":
    main()
