"""Statements of banks and cards drawn as PDF from a known truth, by chance, and what became of each.

`make statements-fuzz` runs them in number.
"""
