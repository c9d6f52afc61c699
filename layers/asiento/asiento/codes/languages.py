"""The languages in which users are answered, each of them a file; and which one of them a request asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from asiento.codes.registry import table

ENGLISH = "en"
LANGUAGES = (ENGLISH, "es")
"""Names of the files, by ISO 639-1."""

SPANISH_SPEAKING = frozenset("AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE".split())  # noqa: SIM905
"""Countries (ISO 3166-1) whose companies are answered in Spanish, unless they said otherwise."""

MOST_ASKED = 20
"""Languages of a header that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How a language writes figures, days and lists, its *words*, and its *sentences*: what is wrong, what to do.

    What to do is empty where nothing is wrong, as in the reasons for a type.
    """

    name: str
    form: Mapping[str, Any]
    words: Mapping[str, str]
    sentences: Mapping[str, tuple[str, str]]


@cache
def language(name: str) -> Language:
    """Return the language *name*; English for one that we do not have."""
    found = table(name if name in LANGUAGES else ENGLISH)
    form, words = found.pop("format"), found.pop("words")
    return Language(name=name, form=form, words=words, sentences=_flat(found))


def _flat(tables: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the sentences by name, those of variants with a dot."""
    sentences = dict[str, tuple[str, str]]()
    for code, own in tables.items():
        variants = {code: own} if "says" in own else {f"{code}.{name}": each for name, each in own.items()}
        sentences |= {name: (each["says"], each.get("do", "")) for name, each in variants.items()}
    return sentences


def language_of_country(country: str) -> str:
    """Return the language in which a company in *country* is answered that did not say one."""
    return "es" if country in SPANISH_SPEAKING else ENGLISH


def accepted(header: str | None, usual: str) -> str:
    """Return the language that an `Accept-Language` *header* likes best of ours, *usual* if it names none of them.

    RFC 9110, section 12.5.4: `es-EC, en;q=0.5`; `*` is for any.
    """
    best, most = usual, 0.0
    for asked in (header or "").split(",")[:MOST_ASKED]:
        tag, _, rest = asked.partition(";")
        name = tag.strip().partition("-")[0].lower()
        weight = _weight(rest)
        if weight > most and (name in LANGUAGES or name == "*"):
            best, most = (usual if name == "*" else name), weight
    return best


def _weight(text: str) -> float:
    name, _, value = text.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
