"""What is done to an element of each kind, each by a name. A change may turn out to change nothing."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from decimal import Decimal

from lxml import etree

from asiento.einvoices.fields import DATES
from mutations.places import Kind
from mutations.texts import negated, one_digit, swapped

type Change = Callable[[etree._Element], None]  # noqa: SLF001

MONTHS = 12
FAR = "2062"
"""A year in which nothing was issued."""


def _text(change: Callable[[str], str]) -> Change:
    def apply(element: etree._Element) -> None:
        element.text = change((element.text or "").strip())

    return apply


def _set(text: str) -> Change:
    return _text(lambda _: text)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _double(element: etree._Element) -> None:
    element.addnext(deepcopy(element))


def _times(factor: str) -> Change:
    return _text(lambda text: f"{Decimal(text) * Decimal(factor):f}")


def _day(change: Callable[[str, str, str], tuple[str, str, str]]) -> Change:
    """Return a change of year, month and day, wherever they stand in the text."""

    def apply(text: str) -> str:
        for pattern, order in DATES:
            if found := pattern.fullmatch(text):
                new = change(*(found[place] for place in order))
                for place, part in sorted(zip(order, new, strict=True), reverse=True):
                    text = text[: found.start(place)] + part + text[found.end(place) :]
                return text
        return text

    return _text(apply)


CODES = {
    "invoice": "380",
    "credit note": "381",
    "pro forma": "325",
    "order": "220",
    "unknown": "XYZ",
    "Italian invoice": "TD01",
    "Italian note": "TD04",
    "Italian unknown": "TD99",
    "corrective": "OR",
    "copy": "CO",
}
"""Codes of documents, of all formats: each stands where another format's would."""

CHANGES: Mapping[Kind, Mapping[str, Change]] = {
    Kind.FIGURE: {
        "x 10": _times("10"),
        "/ 100": _times("0.01"),
        "two digits exchanged": _text(swapped),
        "one digit": _text(one_digit),
        "sign": _text(negated),
        "zero": _set("0.00"),
        "comma": _text(lambda text: text.replace(".", ",")),
        "removed": _remove,
    },
    Kind.RATE: {
        "one digit": _text(one_digit),
        "zero": _set("0"),
        "comma": _text(lambda text: f"{text.partition('.')[0]},0"),
        "removed": _remove,
    },
    Kind.DATE: {
        "year before": _day(lambda year, month, day: (f"{int(year) - 1}", month, day)),
        "day and month exchanged": _day(
            lambda year, month, day: (year, day, month) if int(day) <= MONTHS else (year, month, day)
        ),
        "far": _day(lambda _, month, day: (FAR, month, day)),
        "removed": _remove,
    },
    Kind.TYPE: {**{name: _set(code) for name, code in CODES.items()}, "removed": _remove},
    Kind.CURRENCY: {
        "dollar": _set("USD"),
        "euro": _set("EUR"),
        "unknown": _set("XYZ"),
        "removed": _remove,
    },
    Kind.ELEMENT: {"removed": _remove, "doubled": _double},
}  # fmt: skip
