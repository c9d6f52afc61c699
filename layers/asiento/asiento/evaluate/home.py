"""The currency of the tenant of an evaluation."""

from asiento.money.countries import HOME_CURRENCIES


def home_currency(country: str) -> str:
    """Return the ISO 4217 code of the books of a company in *country* (ISO 3166-1 alpha-2); the euro elsewhere."""
    return HOME_CURRENCIES.get(country, "EUR")
