"""Models of requests and answers about previews and column mappings."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from asiento.api.bodies import Answer, NextCursor, Request
from asiento.api.refusals import refused
from asiento.api.row_schema import ROW
from asiento.api.rows import Row, check_rows
from asiento.tables.headers import MEANINGS

MOST_COLUMNS = 200
MOST_ROWS = 5_000

Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Columns = Annotated[
    dict[Title, str | None],
    Field(
        min_length=1,
        max_length=MOST_COLUMNS,
        description="Every column by its title, as a preview lists them, with its meaning; null leaves it alone. "
        f"Meanings, by their names in a row: {', '.join(sorted(MEANINGS))}.",
        examples=[{"Fecha": "issued_on", "Imp. bruto": "total", "Notas": None}],
    ),
]


def _known(columns: dict[str, str | None] | None) -> dict[str, str | None] | None:
    for title, meaning in (columns or {}).items():
        if meaning is not None and meaning not in MEANINGS:
            raise refused("invalid_request.meaning", title=title, meaning=meaning, meanings=sorted(MEANINGS))
    return columns


DecimalMark = Annotated[
    Literal[",", "."] | None, Field(description="What stands before the decimals; null: each table is asked.")
]
DateOrder = Annotated[
    Literal["day_first", "month_first", "year_first"] | None,
    Field(description="The order of dates such as 03/05/2026; null: each table is asked."),
]


class Written(BaseModel):
    """How a table writes, where its rows leave it open. What they show comes first."""

    decimal: DecimalMark = None
    date_order: DateOrder = None
    signed: Annotated[
        bool | None,
        Field(
            description="True: amounts of movements have a minus where money went out. False: they have one where it "
            "came in, as cards print it; amounts and balances are turned around. Null: each table is asked."
        ),
    ] = None


class ToPreview(Request):
    """What to preview: exactly one of `key` and `rows`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"rows": [ROW]}]})

    key: str | None = Field(default=None, description="Key of an uploaded table: CSV, XLSX, XLS, ODS or JSON rows.")
    rows: list[Row] | None = Field(
        default=None, min_length=1, max_length=MOST_ROWS, description="As for POST /batches/{batch_id}/ingest."
    )
    columns: Columns | None = Field(default=None, description="A mapping to try, as if it were saved.")

    _meanings = field_validator("columns")(_known)

    @model_validator(mode="after")
    def exactly_one(self) -> "ToPreview":
        """Refuse both and neither, and rows that could not be ingested."""
        if (self.key is None) == (self.rows is None):
            raise refused("invalid_request.key_or_rows")
        check_rows(self.rows or ())
        return self


class PreviewColumn(Answer):
    """A column and what it is taken for."""

    title: str
    meaning: str | None = Field(description="Null: it says nothing to us and is left alone.", examples=["total"])
    confidence: float = Field(description="0 to 1; 1 is what you saved or tried.")


class PreviewTable(BaseModel):
    """A table with its columns; none if it has no titles."""

    name: str = Field(description="The sheet's name; empty for a file with one table.")
    fingerprint: str = Field(description="Under which PUT /column-mappings/{fingerprint} saves a mapping for it.")
    mapped: bool = Field(description="A mapping of yours fits it.")
    columns: list[PreviewColumn]
    decimal: DecimalMark = None
    decimal_by: str | None = Field(default=None, description="The cell that shows it, or two that contradict it.")
    date_order: DateOrder = None
    date_order_by: str | None = Field(default=None, description="The cell that shows it, or two that contradict it.")


class PreviewItem(BaseModel):
    """An item that would be made."""

    name: str
    expected: Literal["published", "needs_review", "failed"]
    document: dict[str, Any] | None = Field(description="The canonical document; of a statement the first movements.")
    findings: list[dict[str, Any]] = Field(description="What validation would say.")
    error: dict[str, Any] | None = Field(description="Code and message of what would end it.")


class Preview(BaseModel):
    """What would be imported. Nothing was."""

    total: int = Field(description="Items in all.")
    tables: list[PreviewTable]
    findings: list[dict[str, Any]] = Field(
        description="What the file would ask before the rows that it concerns go on: how it writes amounts or dates."
    )
    items: list[PreviewItem] = Field(description="The first twenty.")


class ToSave(Request):
    """A mapping to save."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] = Field(
        description="Shown to people.", examples=["Banco Ejemplo, tarjeta"]
    )
    columns: Columns
    written: Written = Written()

    _meanings = field_validator("columns")(_known)


class SavedMapping(BaseModel):
    """A saved mapping: tables whose header has this fingerprint are read by it."""

    fingerprint: str
    name: str
    columns: dict[str, str | None]
    written: Written
    created_at: datetime


class SavedMappings(BaseModel):
    """Column mappings, by name; there are at most a hundred."""

    items: list[SavedMapping]
    next_cursor: NextCursor
