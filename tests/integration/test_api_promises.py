"""The API keeps what its OpenAPI document promises, whatever is sent: Schemathesis, through the gateway's rules.

`make fuzz` runs it long and shows what was answered.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder

from asiento.api import ApiServices, build_api
from asiento.tenant import Tenant
from gateway import Gateway

CHECKS: dict[str, Any] = {
    # API Gateway says 404 of a method that an address does not have, never 405.
    "unsupported_method": {"enabled": False},
    # Cursors, keys of uploads and titles under a fingerprint have rules that no JSON schema can tell.
    "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "412", "413", "422", "429"]},
    # 413 is how a file that is too large is refused.
    "negative_data_rejection": {"expected-statuses": ["400", "401", "404", "412", "413", "422", "429"]},
}


@dataclass
class Seen:
    """What was answered, and which promises were broken."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    broken: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, scenario: ScenarioRecorder) -> None:
        """Count the answers of a scenario and keep the first failure of each check on each route."""
        for case_id, interaction in scenario.interactions.items():
            assert interaction.response is not None
            self.answers[scenario.cases[case_id].value.operation.label, int(interaction.response.status_code)] += 1
        for case_id, checks in scenario.checks.items():
            for check in checks:
                if check.status is Status.FAILURE and check.failure_info:
                    case = scenario.cases[case_id].value
                    told = f"{check.failure_info.failure.message}\n{case.as_curl_command()}"
                    self.broken.setdefault((case.operation.label, check.name), told)

    def table(self) -> Iterator[str]:
        """Yield a line for each route: cases, and answers by status."""
        statuses = sorted({status for _, status in self.answers})
        yield f"{'':42}{'cases':>7}" + "".join(f"{status:>7}" for status in statuses)
        for route in [*sorted({route for route, _ in self.answers}), ""]:
            counts = [sum(self.answers[key] for key in self.answers if _of(key, route, status)) for status in statuses]
            yield f"{route or 'all':42}{sum(counts):>7}" + "".join(f"{count or '':>7}" for count in counts)


def _of(key: tuple[str, int], route: str, status: int) -> bool:
    return key[1] == status and route in ("", key[0])


@pytest.fixture
def gateway(api_services: ApiServices, tenant: Tenant) -> Gateway:
    """The API behind the gateway, with the tenant as its operator."""
    return Gateway(build_api(replace(api_services, operator_tenant=tenant.id)), api_services.database)


def fuzz(gateway: Gateway, key: str, examples: int, *, coverage: bool) -> Seen:
    """Send cases to every route, *examples* of each kind, always the same; *coverage* adds every edge of the schema."""
    config = {
        "seed": 4,
        "base-url": "http://localhost",
        "headers": {"Authorization": f"Bearer {key}"},
        "continue-on-failure": True,
        "generation": {"max-examples": examples, "no-shrink": True, "mode": "all", "database": "none"},
        "phases": {"coverage": {"enabled": coverage}},
        "checks": CHECKS,
    }
    schema = schemathesis.openapi.from_asgi("/openapi.json", gateway, config=SchemathesisConfig.from_dict(config))
    seen = Seen()
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            seen.add(event.recorder)
    return seen


@pytest.mark.timeout(3600)
def test_every_answer_is_as_promised(
    gateway: Gateway, key: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cases within and without the schema get the statuses, headers and bodies of the document, and never a 5xx."""
    examples = request.config.getoption("--fuzz-examples")

    seen = fuzz(gateway, key, examples or 2, coverage=bool(examples))

    if examples:
        with capsys.disabled():
            print(*("", *seen.table()), sep="\n")  # noqa: T201 (what was asked for)
    assert not seen.broken, "\n\n".join(f"{where}: {told}" for where, told in seen.broken.items())
    assert max(status for _, status in seen.answers) < 500
    assert {route for route, status in seen.answers if status < 300} >= {"POST /batches", "GET /expenses"}
