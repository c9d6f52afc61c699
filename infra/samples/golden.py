"""`python -m infra.samples.golden`: draw the papers and receipts that stand beside what must be read of them.

They are kept in `tests/documents`, so that a test reads the same bytes on every machine.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from infra.samples import bank, ecuadorian_pdf, invoices, receipts, spanish_pdf
from infra.samples.look import Look
from infra.samples.typed import typed_pdf, typed_slip

DOCUMENTS = Path(__file__).parents[2] / "tests" / "documents"


def golden() -> Iterator[tuple[str, bytes]]:
    """Yield each by its path under `tests/documents`."""
    yield "papers/es_landscaping.pdf", spanish_pdf.draw(invoices.landscaping(), Look(colour="#2e6b3a"))
    yield "papers/ec_parts.pdf", ecuadorian_pdf.draw(invoices.ecuadorian_parts())
    yield "papers/es_statement.pdf", typed_pdf(bank.printed(bank.april()))
    yield "receipts/es_lunch.png", _png(receipts.slip(receipts.lunch()))
    for country in ("es", "ec"):
        words = (DOCUMENTS / "receipts" / f"{country}.txt").read_text(encoding="utf-8")
        yield f"receipts/{country}.png", _png(typed_slip(words))


def _png(slip: Image.Image) -> bytes:
    out = BytesIO()
    slip.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Write the files."""
    for name, data in golden():
        (DOCUMENTS / name).write_bytes(data)
        print(f"{len(data):>8,} {name}")


if __name__ == "__main__":
    main()
