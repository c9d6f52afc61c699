"""The validate stage: judges a document by rules and changes nothing in it. What follows is the runner's to decide."""

from collections.abc import Sequence
from dataclasses import replace

from asiento.acceptance import marked
from asiento.document import Document
from asiento.errors import DocumentError
from asiento.model import Finding, Item, Severity, Tools
from asiento.validate import (
    amounts,
    bank,
    certain,
    corrected,
    dates,
    doubts,
    equations,
    fiscal_code,
    full_invoice,
    identities,
    lengths,
    ownership,
    rated,
    required,
    sequence,
    signatures,
    single,
    suppliers,
    totals,
    unbooked,
    vat_ids,
)
from asiento.validate.countries import country_of
from asiento.validate.ecuador import ECUADOR_RULES
from asiento.validate.finding import Context, Rule
from asiento.validate.risk import risk_of
from asiento.validate.spain import SPAIN_RULES

GENERIC: tuple[Rule, ...] = (
    unbooked.bookable_type,
    single.single_document,
    required.required_fields,
    required.supplier_named,
    required.transactions_complete,
    totals.totals,
    equations.proven,
    rated.rated,
    fiscal_code.code_contradicts,
    identities.valid_tax_ids,
    vat_ids.valid_vat_ids,
    identities.missing_tax_id,
    full_invoice.names_and_addresses,
    dates.not_in_the_future,
    dates.transactions_not_in_the_future,
    dates.not_old,
    dates.due_after_issue,
    dates.due_soon,
    amounts.known_currency,
    amounts.known_row_currencies,
    amounts.assumed_currency,
    amounts.positive_total,
    amounts.always_reviewed,
    certain.certain,
    certain.certain_rows,
    doubts.doubted,
    doubts.noticed,
    doubts.usual_decimals,
    ownership.our_document,
    ownership.named_like_us,
    ownership.named_another,
    ownership.parties_unknown,
    suppliers.new_supplier,
    suppliers.new_iban,
    suppliers.disagreeing,
    suppliers.unusual_amount,
    suppliers.unusual_rate,
    suppliers.early_bill,
    sequence.out_of_series,
    sequence.same_purchase,
    corrected.original_fits,
    bank.valid_iban,
    bank.balances,
    signatures.signature,
    lengths.texts_whole,
)
BY_COUNTRY: dict[str, tuple[Rule, ...]] = {"ES": SPAIN_RULES, "EC": ECUADOR_RULES}

MOST_FINDINGS = 1_000
"""Of an item: each row of a long statement may have one."""

_GRAVEST_FIRST = (Severity.ERROR, Severity.REVIEW, Severity.ACCEPTED, Severity.WARNING)


def validate(item: Item, _: Tools) -> Item:
    """Return *item* with the findings of this run, the gravest first; those of an earlier run are gone.

    What a person accepted asks no more, if it is found again just so. *item* is told what may be wrong of it.
    Raises `DocumentError("nothing_extracted")` if no document was read from the item.
    """
    if item.document is None:
        raise DocumentError("nothing_extracted")
    findings = _judge(item.document, item)
    return replace(item, findings=findings, risk=risk_of(item.document, findings))


def _judge(document: Document, item: Item) -> tuple[Finding, ...]:
    country = country_of(document, item.tenant)
    context = Context(
        tenant=item.tenant,
        received_on=item.received_at.date(),
        country=country,
        known_supplier=item.known_supplier,
        others=item.classification.others if item.classification else (),
    )
    rules = GENERIC + (BY_COUNTRY[country.code] if country else ())
    findings = marked((finding for rule in rules for finding in rule(document, context)), item.accepted)
    return _most(sorted(findings, key=lambda finding: _GRAVEST_FIRST.index(finding.severity)))


def _most(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return *findings*, the gravest first; of very many the first, and one that says how many more there are."""
    if len(findings) <= MOST_FINDINGS:
        return tuple(findings)
    kept, rest = findings[: MOST_FINDINGS - 1], findings[MOST_FINDINGS - 1 :]
    return (*kept, Finding.of(rest[0].severity, "more_findings.listed", rest[0].field, count=len(rest)))
