"""Money, countries and company forms: the tables of the standards, each once. Knows no document.

Tests hold them to ISO 4217, to Unicode CLDR and to the list of company forms of cleanco.
"""
