"""The currency of a country, for the tenant of an evaluation (ISO 4217, list one, of 2026-01-01)."""

_HOME = {
    "AED": "AE",
    "ARS": "AR",
    "AUD": "AU",
    "BOB": "BO",
    "BRL": "BR",
    "CAD": "CA",
    "CHF": "CH LI",
    "CLP": "CL",
    "CNY": "CN",
    "COP": "CO",
    "CZK": "CZ",
    "DKK": "DK",
    "GBP": "GB",
    "HKD": "HK",
    "HUF": "HU",
    "IDR": "ID",
    "ILS": "IL",
    "INR": "IN",
    "JPY": "JP",
    "KRW": "KR",
    "MXN": "MX",
    "MYR": "MY",
    "NOK": "NO",
    "NZD": "NZ",
    "PEN": "PE",
    "PHP": "PH",
    "PLN": "PL",
    "RON": "RO",
    "SEK": "SE",
    "SGD": "SG",
    "THB": "TH",
    "TRY": "TR",
    "USD": "US EC PA SV PR",
    "UYU": "UY",
    "VND": "VN",
    "ZAR": "ZA",
}
_BY_COUNTRY = {country: currency for currency, countries in _HOME.items() for country in countries.split()}


def home_currency(country: str) -> str:
    """Return the ISO 4217 code of the books of a company in *country* (ISO 3166-1 alpha-2); the euro elsewhere."""
    return _BY_COUNTRY.get(country, "EUR")
