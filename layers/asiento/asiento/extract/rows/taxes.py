"""The tax rows and withholdings of a row: from its columns, or from the lists of a JSON row. Computes no amount."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from asiento.document import Field, Source, Tax
from asiento.errors import DocumentError
from asiento.extract.rows.tax_doubts import withheld_of
from asiento.lexicon.folding import bare_words
from asiento.tables.columns_by_content import is_figure
from asiento.tables.meanings import Meaning
from asiento.tables.row_reading import row_values
from asiento.tables.row_values import CERTAIN, RowValues

KINDS = {"iva": "IVA", "igic": "IGIC", "ipsi": "IPSI", "ice": "ICE", "vat": "VAT", "irpf": "IRPF", "re": "RE"}
"""Kinds of tax by the word that names them in a column or value; any other word is kept as written."""

IVA_COUNTRIES = frozenset(
    {"AR", "BO", "CL", "CO", "CR", "EC", "ES", "GT", "HN", "IT", "MX", "NI", "PT", "PY", "SV", "UY", "VE"}
)
"""Where the tax on sales is called IVA."""

CENTS = Decimal("0.02")
"""How far a tax may be from base times rate and still prove the rate."""


def taxes_of(values: RowValues, country: str) -> tuple[Tax, ...]:
    """Return the taxes of the row's `taxes` list, of its titles with a rate, or the one of its rate and amount.

    The row's net is the base of a tax that is alone.
    """
    kind = "IVA" if country in IVA_COUNTRIES else "VAT"
    if Meaning.TAXES in values.values:
        return tuple(_entry(entry, kind) for entry in entries_of(values, Meaning.TAXES, country))
    if values.rated:
        return (*_of_titles(values, kind), *_surcharge(values))
    return (*_of_columns(values, kind), *_surcharge(values))


def _surcharge(values: RowValues) -> Iterator[Tax]:
    """Yield the recargo de equivalencia of a row, if it has one."""
    amount = values.amount(Meaning.SURCHARGE)
    if _says_something(amount):
        yield Tax(kind="RE", amount=amount)


def _of_columns(values: RowValues, kind: str) -> tuple[Tax, ...]:
    """Return the tax of the columns of rate and amount, if they are filled."""
    rate, amount = _as_percentage(values, values.rate(Meaning.TAX_RATE)), values.amount(Meaning.TAX)
    if rate is None and amount is None:
        return ()
    named = values.text(Meaning.TAX_KIND)
    found = (
        KINDS.get(bare_words(named.value), named.value)
        if named
        else _kind_in_names(values, Meaning.TAX, Meaning.TAX_RATE)
    )
    return (Tax(kind=found or kind, rate=rate, base=values.amount(Meaning.NET) if rate else None, amount=amount),)


def _of_titles(values: RowValues, kind: str) -> Iterator[Tax]:
    """Yield a tax for each rate in the titles, but for those whose columns are zero."""
    for rate, part in values.rated.items():
        base, amount = part.amount(Meaning.NET), part.amount(Meaning.TAX)
        if _says_something(base, amount):
            yield Tax(
                kind=_kind_in_names(part, Meaning.TAX) or kind,
                rate=Field(value=rate, confidence=CERTAIN, source=Source.ROW),
                base=base or (values.amount(Meaning.NET) if len(values.rated) == 1 else None),
                amount=amount,
            )


def withholdings_of(values: RowValues, country: str) -> tuple[Tax, ...]:
    """Return the row's withholdings, their amounts positive whichever sign they were written with."""
    kind = "IRPF" if country == "ES" else "withholding"
    if Meaning.WITHHOLDINGS in values.values:
        taxes = [_entry(entry, kind) for entry in entries_of(values, Meaning.WITHHOLDINGS, country)]
    else:
        rate, amount = values.rate(Meaning.WITHHOLDING_RATE), withheld_of(values)
        found = _kind_in_names(values, Meaning.WITHHOLDING, Meaning.WITHHOLDING_RATE) or kind
        base = values.amount(Meaning.NET) if rate else None
        taxes = [Tax(kind=found, rate=rate, base=base, amount=amount)] if _says_something(rate, amount) else []
    return tuple(replace(tax, amount=tax.amount.map(abs) if tax.amount else None) for tax in taxes)


def _says_something(*fields: Field[Decimal] | None) -> bool:
    """Return whether there is a figure: a sheet with a column for withholdings has zeros in most rows."""
    return any(field is not None and field.value for field in fields)


def entries_of(values: RowValues, meaning: Meaning, country: str) -> list[RowValues]:
    """Return the objects in the list of *meaning*, each read in the dialect of its row.

    Raises `DocumentError("unreadable_value")` for anything but a list of objects.
    """
    entries = values.values.get(meaning, [])
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise DocumentError(
            "unreadable_value.list", where=values.where, column=values.names[meaning], value=values.shown(meaning)
        )
    return [
        replace(
            row_values(entry, country),
            dialect=values.dialect,
            other=values.other,
            where=(f"entry:{number}:{values.names[meaning]}",),
        )
        for number, entry in enumerate(entries, start=1)
    ]


def _entry(entry: RowValues, kind: str) -> Tax:
    """Return the tax that one object of a list is: `{"kind", "rate", "base", "amount"}` or their Spanish names."""
    named = entry.text(Meaning.TAX_KIND) or entry.text(Meaning.TYPE)
    tax = entry.values.get(Meaning.TAX)
    if named is None and isinstance(tax, str) and not is_figure(tax):
        named = entry.text(Meaning.TAX)
        entry = replace(
            entry, values={meaning: value for meaning, value in entry.values.items() if meaning != Meaning.TAX}
        )
    rate, base = entry.rate(Meaning.TAX_RATE), entry.amount(Meaning.NET)
    amount = entry.amount(Meaning.AMOUNT) or entry.amount(Meaning.TAX) or entry.amount(Meaning.TOTAL)
    if rate is None and base is None and amount is None:
        raise DocumentError("unreadable_value.tax", where=entry.where)
    return Tax(
        kind=KINDS.get(bare_words(named.value), named.value) if named else kind, rate=rate, base=base, amount=amount
    )


def _kind_in_names(values: RowValues, *meanings: Meaning) -> str | None:
    """Return the kind that the titles of these columns name (`Cuota IGIC`)."""
    words = (
        word for meaning in meanings if meaning in values.names for word in bare_words(values.names[meaning]).split()
    )
    return next((KINDS[word] for word in words if word in KINDS), None)


def _as_percentage(values: RowValues, rate: Field[Decimal] | None) -> Field[Decimal] | None:
    """Return 21 for the 0.21 that a spreadsheet keeps for `21%`, where the row's own amounts prove it."""
    net, tax, total = (values.amount(meaning) for meaning in (Meaning.NET, Meaning.TAX, Meaning.TOTAL))
    if rate is None or not 0 < rate.value < 1 or net is None or (tax is None and total is None):
        return rate
    paid = tax.value if tax else total.value - net.value if total else Decimal(0)
    return rate.map(lambda share: share * 100) if abs(net.value * rate.value - paid) <= CENTS else rate
