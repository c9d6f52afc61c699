"""What a reader doubted waits for a person, a finding for each kind of doubt."""

from dataclasses import replace

from asiento.document import Doubt
from asiento.model import Severity
from papers import amount, findings_of, invoice, tax

DOUBT = Doubt.of("day_may_be_month")


def test_each_kind_of_doubt_is_one_finding() -> None:
    """It names the first field, and how many others are doubted for the same reason."""
    doubted = replace(amount("21.00"), doubt=DOUBT)
    iva = replace(tax("IVA", "21", "100.00", "21.00"), rate=replace(amount("21"), doubt=DOUBT), amount=doubted)
    (alone,) = findings_of(invoice(total=replace(amount("121.00"), doubt=DOUBT)))
    (with_others,) = findings_of(invoice(taxes=(iva,), total=replace(amount("121.00"), doubt=DOUBT)))

    assert (alone.severity, alone.field, alone.params["more"]) == (Severity.REVIEW, "total", 0)
    assert with_others.params["more"] == 2
