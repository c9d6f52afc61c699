"""A person reviews thirty items through the API: how many requests and statements that takes, and how long (`-s`)."""

import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from api_client import Answer, ApiClient
from asiento.api import ApiServices
from asiento.document import Document, Field, Source
from asiento.model import ItemRef
from asiento.tenant import Tenant
from bookable import DAY, invoice, read
from integration.conftest import Publish
from sent_statements import statements_sent

READ_ONCE = frozenset({"set_config", "FROM api_keys"})
"""What each request sends besides: its tenant is named, and its key asked for."""


def scanned[T](value: T, confidence: float = 0.99) -> Field[T]:
    """Return *value* as read by OCR."""
    return replace(read(value), source=Source.OCR, confidence=confidence)


def paper(number: int) -> Document:
    """Return one of three kinds: with a date that is hard to read, with a misread total, and not to be booked."""
    match number % 3:
        case 0:
            return invoice(f"A-{number}", issued_on=scanned(DAY, 0.5))
        case 1:
            figures: dict[str, Any] = {"net": scanned(Decimal("100.00")), "tax_total": scanned(Decimal("21.00"))}
            return replace(invoice(f"B-{number}", **figures), total=scanned(Decimal("191.00")))
    return invoice(f"C-{number}", total="-5.00")


class Person:
    """Sends requests and counts them."""

    def __init__(self, client: ApiClient) -> None:
        self.client, self.seconds = client, list[float]()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Ask, and take the time."""
        began = time.perf_counter()
        answer = self.client.ask(method, path, body=body, headers={"If-Match": headers["seen"]} if headers else {})
        self.seconds.append(time.perf_counter() - began)
        assert answer.status == 200, answer.text
        return answer


@pytest.fixture
def refs(put: Publish, tenant: Tenant, go_on: Callable[[ItemRef], None]) -> list[ItemRef]:
    """Thirty items that wait."""
    waiting = [put(tenant, paper(number), stage="validate") for number in range(30)]
    for ref in waiting:
        go_on(ref)
    return waiting


def test_thirty_items_are_reviewed_in_few_requests(
    client: ApiClient,
    refs: list[ItemRef],
    api_services: ApiServices,
    go_on: Callable[[ItemRef], None],
) -> None:
    """A list, a correction of each item that needs one, and two decisions about the others."""
    person = Person(client)

    with statements_sent(api_services.database) as sent:
        listed = person.ask("GET", "/review").json["items"]
        by_code: dict[str, list[dict[str, Any]]] = {}
        for item in listed:
            by_code.setdefault(item["findings"][0]["code"], []).append(item)
        for item in by_code["totals_mismatch"]:
            right = {"fields": {"total": "121.00"}}
            person.ask("PATCH", f"/items/{item['id']}", right, seen=item["version"])
        chosen = {"decision": "approve", "filter": {"code": "low_confidence"}}
        counted = person.ask("POST", "/review/decisions", chosen | {"dry_run": True}).json
        done = person.ask("POST", "/review/decisions", chosen | {"digest": counted["digest"]}).json
        seen = {item["id"]: item["version"] for item in by_code["negative_total"]}
        ended = {"decision": "reject", "ids": list(seen), "versions": seen}
        rejected = person.ask("POST", "/review/decisions", ended).json

    assert (len(listed), done["decided"], rejected["decided"]) == (30, 10, 10)
    for ref in refs:
        go_on(ref)
    assert Counter(client.get(f"/items/{ref.item_id}").json["status"] for ref in refs) == {
        "published": 20,
        "rejected": 10,
    }
    own = [each for each in sent if not any(word in each for word in READ_ONCE)]
    milliseconds, slowest = (round(each * 1000) for each in (sum(person.seconds), max(person.seconds)))
    told = f"{len(person.seconds)} requests, {milliseconds} ms, the slowest {slowest} ms; {len(own)} statements"
    sys.stdout.write(f"{told}\n")
    assert len(person.seconds) == 14
    assert len(own) <= 60
    assert sum(person.seconds) < 10
