"""`make logs`: what the functions wrote to CloudWatch Logs, as an operator would read it there."""

from collections.abc import Callable, Iterator

from botocore.exceptions import BotoCoreError, ClientError

from infra.local import deploy
from infra.local.config import StackConfig, StackError

LINES = 30
OF_LAMBDA = ("START ", "END ", "REPORT ")
"""How the lines begin that Lambda writes around each invocation."""


def show(config: StackConfig, say: Callable[[str], None]) -> None:
    """Say the last lines of each function. Raises `StackError` if the local AWS is not up."""
    try:
        for line in _lines(config):
            say(line)
    except (BotoCoreError, ClientError) as error:
        raise StackError(f"The logs could not be read: {error}. Start the stack with `make up`.") from error


def _lines(config: StackConfig) -> Iterator[str]:
    logs = deploy.client(config, "logs")
    for group in logs.describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        events = logs.filter_log_events(logGroupName=name, limit=10_000)["events"]
        messages = [event["message"].rstrip() for event in events if not event["message"].startswith(OF_LAMBDA)]
        yield from (f"{name.rpartition('/')[2]}: {message}" for message in messages[-LINES:])
