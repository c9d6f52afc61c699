"""What speaks for a name on a page, in points, and how sure names and tax ids are, 0 to 1.

No field is surer than its words are read (`AnnotatedPages.field`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NameShape:
    """What a name looks like. Set by hand while looking at the development set (401 files)."""

    fewest_letters: int = 3
    """Letters of a name at least; shorter words of a line say nothing."""

    longest: int = 90
    """Characters of a name at most."""

    sentence_words: int = 7
    """Words above which a line is rather a sentence."""

    register_digits: int = 4
    """Digits above which a word is a number of a register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPoints:
    """Points of a cell in the head of the first page for being the issuer's name.

    Set by hand while looking at the development set (401 files).
    """

    head: float = 0.4
    """Share of the first page, from its top, in which an issuer names itself."""

    head_lines: int = 14
    """Lines of the first page in which it does so in any case."""

    legal_form: float = 3.0
    """The cell has the legal form of a company."""

    per_line: float = -0.2
    """For each line above it."""

    tallest: float = 1.6
    """At most, for letters taller than usual: a point for each height of a usual line above `tall`."""

    tall: float = 1.2
    """Heights of a usual line above which letters are tall."""

    legible: float = 1.5
    """Times how sure its words are read (0 to 1)."""

    digits: float = -1.5
    """It has a digit."""

    sentence: float = -0.5
    """It has more words than a name (`NameShape.sentence_words`)."""

    place: float = -1.5
    """It has a word of addresses, and no legal form."""

    tax_id: float = 1.2
    """The issuer's tax id stands in the same block."""

    tax_id_lines: int = 5
    """Lines between a name and its tax id in one block at most."""

    tax_id_edge: float = 0.1
    """Share of the page's width by which the edges or middles of one block differ at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerPoints:
    """Points of the other evidence for an issuer's name, added to those of its place (`HeadPoints`).

    Set by hand while looking at the development set (401 files).
    """

    registered: float = 3.5
    """The words of a company register, its capital or its managers stand beside it."""

    registered_form: float = 1.5
    """Added in the foot for a name with a legal form."""

    registered_bare: float = -1.0
    """Added in the foot for a name without one."""

    holder: float = 2.5
    """It is the holder of the account into which is to be paid."""

    sender: float = 2.0
    """It stands before the address in a sender line."""

    domain: float = 1.5
    """A domain of the page begins as it does."""

    again: float = 0.6
    """It is printed once more."""

    foot: float = 2.0
    """It begins a line in the foot that goes on with the issuer's tax id: `Ruiz · Calle Mayor 3 · NIF …`."""

    window: float = -2.5
    """It stands in the addressee's window."""

    go_between: float = -4.0
    """It is the name of a bank, a card, a market place or a tax office (`go_betweens`)."""

    foot_top: float = 0.8
    """Share of a page, from its top, below which its foot begins."""

    foot_lines: int = 3
    """Lines above the register's in which the name may stand in the foot."""

    initials: int = 3
    """Letters up to which a name may be initials, and is not compared with domains and other lines."""

    register_words: int = 7
    """Words of a name before its legal form in a register's line at most."""

    label_words: int = 4
    """Words at the beginning of such a line of which one may end in a colon: a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerConfidence:
    """How sure an issuer's name is that no label announces.

    Set by hand while looking at the development set (401 files).
    """

    several: float = 0.93
    """At least `agreeing` kinds of evidence agree on a name with a legal form."""

    agreeing: int = 3
    """Kinds of evidence for that."""

    two: float = 0.88
    """Two kinds agree; at most, where the name has no legal form."""

    one: float = 0.82
    """At most, for one kind: no more than a guess."""

    base: float = 0.4
    """For a name without points."""

    per_point: float = 0.08
    """Added for each point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyConfidence:
    """How sure names and tax ids of both sides are, by where they stand.

    Set by hand while looking at the development set (401 files).
    """

    named_company: float = 0.93
    """A name with a legal form behind a label `name` in a party's block."""

    named: float = 0.88
    """Another name there."""

    first_company: float = 0.91
    """A name with a legal form as the first line of a party's block."""

    first: float = 0.85
    """Another name there."""

    market_seller: float = 0.85
    """At most, behind `sold by`: on a market place the invoice may be known by the market's name."""

    tenant: float = 0.9
    """The tenant's own name, where the customer's tax id is the tenant's."""

    checked_id: float = 0.96
    """A tax id behind a label, with right control digits."""

    checked_bare_id: float = 0.88
    """A tax id without a label, with right control digits."""

    shaped_id: float = 0.91
    """One behind a label in a PDF's own text, of a country whose control digits are not known here."""

    other_id: float = 0.8
    """Any other tax id."""


SHAPE = NameShape()
HEAD = HeadPoints()
ISSUER = IssuerPoints()
ISSUER_SURE = IssuerConfidence()
PARTY = PartyConfidence()
