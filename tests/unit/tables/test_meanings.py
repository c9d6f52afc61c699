"""The names of meanings: saved mappings hold them, and the API takes and shows them."""

import pytest

from asiento.api.row_schema import PROPERTIES
from asiento.tables.columns import EXACT, closeness_of, columns_of
from asiento.tables.headers import LISTS, MEANINGS, renamed
from asiento.tables.meanings import Meaning


@pytest.mark.parametrize("meaning", Meaning)
def test_a_column_that_is_said_to_have_a_meaning_has_it(meaning: Meaning) -> None:
    """A mapping names it as the document does; what was saved by the name of before means the same."""
    for name in (meaning.value, meaning.name.lower()):
        assert columns_of(renamed(["Columna X"], {"columna x": name})) == {meaning: 0}
    assert (meaning.value in MEANINGS) is (meaning not in LISTS)


def test_the_day_of_a_movement_may_be_called_as_it_is_in_the_document() -> None:
    """It is the one date of a row, however that is called."""
    assert "booked_on" in MEANINGS
    assert columns_of(renamed(["Columna X"], {"columna x": "booked_on"})) == {Meaning.DATE: 0}


@pytest.mark.parametrize("name", sorted(PROPERTIES))
def test_each_name_of_a_row_is_one_of_the_document_or_of_a_column(name: str) -> None:
    """What the OpenAPI document tells of rows is what is read of them, and no name means two things."""
    own = {"booked_on": Meaning.DATE, "payment": Meaning.PAYMENT_METHOD, "account": Meaning.IBAN}
    nested = PROPERTIES[name].get("properties", {})
    for path in [f"{name} {part}" for part in nested] or [name]:
        assert closeness_of(path) == EXACT, path
    named = {Meaning(f"{name}.{part}") if f"{name}.{part}" in MEANINGS else None for part in nested}
    assert name in own or name in {each.value for each in Meaning} or named - {None}
