"""Bank files with one thing changed: where the file states a proof, nothing else is booked without a person."""

import pytest

from mutations.bank.__main__ import BankMutant, mutants_of
from places import DOCUMENTS

FILES = sorted(path for path in (DOCUMENTS / "bank").iterdir() if path.suffix != ".json")
SEED = "1"


@pytest.fixture(scope="module")
def mutants() -> list[BankMutant]:
    """The mutants of all sample files that pass clean."""
    return [one for path in FILES for one in mutants_of(path, SEED)]


def test_no_mutant_is_booked_where_the_file_states_a_proof(mutants: list[BankMutant]) -> None:
    """Not silently, nor with a warning."""
    proven = [one for one in mutants if one.proof == "proof"]

    assert {one.format for one in proven} == {"MT940", "NORMA43", "CAMT"}
    assert len([one for one in proven if one.state == "held"]) > 80
    assert [one for one in proven if one.state in ("silent", "warned")] == []


def test_what_no_single_file_can_show_is_known(mutants: list[BankMutant]) -> None:
    """Without balances, counts and sums a row may be missing, or a figure be another one."""
    missed = {(one.format, str(one.kind)) for one in mutants if one.state in ("silent", "warned")}

    assert {form for form, _ in missed} <= {"OFX", "QIF"}
    assert "mark changed" not in {kind for _, kind in missed}
