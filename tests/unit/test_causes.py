"""The same bug has the same cause, whatever the document says."""

import json

import pytest

from asiento.causes import cause_of
from asiento.codec import from_json
from asiento.tenant import Supplier


def test_a_cause_names_the_error_and_our_innermost_function() -> None:
    """Frames of libraries are passed over, and the message, which quotes the document, is left out."""
    with pytest.raises(ValueError, match="12") as raised:
        from_json(Supplier, '{"name": 12, "iban": "ES91 2100"}')

    assert cause_of(raised.value) == "ValidationError in asiento.codec.from_json"


def test_an_error_outside_of_our_code_is_its_class() -> None:
    """Nothing of ours was passed."""
    with pytest.raises(ValueError, match="Expecting") as raised:
        json.loads("secret")

    assert cause_of(raised.value) == "JSONDecodeError"
