"""Files that banks write for machines, to statements: one reader a format, told apart in `reading.bank_files`."""

from collections.abc import Callable

from asiento.document import Document
from asiento.errors import DocumentError
from asiento.extract.bank_files.accounts import document_of_statements
from asiento.extract.bank_files.camt import read_camt
from asiento.extract.bank_files.mt940 import read_mt940
from asiento.extract.bank_files.norma43 import read_norma43
from asiento.extract.bank_files.ofx import read_ofx
from asiento.extract.bank_files.qif import read_qif
from asiento.extract.bank_files.statement import Statement
from asiento.model import Item
from asiento.reading.bank_files import BankFormat
from asiento.tenant import Tenant

READERS: dict[BankFormat, Callable[[bytes, Tenant], list[Statement]]] = {
    BankFormat.OFX: read_ofx,
    BankFormat.MT940: read_mt940,
    BankFormat.NORMA43: read_norma43,
    BankFormat.CAMT: read_camt,
    BankFormat.QIF: read_qif,
}


def document_of_bank_file(item: Item, data: bytes) -> Document:
    """Return the statement that *data*, the file of *item*, holds: all its accounts, rows in the order of the file.

    Raises `DocumentError`: `unsupported_type` for another media type, `file_too_large`, and what `read_xml` raises.
    """
    reader = next((read for known, read in READERS.items() if known == item.media_type), None)
    if reader is None:
        raise DocumentError("unsupported_type.bank_file")
    return document_of_statements(reader(data, item.tenant), item.tenant)
