"""A bank's movement is posted once, however many statements have it; equal ones are as many as they are."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.document import Document
from asiento.model import ItemRef
from asiento.runner import Services, run_stage
from bookable import DAY, MOVEMENT, ended, read, statement
from builders import delivered
from integration.conftest import PUBLISH, Publish

ItemRow = Callable[[ItemRef], Any]
Count = Callable[[str], int]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.lists(MOVEMENT), max_size=5), data=st.data())
def test_overlapping_statements_post_exactly_the_list(
    days: list[list[tuple[str, str]]], data: st.DataObject, publish: Publish, item_row: ItemRow, admin: Engine
) -> None:
    """Of whole days, the last of them perhaps not over yet, in any order of files and of rows, with equal rows."""
    iban, sent = uuid4().hex, Counter[tuple[int, str, str]]()
    for _ in range(data.draw(st.integers(1, 5))):
        first = data.draw(st.integers(0, len(days)))
        last = data.draw(st.integers(first, len(days)))
        window = [(day, *movement) for day in range(first, last) for movement in days[day]]
        still_to_come = data.draw(st.integers(0, len(days[last - 1]))) if last > first else 0
        window = window[: len(window) - still_to_come]
        if not window:
            continue
        if data.draw(st.booleans()):
            window.reverse()
        sent |= Counter(window)
        assert item_row(publish(statement(window, iban))).state in {"done", "duplicate"}

    with admin.connect() as connection:
        query = text("SELECT booked_on, amount, description FROM asiento.bank_transactions WHERE iban = :iban")
        rows = connection.execute(query, {"iban": iban}).all()
    assert Counter(((row.booked_on - DAY).days, str(row.amount), row.description) for row in rows) == sent


@pytest.mark.parametrize(
    ("movements", "iban", "end"),
    [
        ([(0, "-1.20", "BAR"), (0, "-1.20", "bar.")], "ES1", ("duplicate", "duplicate.movements")),
        ([(0, "-1.20", "BAR"), (0, "-3.00", "TAXI"), (1, "5.00", "X")], "ES1", ("review", "maybe_duplicate.day")),
        ([(0, "-1.20", "BAR")], "ES2", ("done", None)),
        ([(0, "-3.00", "TAXI")], "ES1", ("done", None)),
        ([(1, "-1.20", "BAR")], "ES1", ("done", None)),
        ([(0, "-1.20", "BAR")], None, ("review", "maybe_duplicate.account")),
        ([(0, "-1.20", "PAGO BAR SOL")], "ES1", ("review", "maybe_duplicate.texts")),
        ([(0, "-1.20", "PAGO BAR SOL"), (3, "1.00", "A"), (3, "2.00", "B")], "ES1", ("done", None)),
    ],
)
def test_movements_are_known_by_account_day_amount_and_text(
    movements: list[tuple[int, str, str]],
    iban: str | None,
    end: tuple[str, str | None],
    publish: Publish,
    item_row: ItemRow,
) -> None:
    """Equal ones are as many as are posted. A day that each file has only a part of is for a person."""
    publish(statement([(0, "-1.20", "BAR"), (0, "-1.20", "BAR")], "ES1"))

    assert ended(item_row(publish(statement(movements, iban)))) == end


def test_what_an_item_posted_itself_is_no_duplicate(
    publish: Publish, services: Services, item_row: ItemRow, admin: Engine, count: Count
) -> None:
    """Forced through its last stage again, a statement ends as before."""
    ref = publish(statement([(0, "-1.20", "BAR"), (0, "-1.20", "BAR")], "ES1"), sha256="aa")
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'queued'"))

    run_stage(PUBLISH, [delivered(ref)], services)

    assert ended(item_row(ref)) == ("done", None)
    assert count("bank_transactions") == 2


def test_what_overlaps_is_told(publish: Publish, item_row: ItemRow, count: Count) -> None:
    """The new movements are posted, and a warning says how many were there."""
    first = publish(statement([(0, "-1.20", "BAR"), (1, "-3.00", "TAXI")], "ES1"))
    second = publish(statement([(1, "-3.00", "TAXI"), (2, "5.00", "X")], "ES1"))

    told = item_row(second).findings
    assert [(each["code"], each["params"]) for each in told] == [
        ("known_movements", {"known": 1, "rows": 2, "item": str(first.item_id)})
    ]
    assert count("bank_transactions") == 3


@pytest.mark.parametrize(("decision", "rows"), [(None, 2), ("approve", 3), ("no_duplicate", 4)])
def test_of_a_nameless_account_a_person_says_which_it_is(
    decision: str | None, rows: int, client: ApiClient, publish: Publish, count: Count, go_on: Callable[[ItemRef], None]
) -> None:
    """Equal movements may be another account's: approved, only the others are posted; no duplicate, all."""
    publish(statement([(0, "-1.20", "FEE"), (1, "-3.00", "TAXI")], None))
    second = publish(statement([(1, "-3.00", "TAXI"), (2, "5.00", "X")], None))

    if decision:
        assert client.patch(f"/items/{second.item_id}", {"decision": decision}).status == 200
        go_on(second)

    assert count("bank_transactions") == rows


def test_another_balance_or_reference_may_be_another_movement(publish: Publish, item_row: ItemRow) -> None:
    """An equal fee at another balance; payments without a text, each with a reference of its own."""
    fee, paid = statement([(0, "-3.00", "FEE")], "ES1"), statement([(0, "500.00", "")], "ES2")

    def beside(document: Document, **values: Any) -> Document:
        return replace(document, transactions=(replace(document.transactions[0], **values),))

    publish(beside(fee, balance=read(Decimal("497.00"))))
    publish(beside(paid, reference=read("INV1")))

    for document, end in (
        (beside(fee, balance=read(Decimal("494.00"))), ("review", "maybe_duplicate.day")),
        (beside(fee, balance=read(Decimal("497.00"))), ("duplicate", "duplicate.movements")),
        (beside(paid, reference=read("INV2")), ("review", "maybe_duplicate.day")),
        (beside(paid, reference=read("INV1")), ("duplicate", "duplicate.movements")),
    ):
        assert ended(item_row(publish(document))) == end
