"""E-invoices that are a PDF and its XML: the PDF alone, with what the XML says as the truth about its pages."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfDocument

from asiento.document import BILLS
from asiento.evaluate.document import read_file, replaced
from asiento.evaluate.manifest import FIELDS
from made_documents.printed.truth import Paper


def papers_of(folder: Path) -> Iterator[tuple[str, Paper]]:
    """Yield name and paper of each PDF in *folder* whose XML can be read as a bill; places are not known."""
    stages = replaced({})
    for file in sorted(folder.rglob("*.pdf")):
        data = file.read_bytes()
        reading = read_file(data, file.name, None, stages)
        told = {name: given.value for name, given in reading.fields.items() if name in FIELDS}
        by_xml = all(given.raw is None for given in reading.fields.values())
        if told and by_xml and reading.doc_type in BILLS and (bare := _without_files(data)):
            yield (
                file.stem,
                Paper(
                    family="stripped_einvoice",
                    doc_type=f"{reading.doc_type}",
                    country="",
                    language="",
                    group=file.parent.name,
                    data=bare,
                    fields=told,
                    lines=[
                        {
                            "description": one.description or "",
                            "quantity": one.quantity or "",
                            "amount": one.amount or "",
                        }
                        for one in reading.lines
                    ],
                ),
            )


def _without_files(data: bytes) -> bytes | None:
    """Return the PDF without the files that it holds; None if it holds none."""
    document = PdfDocument(data)
    try:
        count = pdfium_c.FPDFDoc_GetAttachmentCount(document)
        for at in reversed(range(count)):
            pdfium_c.FPDFDoc_DeleteAttachment(document, at)
        file = BytesIO()
        document.save(file)
    finally:
        document.close()
    return file.getvalue() if count else None
