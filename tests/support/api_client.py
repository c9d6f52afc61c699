"""A client of the API for tests: real API Gateway REST events in, status and JSON out."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from asiento.access.keys import Role
from asiento.access.management import make_key
from asiento.api.access import given_services
from places import ROOT

EVENT = json.loads((ROOT / "tests" / "events" / "rest_request.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, list[str]]
    text: str

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.text)


@dataclass(frozen=True)
class ApiClient:
    """Asks *api* as *tenant_id* with a key of its own and *role*; without a tenant there is no authorizer context."""

    api: APIGatewayRestResolver
    tenant_id: UUID | None = None
    role: str = "operate"
    context: SimpleNamespace = field(default_factory=SimpleNamespace)
    authorizer: dict[str, str] = field(init=False, default_factory=dict)
    """What API Gateway says of the key."""

    def __post_init__(self) -> None:
        """Make the key."""
        if self.tenant_id:
            database = self.api.dependency_overrides[given_services]().database
            with database.transaction([self.tenant_id]) as connection:
                made = make_key(connection, self.tenant_id, Role(self.role), "test", None)
            tenant_id = str(self.tenant_id)
            context = {"tenant_id": tenant_id, "role": self.role, "key_id": str(made.row["id"])}
            self.authorizer.update(context, principalId=tenant_id)

    def get(self, path: str, **query: str) -> Answer:
        """GET *path*."""
        return self.ask("GET", path, query=query)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """POST *body*, as JSON unless it is text already; in the names of *headers* underscores stand for hyphens."""
        return self.ask("POST", path, body=body, headers=headers)

    def patch(self, path: str, body: Any) -> Answer:
        """PATCH *path*."""
        return self.ask("PATCH", path, body=body)

    def put(self, path: str, body: Any) -> Answer:
        """PUT *path*."""
        return self.ask("PUT", path, body=body)

    def delete(self, path: str) -> Answer:
        """DELETE *path*."""
        return self.ask("DELETE", path)

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request as API Gateway would."""
        event = rest_event(method, path, query=query, body=body)
        for name, value in (headers or {}).items():
            event["headers"][name.replace("_", "-")] = value
            event["multiValueHeaders"][name.replace("_", "-")] = [value]
        if self.authorizer:
            event["requestContext"]["authorizer"] = self.authorizer
        return self.send(event)

    def send(self, event: Mapping[str, Any]) -> Answer:
        """Resolve a whole event."""
        answer = self.api.resolve(event, self.context)  # type: ignore[arg-type]
        return Answer(status=answer["statusCode"], headers=answer["multiValueHeaders"], text=answer["body"])


def rest_event(method: str, path: str, *, query: Mapping[str, str] | None = None, body: Any = None) -> dict[str, Any]:
    """Return an API Gateway REST proxy event."""
    event: dict[str, Any] = deepcopy(EVENT)
    event.update(httpMethod=method, path=path)
    event["requestContext"].update(httpMethod=method, path=f"/Prod{path}")
    if query:
        event["queryStringParameters"] = dict(query)
        event["multiValueQueryStringParameters"] = {name: [value] for name, value in query.items()}
    if body is not None:
        event["body"] = body if isinstance(body, str) else json.dumps(body)
    return event


def problem_of(answer: Answer) -> tuple[int, str, str | None]:
    """Return status, code and field of a problem, after checking that it is a whole one."""
    assert answer.headers["Content-Type"] == ["application/problem+json"], answer.text
    problem = answer.json
    assert problem["status"] == answer.status
    assert problem["type"] == f"urn:asiento:problem:{problem['code']}"
    assert problem["title"]
    assert problem["detail"].endswith("."), problem
    return answer.status, problem["code"], problem.get("field")
