"""A function as a CloudFormation custom resource: run on each deployment, its result told to CloudFormation.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
"""

import json
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

TIMEOUT = 20
"""Seconds for the answer to CloudFormation."""

REASON = "The function's own log has the details."


def run_on_deploy(event: Mapping[str, Any], work: Callable[[], None]) -> None:
    """Do *work* and tell CloudFormation how it went; on deletion of the stack there is nothing to do.

    An event that is not CloudFormation's (an operator invokes the function) just does the work.
    """
    if "ResponseURL" not in event:
        work()
        return
    status = "FAILED"
    try:
        if event["RequestType"] != "Delete":
            work()
        status = "SUCCESS"
    finally:
        # Without an answer the deployment would hang for an hour.
        _answer(event, status)


def _answer(event: Mapping[str, Any], status: str) -> None:
    same = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    answer = {**same, "PhysicalResourceId": event["LogicalResourceId"], "Status": status, "Reason": REASON}
    # The address is presigned for a body without a content type.
    request = urllib.request.Request(  # noqa: S310 (CloudFormation's own address)
        event["ResponseURL"], data=json.dumps(answer).encode(), method="PUT", headers={"Content-Type": ""}
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
        pass
