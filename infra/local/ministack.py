"""MiniStack, the local AWS, as a process in an environment of its own. Knows nothing of what is deployed onto it."""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from infra.local.config import ROOT, StackConfig, StackError
from infra.local.processes import Process, check_port, discard, is_running, launch, stop, tail, wait_until

REGION = "eu-south-2"
ACCESS_KEY = SECRET_KEY = "test"  # noqa: S105 (the local account's, known to all)
SERVICES = "apigateway,cloudformation,cloudwatch,events,iam,lambda,logs,s3,scheduler,secretsmanager,sqs,ssm,sts"
START_SECONDS = 30.0


def _environment(config: StackConfig, scratch: Path) -> dict[str, str]:
    """Return the whole environment: the functions inherit it, so nothing of the developer's own may be in it."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "OMP_THREAD_LIMIT": "1",
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "MINISTACK_REGION": REGION,
        "MINISTACK_HOST": "127.0.0.1",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(config.gateway_port),
        "SERVICES": SERVICES,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        # The template's IAM policies hold: a permission that is missing there is missing here.
        "AUTH": "true",
        # No Docker socket is looked for.
        "LAMBDA_EXECUTOR": "local",
        "LOG_LEVEL": "INFO",
    }


def is_healthy(config: StackConfig) -> bool:
    """Return whether MiniStack answers."""
    try:
        with urllib.request.urlopen(f"{config.gateway_url}/_ministack/health", timeout=5) as answer:  # noqa: S310 (http)
            return "services" in json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def start(config: StackConfig, say: Callable[[str], None]) -> Process:
    """Start MiniStack and wait until it answers. Raises `StackError`."""
    python = ROOT / "var" / "ministack" / "bin" / "python"
    if not python.exists():
        raise StackError("MiniStack is not installed. Run `make setup`, or `make up`, which does it first.")
    check_port("gateway_port", config.gateway_port, "the local AWS")
    say(f"MiniStack, the local AWS, on 127.0.0.1:{config.gateway_port}")
    scratch, log = config.var / "tmp", config.var / "ministack.log"
    discard(scratch)
    scratch.mkdir(parents=True)
    process = launch([str(python), "-m", "ministack"], log=log, environment=_environment(config, scratch), cwd=scratch)
    wait_until(lambda: is_healthy(config) or not is_running(process), START_SECONDS)
    if not is_healthy(config):
        stop(process)
        raise StackError(f"MiniStack did not start. Its log, {log}, ends with:\n{tail(log)}")
    return process
