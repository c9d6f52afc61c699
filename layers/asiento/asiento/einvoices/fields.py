"""Fields from the text of elements, for all formats.

A missing value is None. A text that is not a value of its kind is an error that names the element.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from lxml import etree

from asiento.document import Field, Line, Party, Payment, Source
from asiento.errors import DocumentError
from asiento.reading.xml_files import named_text_at, text_at
from asiento.tax_ids import compact_tax_id

NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d{0,12})?|[+-]?\.\d{1,12}", re.ASCII)
"""`xsd:decimal`, as long as figures of money, rates and quantities are."""

DATES = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:$|[TZ+\- ].*)", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII), (3, 2, 1)),
)
"""`xsd:date` and `xsd:dateTime`, the formats 102, 203 and 204 of UN/CEFACT, and the SRI's day first."""

LONGEST = 120
"""Characters of a description."""

type Element = etree._Element | None  # noqa: SLF001 (lxml has no public name for it)


def exact[T](value: T) -> Field[T]:
    """Return *value* as read from XML."""
    return Field(value=value, confidence=1.0, source=Source.XML)


def text(element: Element, *paths: str) -> Field[str] | None:
    """Return the first text at one of *paths*."""
    return next((exact(found) for path in paths if (found := text_at(element, path))), None)


def amount(element: Element, *paths: str) -> Field[Decimal] | None:
    """Return the first number at one of *paths*. Raises `DocumentError("unreadable_value")` if it is no number."""
    name, written = _first(element, paths)
    return number(written, name)


def number(written: str | None, name: str) -> Field[Decimal] | None:
    """Return the number in *written*, the text of the element *name*; None if it is empty.

    Raises `DocumentError("unreadable_value")`.
    """
    found = (written or "").strip()
    if found and not NUMBER.fullmatch(found):
        raise DocumentError("unreadable_value.element_amount", element=name, value=found[:LONGEST])
    return exact(Decimal(found)) if found else None


def day(element: Element, *paths: str) -> Field[date] | None:
    """Return the first date at one of *paths*. Raises `DocumentError("unreadable_value")` for none of the calendar."""
    name, found = _first(element, paths)
    for pattern, order in DATES if found else ():
        if parts := pattern.fullmatch(found):
            with suppress(ValueError):
                return exact(date(*(int(parts[place]) for place in order)))
    if found:
        raise DocumentError("unreadable_value.element_date", element=name, value=found[:LONGEST])
    return None


def _first(element: Element, paths: Iterable[str]) -> tuple[str, str]:
    """Return the name and text of the first element at one of *paths* that has a text; empty if there is none."""
    return next((found for path in paths if (found := named_text_at(element, path))), ("", ""))


def party(
    name: str | None, tax_id: str | None, country: str | None = None, address: Sequence[str | None] = ()
) -> Party:
    """Return a party of what is known; *address* in the order in which it is written."""
    lines = ", ".join(part for part in address if part)
    compact = compact_tax_id(tax_id) if tax_id else ""
    return Party(
        name=exact(name) if name else None,
        tax_id=exact(compact) if compact else None,
        country=exact(country) if country else None,
        address=exact(lines) if lines else None,
    )


def texts_at(element: Element, *paths: str) -> list[str | None]:
    """Return the text at each of *paths*."""
    return [text_at(element, path) for path in paths]


def payment(code: str | None, methods: dict[str, str], account: str | None) -> Payment:
    """Return how it is paid: *code* by the format's table of *methods*, *account* without its spaces."""
    method = methods.get(code or "")
    return Payment(
        method=exact(method) if method else None,
        iban=exact("".join(account.split()).upper()) if account else None,
    )


def added(fields: Iterable[Field[Decimal] | None]) -> Field[Decimal] | None:
    """Return the sum of *fields* as derived; None if there is none, or one is missing."""
    known = list(fields)
    values = [field.value for field in known if field is not None]
    if not values or len(values) < len(known):
        return None
    return Field(value=sum(values, Decimal(0)), confidence=1.0, source=Source.DERIVED)


def negated(field: Field[Decimal] | None) -> Field[Decimal] | None:
    """Return *field* with the other sign."""
    return field.map(lambda value: -value) if field else None


def balance(element: Element, plus: Sequence[str], minus: Sequence[str]) -> Field[Decimal] | None:
    """Return the amounts at the paths *plus* less those at *minus*; None if there is none but zeros."""
    signs = [*((path, 1) for path in plus), *((path, -1) for path in minus)]
    known = [found.value * sign for path, sign in signs if (found := amount(element, path)) is not None]
    return Field(value=sum(known, Decimal(0)), confidence=1.0, source=Source.DERIVED) if any(known) else None


def charged(elements: Iterable[etree._Element], indicator: str, path: str) -> Field[Decimal] | None:
    """Return the charges less the allowances among *elements*, told apart by *indicator*; None if there is neither."""
    known = [
        found.value if (text_at(one, indicator) or "").lower() == "true" else -found.value
        for one in elements
        if (found := amount(one, path)) is not None
    ]
    return Field(value=sum(known, Decimal(0)), confidence=1.0, source=Source.DERIVED) if known else None


def description(lines: Sequence[Line]) -> Field[str] | None:
    """Return the first items in a few words."""
    texts = [line.description.value for line in lines if line.description]
    joined = ", ".join(texts)[: 2 * LONGEST]
    return exact(joined if len(joined) <= LONGEST else joined[: LONGEST - 1].rstrip() + "…") if joined else None
