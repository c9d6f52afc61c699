"""The words of printed invoices, a language each: several for one thing, as programs differ."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What each thing may be called. `{}` is where a figure or number stands in a phrase."""

    invoice: tuple[str, ...]
    credit_note: tuple[str, ...]
    number: tuple[str, ...]
    credit_number: tuple[str, ...]
    issued: tuple[str, ...]
    due: tuple[str, ...]
    customer: tuple[str, ...]
    customer_tax_id: tuple[str, ...]
    description: tuple[str, ...]
    quantity: tuple[str, ...]
    price: tuple[str, ...]
    discount: tuple[str, ...]
    rate: tuple[str, ...]
    amount: tuple[str, ...]
    of_lines: tuple[str, ...]
    less: tuple[str, ...]
    more: tuple[str, ...]
    net: tuple[str, ...]
    base: tuple[str, ...]
    tax: tuple[str, ...]
    on: tuple[str, ...]
    tax_amount: tuple[str, ...]
    withheld: tuple[str, ...] = ("",)
    total: tuple[str, ...]
    prepaid: tuple[str, ...]
    payable: tuple[str, ...]
    corrects: tuple[str, ...]
    page: tuple[str, ...]
    carried: tuple[str, ...]
    phone: tuple[str, ...]
    delivery: tuple[str, ...]
    earlier: tuple[str, ...]
    legal: tuple[str, ...]

    def chosen(self, rng: Random) -> Mapping[str, str]:
        """Return one for each thing: the words of one program."""
        return {one.name: rng.choice(getattr(self, one.name)) for one in fields(self)}
