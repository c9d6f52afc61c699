"""Papers by their number under a seed: which program prints what, and whether it is scanned."""

from collections.abc import Callable, Mapping
from random import Random

from made_documents.printed import invoice, receipt, statement
from made_documents.printed.program import Program, make_program
from made_documents.printed.scanned import scanned
from made_documents.printed.truth import Paper

SPLIT_AT = 1000
"""Seeds from it on draw papers of programs to test on, those below of programs to train on: none is of both."""
PROGRAMS = 400
"""Of each region."""
REGIONS = (("ES",), ("EC",), ("AR", "CO", "CL", "PE", "MX"), ("PT", "FR", "IT", "DE", "AT", "NL", "GB"))
KINDS: Mapping[str, Callable[[Program, Random], Paper]] = {
    "invoice": invoice.make_paper,
    "receipt": receipt.make_paper,
    "statement": statement.make_paper,
}
SHARES = ("invoice", "invoice", "invoice", "receipt", "statement")


def make_one(seed: int, number: int, *, scans: int = 0, kind: str | None = None) -> Paper:
    """Return the paper *number* of *seed*, of which *scans* of 100 are scanned or photographed."""
    split = "test" if seed >= SPLIT_AT else "train"
    rng = Random(f"{seed}:{number}")
    chosen, region = rng.choice(SHARES), rng.randrange(len(REGIONS))
    program = make_program(split, region * PROGRAMS + rng.randrange(PROGRAMS), REGIONS[region])
    paper = KINDS[kind or chosen](program, rng)
    return scanned(paper, rng) if rng.randrange(100) < scans else paper
