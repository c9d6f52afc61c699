"""Spain's rules on taxes that depend on another figure: the recargo on its IVA, what is withheld on the net, IPSI."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from asiento.document import Document, Tax
from asiento.model import Finding
from asiento.validate.finding import Context, review
from asiento.validate.sums import net_of, tolerance

IVA_OF_SURCHARGE: Mapping[Decimal, frozenset[Decimal]] = {
    Decimal(surcharge): frozenset(map(Decimal, iva.split()))
    for surcharge, iva in {
        "5.2": "21", "4": "18", "1.4": "10", "1": "8 7.5", "0.5": "4", "1.75": "21", "0": "0", "0.625": "5",
        "0.62": "5", "0.26": "2",
    }.items()
}  # fmt: skip
"""Which rates of IVA each recargo goes with, in percent (Ley 37/1992, art. 161; `rates_spain.py` has the periods)."""

IPSI_LEAST, IPSI_MOST = Decimal("0.5"), Decimal(10)
"""Percent: Ley 8/1991, art. 18. Ceuta and Melilla set their rates between them."""


def surcharges(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt a recargo whose IVA is not there, or has another base. An unknown rate is another rule's."""
    iva = [row for row in document.taxes if row.kind.upper() == "IVA" and row.rate is not None]
    for index, row in enumerate(document.taxes):
        rates = IVA_OF_SURCHARGE.get(row.rate.value) if row.kind.upper() == "RE" and row.rate else None
        if row.rate is None or not rates:
            continue
        own = [one for one in iva if one.rate and one.rate.value in rates]
        if not own:
            yield review("surcharge_mismatch.alone", f"taxes.{index}.rate", rate=row.rate.value, of=max(rates))
        elif row.base is not None and all(one.base for one in own) and not _shares(document, row, own):
            said, base = row.base.value, own[0].base.value if own[0].base else Decimal(0)
            yield review("surcharge_mismatch.base", f"taxes.{index}.base", rate=row.rate.value, said=said, base=base)


def _shares(document: Document, row: Tax, own: list[Tax]) -> bool:
    """Return whether the base of the recargo is one of those of its IVA: goods for own use have none."""
    bases = [one.base.value for one in own if one.base]
    said = row.base.value if row.base else Decimal(0)
    return any(abs(said - base) <= tolerance(document) for base in (*bases, sum(bases, Decimal(0))))


def withheld_on_the_net(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt what is withheld on the total: IRPF is withheld on the net (RD 439/2007, art. 93 and 95)."""
    net, total = net_of(document), document.total
    if net is None or total is None or net == total.value:
        return
    for index, row in enumerate(document.withholdings):
        if row.rate is None or row.amount is None or not row.rate.value:
            continue
        made, of_total = net * row.rate.value / 100, total.value * row.rate.value / 100
        said = row.amount.value
        if abs(abs(of_total) - abs(said)) <= tolerance(document) < abs(abs(made) - abs(said)):
            yield review(
                "totals_mismatch.withheld_on_total",
                f"withholdings.{index}.amount",
                rate=row.rate.value,
                made=round(made, 2),
                said=said,
            )


def ipsi(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt a rate of IPSI that neither Ceuta nor Melilla may set."""
    for index, row in enumerate(document.taxes):
        if row.kind.upper() == "IPSI" and row.rate is not None and not IPSI_LEAST <= row.rate.value <= IPSI_MOST:
            yield review("unknown_rate", f"taxes.{index}.rate", kind=row.kind, rate=row.rate.value)
