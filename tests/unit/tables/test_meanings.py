"""The names of meanings: saved mappings hold them, and the API takes and shows them."""

import pytest

from asiento.tables.columns import columns_of
from asiento.tables.headers import LISTS, MEANINGS, renamed
from asiento.tables.meanings import Meaning


@pytest.mark.parametrize("meaning", Meaning)
def test_a_column_that_is_said_to_have_a_meaning_has_it(meaning: Meaning) -> None:
    """A mapping names it in English, in small letters, and what was saved yesterday means the same tomorrow."""
    assert columns_of(renamed(["Columna X"], {"columna x": meaning.name.lower()})) == {meaning: 0}
    assert (meaning.name.lower() in MEANINGS) is (meaning not in LISTS)
