"""Rules on what a reader doubted, and on amounts that no coin can pay: each waits for a person."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from asiento.document import Document, Doubt, Field
from asiento.model import Finding, Severity
from asiento.money.iso4217 import decimals_of
from asiento.validate.finding import Context, review


def doubted(document: Document, _: Context) -> Iterator[Finding]:
    """Hold what a reader doubted: of each code the first field, with the number of the others."""
    found: dict[str, list[tuple[str, Doubt]]] = {}
    for path, doubt in _doubts(document):
        found.setdefault(doubt.code, []).append((path, doubt))
    for places in found.values():
        path, doubt = places[0]
        yield Finding(
            code=doubt.code,
            variant=doubt.variant,
            severity=Severity.REVIEW,
            field=path,
            params={**doubt.params, "more": len(places) - 1},
            message=doubt.message,
        )


def _doubts(document: Document) -> Iterator[tuple[str, Doubt]]:
    """Yield the doubts about the whole document, then those about its fields, each with the path of its field."""
    yield from (("doc_type", doubt) for doubt in document.doubts)
    yield from ((path, field.doubt) for path, field in _fields(document, "") if field.doubt)


def _fields(node: Any, path: str) -> Iterator[tuple[str, Field[Any]]]:
    """Yield every `Field` below *node* with its path, as corrections name it."""
    if isinstance(node, Field):
        yield path, node
    elif isinstance(node, tuple):
        for index, each in enumerate(node):
            yield from _fields(each, f"{path}.{index}")
    elif is_dataclass(node):
        for each in fields(node):
            yield from _fields(getattr(node, each.name), f"{path}.{each.name}" if path else each.name)


def noticed(document: Document, _: Context) -> Iterator[Finding]:
    """Tell what a reader tells of the file."""
    for notice in document.notices:
        yield Finding(
            code=notice.code,
            variant=notice.variant,
            severity=Severity.WARNING,
            field="transactions" if document.transactions else "doc_type",
            params=notice.params,
            message=notice.message,
        )


def usual_decimals(document: Document, _: Context) -> Iterator[Finding]:
    """Hold amounts with more decimals than their currency has: a figure misread by a thousand, or never rounded.

    Lines of an invoice are left out: programs calculate them finer than what is paid.
    """
    code = document.currency.value if document.currency else None
    odd = [(path, field, code) for path, field in _money(document) if _is_finer(field, code)]
    for index, row in enumerate(document.transactions):
        own = row.currency.value if row.currency else code
        pairs = ((f"transactions.{index}.amount", row.amount), (f"transactions.{index}.balance", row.balance))
        odd += [(path, field, own) for path, field in pairs if field is not None and _is_finer(field, own)]
    if odd:
        path, field, own = odd[0]
        more = len(odd) - 1
        if own:
            yield review("unusual_decimals.currency", path, amount=field.value, currency=own, more=more)
        else:
            yield review("unusual_decimals.money", path, amount=field.value, more=more)


def _money(document: Document) -> Iterator[tuple[str, Field[Decimal]]]:
    """Yield the amounts of a receipt or invoice that its posting has."""
    for name in ("net", "tax_total", "tip", "total", "payable"):
        if field := getattr(document, name):
            yield name, field
    for name, taxes in (("taxes", document.taxes), ("withholdings", document.withholdings)):
        for index, tax in enumerate(taxes):
            yield from ((f"{name}.{index}.{part}", f) for part in ("base", "amount") if (f := getattr(tax, part)))


def _is_finer(field: Field[Decimal], code: str | None) -> bool:
    exponent = field.value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > decimals_of(code)
