"""What the judges of this stage weigh, in points of evidence. The clues in words have theirs in `evidence.py`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeWeights:
    """What the shape of a page and the place of a word say for a document type.

    Set by hand while looking at the development set (401 files).
    """

    in_head: float = 1.0
    """Factor of a title in the head of the first page."""

    as_heading: float = 1.3
    """Factor of a title there whose line is short or tall."""

    in_text: float = 0.4
    """Factor of a title below the head, or on a later page."""

    in_sentence: float = 0.2
    """Factor of a title inside a sentence, which may speak of another document."""

    heading_words: int = 5
    """Words of a title's cell at most."""

    sentence_words: int = 7
    """Words without figures from which on a cell is a sentence."""

    tall: float = 1.4
    """Heights of a usual line above which a line is a heading, however long it is."""

    strip: float = 2.5
    """Points of a narrow strip for a receipt."""

    sheet: float = 0.7
    """Points of a sheet of paper for an invoice."""

    sheet_narrowest: float = 0.69
    """Width over height from which a page is a sheet; A4 has 0.71."""

    sheet_widest: float = 0.79
    """Width over height up to which a page is a sheet; letter paper has 0.77."""

    dated_rows: float = 2.6
    """Points of lines that begin with a date and hold an amount, for a bank statement."""

    fewest_dated_rows: int = 5
    """Lines of that kind from which on they count."""

    movements: float = 6.0
    """Points of a table of movements, for a bank statement: as much as a title, for no other has a running balance."""

    between_balances: float = 4.0
    """Points of dated amounts below names of columns, with the balances before and after them."""

    dated_list: float = 2.5
    """Points of such amounts, as many as `fewest_dated_rows`, below names of columns alone."""

    fewest_listed: int = 3
    """Lines that begin with a date and hold an amount from which on they are a list, whose words name others."""

    fewest_movements: int = 2
    """Dated amounts that must stand below the names of its columns."""

    movements_within: int = 12
    """Lines below the names of its columns in which they stand."""

    tape: float = 2.5
    """Points of a page as narrow as a till's tape, for a receipt."""

    tape_columns: int = 46
    """Characters across up to which a page is a tape: tills print 32 to 48."""

    amount_owed: float = 1.5
    """Points of a word like `total` with an amount beside it, for a receipt and for an invoice."""

    below_zero: float = 3.5
    """Points of a total below zero for a credit note: more than `corrects`."""

    corrects: float = 3.0
    """Points above which a document is a credit note, not an invoice that mentions one."""

    without_amount: float = 0.35
    """Factor of all evidence on a page without a single amount."""

    enough: float = 2.8
    """Points below which a document is `other`."""

    lookalike: float = 0.9
    """Score (0 to 1) of a paper whose title says that it is none of the ledger's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryWeights:
    """What the differences and likenesses of two pages say for a boundary between two documents.

    A card slip repeats the total, a second page the number, and all documents of one shop its tax id.

    Set by hand while looking at the development set (401 files).
    """

    clear: float = 3.0
    """Points from which two pages are two documents."""

    doubtful: float = 1.5
    """Points from which a person looks."""

    own_marks: int = 2
    """Marks of its own, of number, tax id, name, day and count, that the first page of a document shows."""

    another_number: float = 2.0
    """The page has a number that no page before it has."""

    same_number: float = -4.0
    """The number of one page stands on the other."""

    another_tax_id: float = 2.0
    """The supplier's tax id is another, and the control digits of both are right."""

    unchecked_tax_id: float = 1.0
    """The supplier's tax id is far from the other, but nobody can check the digits of both."""

    same_tax_id: float = -0.5
    """The supplier's tax id is the same."""

    another_name: float = 1.0
    """The supplier's name is another, where no tax ids can be compared."""

    another_day: float = 1.0
    """The day of issue is another."""

    same_day: float = -1.0
    """The day of issue is the same."""

    another_total: float = 1.0
    """The total is another."""

    both_proven: float = 1.0
    """Added where both totals are proven by other amounts."""

    same_total: float = -1.0
    """The total is the same."""

    two_receipts: float = 1.0
    """All pages are receipts with totals that differ: a receipt hardly ever takes two pages."""

    first_after_last: float = 2.0
    """The page counts itself as the first, and the one before as the last."""

    first_again: float = 1.0
    """The page counts itself as the first, and nothing says that the one before was the last."""

    after_last: float = 1.0
    """The page before counts itself as the last, and this one does not count itself."""

    another_size: float = 0.5
    """The paper has another shape."""

    same_shape: float = 0.08
    """Difference in width over height up to which two scans are of equal sheets."""

    alike: float = 0.75
    """Share of equal characters (0 to 1) from which two ids may be one that was misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactThresholds:
    """How sure what was read on a page must be to be compared with other pages, 0 to 1.

    Set by hand while looking at the development set (401 files).
    """

    sure: float = 0.75
    """Confidence from which a number, a day, a name or a total counts."""

    proven: float = 0.9
    """Confidence from which a total is proven."""

    likely_number: float = 0.6
    """Confidence in a number from which its repetition on another page says something."""

    likely_total: float = 0.4
    """Confidence in a total from which it is one, for two receipts."""

    number_length: int = 4
    """Characters of a document number that another page does not show as a word by chance."""

    number_digits: int = 3
    """Digits of such a number."""

    long_number: int = 7
    """Characters from which another page does not show it even in parts of words."""


TYPE = TypeWeights()
BOUNDARY = BoundaryWeights()
FACTS = FactThresholds()
