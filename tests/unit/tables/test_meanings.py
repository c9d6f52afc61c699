"""The names of meanings: saved mappings hold them, and the API takes and shows them."""

from asiento.tables.headers import MEANINGS
from asiento.tables.meanings import Meaning


def test_a_meaning_is_saved_by_its_name() -> None:
    """A mapping that was saved yesterday must mean the same tomorrow."""
    assert [meaning.value for meaning in Meaning] == [meaning.name.lower() for meaning in Meaning]


def test_only_json_rows_have_lists() -> None:
    """No column of a table can be said to hold the lines or the taxes of an invoice."""
    assert {meaning.value for meaning in Meaning} - MEANINGS == {"lines", "taxes", "withholdings"}
