"""The regions whose tills are known: a file with a `Region` each.

A region needs a document in `tests/documents/receipts`; a test says so.
"""

from asiento.pages.receipt.regions import ch, de, ec, es, fr, gb, india, indonesia, it, my, nl, pl, pt, sg, us
from asiento.pages.receipt.regions.region import Region

REGIONS: tuple[Region, ...] = tuple(
    module.REGION for module in (my, es, de, fr, it, pt, nl, gb, us, ec, indonesia, india, sg, ch, pl)
)
"""Of two for which a page speaks alike the first one counts."""
