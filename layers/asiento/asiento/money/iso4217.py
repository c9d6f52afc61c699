"""The currencies of ISO 4217, their decimals and numbers.

Of list one, and those withdrawn since 2010, for older documents.
"""

_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
_WITHDRAWN = "ANG BYR CUC EEK HRK LTL LVL MRO SLL STD VEF ZMK ZWL"

CURRENCIES = frozenset((_CODES + _WITHDRAWN).split())
"""Every code that money can be in; not metals, funds' units of account or the codes for tests."""

_DECIMALS = {
    0: "BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}


_NUMBERS = """
036:AUD 124:CAD 156:CNY 208:DKK 344:HKD 348:HUF 392:JPY 484:MXN 504:MAD 554:NZD 578:NOK 752:SEK 756:CHF 826:GBP 840:USD
946:RON 949:TRY 975:BGN 978:EUR 985:PLN 986:BRL
"""
BY_NUMBER = dict(pair.split(":") for pair in _NUMBERS.split())
"""Codes by their three digits: of the currencies in which Spanish banks keep accounts."""


def decimals_of(code: str | None) -> int:
    """Return how many decimals amounts in *code* have; two if the currency is not known."""
    return next((decimals for decimals, codes in _DECIMALS.items() if code in codes.split()), 2)
