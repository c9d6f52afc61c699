"""Models of answers about what waits for a person."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, Strict, model_validator

from asiento.api.bodies import NextCursor, Party, Request, Shortened, Version
from asiento.api.refusals import refused
from asiento.api.statuses import Stage
from asiento.review.together import MOST_COUNTED, MOST_DECIDED
from asiento.store.waiting import MOST_FINDINGS, WaitingFilter

Code = Annotated[
    str,
    Field(
        pattern="^[a-z][a-z0-9_]{0,59}$",
        description="Only what a finding with this code asks about, such as `maybe_duplicate`.",
    ),
]
Text = Annotated[str, Field(pattern="^[^\\x00]{1,200}$")]
OfSupplier = Annotated[
    Text, Field(description="Only with this in the supplier's name or tax id; capitals do not count.")
]
Amount = Annotated[str, Field(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,10})?$", examples=["100.00"])]
Days = Annotated[int, Field(ge=0, le=36_500, description="Only what came in more than so many days ago.")]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
Order = Annotated[
    Literal["worst", "oldest"],
    Field(description="Which come first. An item that is judged anew on the way may come again or not at all."),
]
Id = Annotated[UUID, Strict(strict=False)]


class Waiting(BaseModel):
    """An item that waits, with what it says in short."""

    id: UUID
    version: Version
    batch_id: UUID
    name: str
    stage: Stage
    doc_type: str | None = Field(examples=["invoice"])
    supplier: Party
    number: str | None
    issued_on: str | None = Field(examples=["2026-03-05"])
    total: str | None = Field(examples=["121.00"])
    currency: str | None = Field(examples=["EUR"])
    duplicate_of: UUID | None = Field(description="The item that was posted before, if this may be the same.")
    asked: int = Field(description="Findings that ask a person.")
    findings: list[dict[str, Any]] = Field(
        description=f"The first {MOST_FINDINGS} of them: code, field, message in the language of the answer, and what "
        "the message names (variant, params)."
    )
    expected_wrong_fields: float | None = Field(
        description="How many of its fields are expected to be wrong, as in POST /review/decisions; null if nothing is "
        "known of that.",
        examples=[0.12],
    )
    created_at: datetime
    updated_at: datetime
    shortened: Shortened


class WaitingPage(BaseModel):
    """Items that wait, the worst first or the oldest."""

    items: list[Waiting]
    next_cursor: NextCursor
    total: int = Field(description="How many wait in all.")
    by_code: dict[str, int] = Field(
        description="For each code, how many of them it asks about; the most first.",
        examples=[{"low_confidence": 7, "maybe_duplicate": 2}],
    )


class Chosen(Request):
    """Which items that wait: those that all of it holds for, as in GET /review."""

    batch_id: Id | None = None
    code: Code | None = None
    supplier: OfSupplier | None = None
    total_from: Amount | None = None
    total_to: Amount | None = None
    older_than: Days | None = None

    def as_filter(self) -> WaitingFilter:
        """Return the same for the store."""
        said = self.model_dump()
        return WaitingFilter(**said | {name: said[name] and Decimal(said[name]) for name in ("total_from", "total_to")})


class ToDecide(Request):
    """A decision about many items: about exactly one of `ids` and `filter`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"decision": "no_duplicate", "filter": {"code": "maybe_duplicate"}, "dry_run": True},
                {
                    "decision": "no_duplicate",
                    "filter": {"code": "maybe_duplicate"},
                    "digest": "3f8a0c52b7e91d64a05be2c19f7d3086",
                },
            ]
        }
    )

    decision: Literal["approve", "reject", "no_duplicate", "undo"] = Field(description="As in PATCH /items/{item_id}.")
    ids: list[Id] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_DECIDED,
        description="Items, each once, however often it stands here.",
    )
    versions: dict[Id, str] = Field(
        default_factory=dict,
        max_length=MOST_DECIDED,
        description="Of items among `ids` the `version` that you saw: one that is another by now is skipped.",
    )
    filter: Chosen | None = Field(
        default=None,
        description=f"Which of those that wait: {MOST_COUNTED:,} at most. The oldest {MOST_DECIDED} are decided about.",
    )
    digest: Digest | None = Field(
        default=None,
        description="That of the dry run, needed with a filter: if others wait by now, or one of them changed, nothing "
        "is decided (409, with the digest of those).",
    )
    dry_run: bool = Field(default=False, description="Count only.")

    @model_validator(mode="after")
    def says_about_what(self) -> "ToDecide":
        """Refuse both and neither, and a filter of which nobody knows what it chooses."""
        if (self.ids is None) == (self.filter is None):
            raise refused("invalid_request.ids_or_filter")
        if self.filter is not None and self.digest is None and not self.dry_run:
            raise refused("invalid_request.not_counted")
        return self


class NotDecided(BaseModel):
    """An item that was left as it is."""

    item_id: UUID
    code: str = Field(examples=["not_waiting"])
    message: str = Field(description="Why, in the language of the answer.")


class DecidedTogether(BaseModel):
    """What a decision about many items concerns, and did."""

    dry_run: bool
    concerned: int = Field(description="How many of them it can be said of.")
    decided: int = Field(description="How many it was said of now; none in a dry run.")
    digest: str = Field(
        description="Stands for exactly those, in the versions that they have, about which nothing was decided yet.",
        examples=["3f8a0c52b7e91d64a05be2c19f7d3086"],
    )
    remaining: int = Field(description="How many more the filter chooses: say it again.")
    by_code: dict[str, int] = Field(
        description="For each code, how many of those concerned it asks about; the most first.",
        examples=[{"maybe_duplicate": 12}],
    )
    totals: dict[str, str] = Field(
        description="The sum of the totals of those concerned by currency; `XXX` where none was read.",
        examples=[{"EUR": "1210.00"}],
    )
    expected_wrong_fields: float = Field(
        description="How many of their dates, totals, currencies, numbers and suppliers are expected to be wrong: the "
        "sum of what `certainty` lacks to 1 in their `evidence`.",
        examples=[0.4],
    )
    skipped: list[NotDecided] = Field(description=f"Those that it cannot be said of, the first {MOST_DECIDED}.")
    skipped_total: int
    pipeline_enqueued: bool = Field(description="They are on their way to be validated again.")
