"""What people change of what is posted: a row is voided or corrected by rows of its own, and none is ever changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from asiento.acceptance import untouched
from asiento.codec import from_plain, to_plain
from asiento.document import Document
from asiento.errors import DocumentError, RequestError
from asiento.intake import batch_expired
from asiento.intake.services import ApiServices
from asiento.model import Delivery, Finding, Item, ItemRef, Posting, Severity, State, Tools
from asiento.pipeline import LAST, STAGES
from asiento.review.corrections import apply_corrections, values_at
from asiento.review.written import Said
from asiento.store import items
from asiento.store import postings as store
from asiento.store.history import Act, Action, Subject, Values, record
from asiento.store.outcomes import Outcome, serialized
from asiento.store.tenants import find_tenant
from asiento.store.work import claim_within, save_within

VALIDATE = STAGES["validate"]

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Whose row of which ledger table a key (*by*) changes, and why."""

    tenant_id: UUID
    table: str
    row_id: UUID
    by: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a person says of a posted document: new values by path, as `apply_corrections` takes them.

    Of a bank statement they are those of its one row. *approve* accepts what validation wants a person to look at,
    *no_duplicate* says that it is another one than what is posted.
    """

    fields: Mapping[str, Said]
    approve: bool = False
    no_duplicate: bool = False


def existing_posting(connection: Connection, table: str, tenant_id: UUID, row_id: UUID) -> Row:
    """Return a row of the ledger. Raises `RequestError` 404: `expense_not_found`, and so for the other tables."""
    row = store.find_posting(connection, table, tenant_id, row_id)
    if row is None:
        raise _not_found(table)
    return row


def _not_found(table: str) -> RequestError:
    match table:
        case "expenses":
            return RequestError(404, "expense_not_found", field="expense_id")
        case "invoices":
            return RequestError(404, "invoice_not_found", field="invoice_id")
    return RequestError(404, "bank_transaction_not_found", field="bank_transaction_id")


def void(services: ApiServices, change: Change) -> UUID:
    """Post the reversal of a row, and return its id.

    Raises `RequestError`: the 404 of `existing_posting`, 409 `not_reversible`.
    """
    with services.database.transaction([change.tenant_id], in_turn=[change.tenant_id]) as connection:
        return reverse_row(connection, change)


def reverse_row(connection: Connection, change: Change) -> UUID:
    """Do the same in a transaction that has its turn with the tenant."""
    row = existing_posting(connection, change.table, change.tenant_id, change.row_id)
    reversal, _ = _reversed(connection, change, row)
    _record(connection, change, Act(Subject.ITEM, row["item_id"], Action.VOID), {}, {"reversal": reversal})
    return reversal


def correct(services: ApiServices, change: Change, corrected: Corrected) -> tuple[UUID, UUID]:
    """Post the reversal of a row and the corrected one, and return the ids of both.

    The corrected document passes validation and the search for duplicates as any other does, or nothing is changed.
    Raises `RequestError`: what `void` and `apply_corrections` raise; 409 `batch_expired`; 422 and 409
    `correction_held`, with all that is wrong; and what the last stage raises.
    """
    with services.database.transaction([change.tenant_id], in_turn=[change.tenant_id]) as connection:
        row = existing_posting(connection, change.table, change.tenant_id, change.row_id)
        reversal, line = _reversed(connection, change, row)
        item = items.lock_item(connection, change.tenant_id, row["item_id"])
        if item is None or item["document"] is None:
            raise batch_expired()
        country = find_tenant(connection, change.tenant_id).country
        stored, paths = from_plain(Document, item["document"]), _paths(change, row, corrected)
        document = _document(stored, change.table, row["line"], corrected.fields, country)
        accepted = untouched(item["accepted"], paths)
        delivery = _reopened(connection, change, {**item, "accepted": accepted}, document, corrected)
        work = validated(claimed(connection, delivery), services.tools, approve=corrected.approve)
        work = _with_posting(work, change, of_line=row["line"], line=line - 1)
        outcome = Outcome(delivery=delivery, item=work, stage=LAST, state=State.DONE, same_document=True)
        save_within(connection, LAST, [serialized(outcome)], services.limits.max_items_per_batch)
        posted = _correction(connection, change, row)
        before, after = (values_at(each, paths) for each in (item["document"], to_plain(document)))
        told = after | {"reversal": reversal, "correction": posted}
        _record(connection, change, Act(Subject.ITEM, row["item_id"], Action.CORRECT), before, told)
    return reversal, posted


def _paths(change: Change, row: Row, corrected: Corrected) -> list[str]:
    """Return the corrected paths as they stand in the whole document."""
    before = f"transactions.{row['line']}." if change.table == "bank_transactions" else ""
    return [before + path for path in corrected.fields]


def _record(connection: Connection, change: Change, act: Act, before: Values, after: Values) -> None:
    told = {"row": change.row_id, "reason": change.reason, **after}
    record(connection, change.tenant_id, change.by, act, before=before, after=told)


def _reversed(connection: Connection, change: Change, row: Row) -> tuple[UUID, int]:
    if row["reverses"] is not None:
        raise RequestError(409, "not_reversible.reversal", entry=str(row["reverses"]))
    made = store.reverse(
        connection, change.table, change.tenant_id, change.row_id, posted_by=change.by, reason=change.reason
    )
    if made is None:
        raise RequestError(409, "not_reversible.reversed", entry=str(row["reversed_by"]))
    return made


def _document(document: Document, table: str, line: int, fields: Mapping[str, Said], country: str) -> Document:
    if table != "bank_transactions":
        return apply_corrections(document, fields, country)
    rows = document.transactions
    right = apply_corrections(rows[line], fields, country)
    return replace(document, transactions=(*rows[:line], right, *rows[line + 1 :]))


def _reopened(connection: Connection, change: Change, item: Row, document: Document, corrected: Corrected) -> Delivery:
    """Put the item back to the last stage, for this transaction alone to see, and return a delivery that claims it."""
    reopened = store.reopen(
        connection,
        change.tenant_id,
        item["id"],
        to_plain(document),
        accepted=item["accepted"],
        no_duplicate=corrected.no_duplicate,
    )
    if not reopened:
        raise RequestError(409, "not_waiting.meanwhile")
    return Delivery(ref=ItemRef(change.tenant_id, item["id"]), message_id=uuid4(), attempt=1)


def claimed(connection: Connection, delivery: Delivery) -> Item:
    """Return the item with all that the stage that validates is told of its tenant."""
    stage = replace(LAST, needs_suppliers=VALIDATE.needs_suppliers, needs_ledger=VALIDATE.needs_ledger)
    return claim_within(connection, stage, [delivery]).items[0]


def validated(item: Item, tools: Tools, *, approve: bool) -> Item:
    """Return *item* with its findings and postings, if nothing holds it. Raises `RequestError("correction_held")`."""
    try:
        judged = VALIDATE.load()(item, tools)
        _check(judged.findings, approve=approve)
        return LAST.load()(judged, tools)
    except DocumentError as error:
        raise RequestError(422, error.said, field="fields") from error


def _check(findings: Sequence[Finding], *, approve: bool) -> None:
    wrong = [(each.field, each) for each in findings if each.severity is Severity.ERROR]
    asked = [(each.field, each) for each in findings if each.severity is Severity.REVIEW]
    if wrong:
        raise RequestError(422, "correction_held.wrong", field=wrong[0][0], errors=wrong, count=len(wrong))
    if asked and not approve:
        raise RequestError(409, "correction_held.asked", field=asked[0][0], errors=asked, count=len(asked))


def _with_posting(item: Item, change: Change, *, of_line: int, line: int) -> Item:
    """Return *item* with one row to post in place of all: that of *of_line*, at a *line* of its own."""
    found = [each for each in item.postings if each.table == change.table and each.line == of_line]
    if not found:
        raise RequestError(422, "correction_held.elsewhere", field="fields")
    more = {"of_line": of_line, "corrects": str(change.row_id), "posted_by": str(change.by), "reason": change.reason}
    learned = tuple(each for each in item.postings if each.table == "supplier_memory")
    posting = Posting(table=change.table, line=line, values={**found[0].values, **more})
    return replace(item, postings=(posting, *learned))


def _correction(connection: Connection, change: Change, row: Row) -> UUID:
    """Return the id of the row that was posted. Raises `RequestError` if the ledger has it of another item."""
    posted = store.find_correction(connection, change.tenant_id, change.row_id)
    if posted is None:
        item = items.lock_item(connection, change.tenant_id, row["item_id"])
        other = str(item["duplicate_of"]) if item else ""
        raise RequestError(409, "correction_held.duplicate", field="fields", item=other)
    return posted
