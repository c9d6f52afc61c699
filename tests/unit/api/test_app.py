"""The API's first request while Postgres is away."""

from types import SimpleNamespace
from typing import Any, cast

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from api_client import Answer, problem_of, rest_event
from asiento.api.app import answer, build_api
from asiento.intake.services import ApiServices
from asiento.store.database import open_database
from places import free_port

CONTEXT: Any = SimpleNamespace()


def asked(path: str, *, away: bool) -> Answer:
    """GET *path* from an API that is built on its first request, in a process whose database may be away."""

    def build() -> APIGatewayRestResolver:
        if away:
            open_database(f"postgresql+pg8000://asiento:secret@127.0.0.1:{free_port()}/asiento")
        return build_api(cast(ApiServices, None))

    said = answer(rest_event("GET", path), CONTEXT, build)
    return Answer(status=said["statusCode"], headers=said["multiValueHeaders"], text=said["body"])


def test_a_cold_start_without_the_database_is_a_503() -> None:
    """It is a problem that says when to ask again, and the next request starts anew."""
    while_away = asked("/openapi.json", away=True)

    assert problem_of(while_away) == (503, "database_unavailable", None)
    assert while_away.headers["Retry-After"] == ["30"]
    assert "secret" not in while_away.text
    assert asked("/openapi.json", away=False).status == 200
