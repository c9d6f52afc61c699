"""A custom resource always answers CloudFormation, which otherwise waits for an hour."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from asiento.schema.custom_resource import run_on_deploy


@pytest.fixture
def answers() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """An event whose address is a server here, and the answers that it got."""
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        """Takes the answer."""

        def do_PUT(self) -> None:
            """Keep the body."""
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        ids = {"StackId": "stack", "RequestId": "request", "LogicalResourceId": "Schema"}
        yield {**ids, "RequestType": "Create", "ResponseURL": f"http://127.0.0.1:{server.server_port}/"}, got
        server.shutdown()
        thread.join()


def fail() -> None:
    """Fail as a migration may."""
    raise RuntimeError("column exists")


def test_success_is_told(answers: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    """After the work the deployment goes on."""
    event, got = answers
    done: list[str] = []

    run_on_deploy(event, lambda: done.append("migrated"))

    assert done == ["migrated"]
    assert [(answer["Status"], answer["RequestId"]) for answer in got] == [("SUCCESS", "request")]


def test_failure_is_told(answers: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    """A migration that fails also fails the deployment, and the function's log has the traceback."""
    event, got = answers

    with pytest.raises(RuntimeError, match="column exists"):
        run_on_deploy(event, fail)

    assert [answer["Status"] for answer in got] == ["FAILED"]


def test_deleting_the_stack_keeps_the_data(answers: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    """On deletion nothing is done, and CloudFormation is told so."""
    event, got = answers

    run_on_deploy({**event, "RequestType": "Delete"}, fail)

    assert [answer["Status"] for answer in got] == ["SUCCESS"]


def test_an_operator_may_just_invoke_it() -> None:
    """Without CloudFormation's address the work is done and nobody is told."""
    done: list[str] = []

    run_on_deploy({}, lambda: done.append("migrated"))

    assert done == ["migrated"]
