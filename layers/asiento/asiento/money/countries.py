"""Countries (ISO 3166-1 alpha-2): their currencies, and how they write numbers and dates. Knows no rule of any."""

_HOME = """
    AED:AE ARS:AR AUD:AU BOB:BO BRL:BR CAD:CA CHF:CH,LI CLP:CL CNY:CN COP:CO CRC:CR CZK:CZ DKK:DK DOP:DO
    EUR:AT,BE,BG,CY,DE,EE,ES,FI,FR,GR,HR,IE,IT,LT,LU,LV,MT,NL,PT,SI,SK
    GBP:GB GTQ:GT HKD:HK HNL:HN HUF:HU IDR:ID ILS:IL INR:IN JPY:JP KRW:KR MAD:MA MXN:MX MYR:MY NIO:NI NOK:NO NZD:NZ
    PEN:PE PHP:PH PLN:PL PYG:PY RON:RO RUB:RU SEK:SE SGD:SG THB:TH TRY:TR TWD:TW UAH:UA USD:US,EC,PA,PR,SV UYU:UY
    VES:VE VND:VN ZAR:ZA
"""
HOME_CURRENCIES = {
    country: currency
    for currency, countries in (entry.split(":") for entry in _HOME.split())
    for country in countries.split(",")
}
"""ISO 4217 code of the currency in which companies of a country keep their books (list one, of 2026-01-01)."""


def home_currency(country: str | None) -> str | None:
    """Return the ISO 4217 code of the currency of *country* (alpha-2); None if the country is not known here."""
    return HOME_CURRENCIES.get(country or "")


NAMES = {
    "ES": frozenset({"ES", "ESP", "ESPAÑA", "SPAIN"}),
    "EC": frozenset({"EC", "ECU", "ECUADOR"}),
}
"""How documents name the countries whose rules are known, in capitals: ISO 3166-1 codes and names."""

_POINT = """
    AU BW CA CH CN DO EC GB GT HK HN IE IL IN JP KE KR LI MT MX MY NG NI NZ PA PE PH PK PR SG SV TH TW US
"""
POINT_COUNTRIES = frozenset(_POINT.split())
"""Countries that write 1,234.56 (Unicode CLDR; Ecuador by what its tax office prints). The others write 1.234,56."""

MONTH_FIRST_COUNTRIES = frozenset({"FM", "MH", "PH", "PW", "US"})
"""Countries that write the month before the day (Unicode CLDR)."""
