"""Numbers of accounts: an IBAN with right check digits where a country has them, else digits alone."""

from collections.abc import Mapping
from random import Random

from stdnum import iban

from made_documents.parties import make_iban

FORMS: Mapping[str, str] = {
    "PT": "#" * 21, "DE": "#" * 18, "AT": "#" * 16, "CH": "#" * 17, "FR": "#" * 23, "IT": "A" + "#" * 22,
    "NL": "AAAA" + "#" * 10, "PL": "#" * 24, "GB": "AAAA" + "#" * 14, "IE": "AAAA" + "#" * 14,
}  # fmt: skip
"""The part behind country and check digits."""


def make_number(rng: Random, country: str) -> str:
    """Return the number of an account in *country*."""
    if country == "ES":
        return make_iban(rng)
    if country not in FORMS:
        return f"{rng.randrange(10**9, 10**10)}"
    form = "".join(rng.choice("ABKLNR") if sign == "A" else str(rng.randrange(10)) for sign in FORMS[country])
    return f"{country}{iban.calc_check_digits(f'{country}00{form}')}{form}"
