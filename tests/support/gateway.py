"""API Gateway as `template.yaml` declares it, as an ASGI application: routes, authorizer, its own responses."""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from api_client import Answer, rest_event
from asiento.access.authorizer import UnauthorizedError, authorize
from asiento.store.database import Database
from templates import resources

METHOD_ARN = "arn:aws:execute-api:eu-south-2:123456789012:abcdefghij/v1"
Headers = dict[str, list[str]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class RefusedError(Exception):
    """API Gateway answers by itself, with the gateway response of this name."""


@dataclass(frozen=True)
class Gateway:
    """Answers requests as API Gateway in front of *api* does; keys are those of *database*."""

    api: APIGatewayRestResolver
    database: Database

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request (https://asgi.readthedocs.io/en/latest/specs/www.html)."""
        if scope["type"] != "http":
            raise NotImplementedError("There is nothing to do at start and end.")
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
        answer = self.ask(scope["method"], path, query=query, headers=headers, body=body)
        sent = [(name.encode(), value.encode()) for name, values in answer.headers.items() for value in values]
        await send({"type": "http.response.start", "status": answer.status, "headers": sent})
        await send({"type": "http.response.body", "body": answer.text.encode()})

    def ask(
        self, method: str, path: str, *, query: str = "", headers: Iterable[tuple[str, str]] = (), body: bytes = b""
    ) -> Answer:
        """Answer a request; *path* and *query* with their percent signs, as they were sent."""
        try:
            event = self._event(method, path.partition("?")[0], query, headers, body)
            answer = self.api.resolve(event, SimpleNamespace())  # type: ignore[arg-type]
        except RefusedError as refused:
            answer = _gateway_response(str(refused))
        return Answer(status=answer["statusCode"], headers=answer["multiValueHeaders"], text=answer.get("body") or "")

    def _event(
        self, method: str, path: str, query: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> dict[str, Any]:
        sent, pairs = _grouped(headers), parse_qsl(query, keep_blank_values=True, errors="replace")
        event = rest_event(method, path)
        if not _route(method, path)["public"]:
            event["requestContext"]["authorizer"] = self._context(sent, f"{METHOD_ARN}/{method}{path}")
        return event | {
            "headers": {name: values[-1] for name, values in sent.items()},
            "multiValueHeaders": sent,
            "queryStringParameters": dict(pairs) or None,
            "multiValueQueryStringParameters": _grouped(pairs) or None,
            # Without binary media types a body is text, whatever its bytes.
            "body": body.decode(errors="replace") if body else None,
        }

    def _context(self, headers: Headers, method_arn: str) -> Mapping[str, str]:
        tokens = [values[-1] for name, values in headers.items() if name.lower() == "authorization"]
        token = tokens[-1] if tokens else ""
        if not token:
            refuse("UNAUTHORIZED")
        try:
            answer = authorize({"type": "TOKEN", "authorizationToken": token, "methodArn": method_arn}, self.database)
        except UnauthorizedError:
            refuse("UNAUTHORIZED")
        context: Mapping[str, str] = answer["context"]
        return context


def refuse(name: str) -> NoReturn:
    """Raise the gateway response called *name*."""
    raise RefusedError(name)


@cache
def routes() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """Return by (method, path with braces) what the template says of each route."""
    events = [each["Properties"] for each in resources()["ApiFunction"]["Properties"]["Events"].values()]
    return {
        (event["Method"], event["Path"]): {"public": event.get("Auth", {}).get("Authorizer") == "NONE"}
        for event in events
    }


def _route(method: str, path: str) -> Mapping[str, Any]:
    for (known, template), route in routes().items():
        if known == method and _fits(template.split("/"), path.split("/")):
            return route
    refuse("MISSING_AUTHENTICATION_TOKEN")


def _fits(template: list[str], path: list[str]) -> bool:
    return len(template) == len(path) and all(
        given and (wanted == given or wanted.startswith("{"))
        for wanted, given in zip(template[1:], path[1:], strict=True)
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def _gateway_response(name: str) -> dict[str, Any]:
    given = resources()["Api"]["Properties"]["GatewayResponses"][name]
    body = given["ResponseTemplates"]["application/json"]
    assert json.loads(body)["status"] == int(given["StatusCode"])
    headers = {header: [value.strip("'")] for header, value in given["ResponseParameters"]["Headers"].items()}
    return {"statusCode": int(given["StatusCode"]), "multiValueHeaders": headers, "body": body}
