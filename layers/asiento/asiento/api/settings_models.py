"""Models of when a tenant wants a person to look."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from asiento.api.bodies import Request
from asiento.api.refusals import refused
from asiento.money.iso4217 import CURRENCIES
from asiento.tenant import LEAST_CONFIDENCE, Suspicion


def _known(currency: str) -> str:
    if currency not in CURRENCIES:
        raise refused("invalid_request.currency", value=currency)
    return currency


Currency = Annotated[str, Field(max_length=3), AfterValidator(_known)]
Most = Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.[0-9]{1,10})?$", examples=["1000.00"])]
Suspect = Literal["off", "review", "reject"]


EVEN = 0.5
"""What is as likely wrong as right is never posted without a person."""


class SettingsToSave(Request):
    """When a person looks. What is left out is as usual."""

    least_confidence: float = Field(
        default=LEAST_CONFIDENCE,
        ge=EVEN,
        le=1,
        description="A bill waits whose total, date, currency or number is less likely right than this.",
    )
    always_review_above: dict[Currency, Most] = Field(
        default_factory=dict,
        max_length=50,
        description="Currency (ISO 4217) to amount: a bill of more waits, however sure it is.",
        examples=[{"EUR": "1000.00"}],
    )
    review_new_suppliers: bool = Field(default=False, description="The first bill of a supplier waits.")
    review_assumed_currency: bool = Field(
        default=False, description="A row of a table or of JSON that names no currency waits; it is your company's."
    )
    maybe_duplicate: Suspect = Field(
        default=Suspicion.REVIEW.value,
        description="What becomes of a bill that only may be posted already: `review` asks, `off` posts it, `reject` "
        "ends it as a duplicate. Statements always ask, and what surely is posted is never posted again.",
    )


class Settings(BaseModel):
    """When a person looks."""

    least_confidence: float = Field(examples=[LEAST_CONFIDENCE])
    always_review_above: dict[str, Decimal] = Field(examples=[{"EUR": "1000.00"}])
    review_new_suppliers: bool
    review_assumed_currency: bool
    maybe_duplicate: Suspect
