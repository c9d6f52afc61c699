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
    AE AF AG AI AS AU BB BD BH BM BS BT BW BZ CA CC CH CK CN CU CX DM DO EC EG EH ER ET FJ FK FM GB GD GG GH GI GM GS GT
    GU GY HK HN IE IL IM IN IO IQ IR JE JM JO JP KE KH KI KN KP KR KW KY LC LI LK LR LS MH MM MN MO MP MS MT MV MW MX MY
    NA NF NG NI NP NR NU NZ OM PA PE PG PH PK PN PR PS PW QA SA SB SD SG SH SL SO SS SV SY SZ TC TH TK TO TT TV TW TZ UG
    UM US VC VG VI VU WS YE ZM ZW
"""
POINT_COUNTRIES = frozenset(_POINT.split())
"""Countries that write 1,234.56 (Unicode CLDR; Ecuador by what its tax office prints). The others write 1.234,56."""

MONTH_FIRST_COUNTRIES = frozenset({"AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "US", "VI"})
"""Countries that write the month before the day (Unicode CLDR): the United States and those they administered."""

YEAR_FIRST_COUNTRIES = frozenset({"CA", "CN", "HU", "IR", "JP", "KP", "KR", "LT", "MN", "SE", "TW", "ZA"})
"""Countries that write the year first (Unicode CLDR, short dates): of 05/03/2026 they do not say which is the month."""
