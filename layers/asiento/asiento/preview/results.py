"""Types of what a preview shows."""

from dataclasses import dataclass
from typing import Literal

from asiento.codes import Said
from asiento.document import Document
from asiento.model import Finding, Severity
from asiento.reading.dialect import Decimals
from asiento.reading.writing import DateOrder
from asiento.tables.meanings import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column with what it is taken for, and how sure that is (0 to 1; 1 when the tenant said so)."""

    title: str
    confidence: float
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewTable:
    """A table that was found: *mapped* if a mapping of the tenant fits it. A table without a header has no columns.

    *decimal* and *date_order*: how it writes, with the cells that show it, or a word for who said so (`Writing`).
    """

    name: str
    fingerprint: str
    mapped: bool
    columns: tuple[Column, ...]
    decimal: Decimals | None = None
    decimal_by: tuple[str, ...] | str | None = None
    date_order: DateOrder | None = None
    date_order_by: tuple[str, ...] | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewItem:
    """An item that would be made: its document and findings, or what the error says that would end it."""

    name: str
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    error: Said | None = None

    @property
    def expected(self) -> Literal["published", "needs_review", "failed"]:
        """How it would stand at the end."""
        severities = {finding.severity for finding in self.findings}
        if self.error or Severity.ERROR in severities:
            return "failed"
        return "needs_review" if Severity.REVIEW in severities else "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be imported: *total* items in all, of which the first are shown.

    *findings*: what the file asks before the rows that it concerns are imported.
    """

    total: int
    tables: tuple[PreviewTable, ...]
    items: tuple[PreviewItem, ...]
    findings: tuple[Finding, ...] = ()
