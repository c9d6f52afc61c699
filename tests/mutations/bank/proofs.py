"""What of a bank file proves its rows, asked without the package: that it does, not whether it is right."""

import re
from collections.abc import Mapping

from asiento.reading.bank_files import BankFormat

PROOFS: Mapping[BankFormat, tuple[str, ...]] = {
    BankFormat.MT940: (r"(?m)^:60[FM]:", r"(?m)^:(?:62[FM]|90[CD]):"),
    BankFormat.NORMA43: (r"(?m)^33\d{18}",),
    BankFormat.CAMT: (r"TxsSummry>|>(?:OPBD|PRCD)<", r"TxsSummry>|>(?:CLBD|ITBD)<"),
}
"""Of each format what must stand in the file, all of it. OFX has a closing balance only, QIF none."""


def states_proof(text: str, form: BankFormat) -> bool:
    """Return whether *text* states balances at both ends, or sums or counts of its rows."""
    patterns = PROOFS.get(form, ())
    return bool(patterns) and all(re.search(pattern, text) for pattern in patterns)
