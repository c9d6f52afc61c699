"""`make run`: imports documents as a client would, shows what became of them and writes `run.json`."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from infra.local.client import ApiClient
from infra.local.config import StackConfig
from infra.local.demo_tenant import give_keys
from infra.local.documents import gather
from infra.local.imports import Result, import_documents
from infra.local.report import console, progress_bar, show
from infra.local.stack import Record
from infra.local.truth import differences, read_truth
from infra.samples.catalogue import NOT_IMPORTED, TRUTH, write_samples


def run(config: StackConfig, record: Record, paths: Sequence[Path]) -> int:
    """Import *paths*, or the samples if there are none. Returns 1 if a sample did not come out as it must."""
    terminal = console()
    samples = config.var / "samples"
    if not paths:
        terminal.print(f"asiento: making the sample documents in {samples}", soft_wrap=True)
        write_samples(samples)
    documents = gather(paths or [samples], without=frozenset() if paths else NOT_IMPORTED)
    api_key, operator_key = give_keys(record.admin_database_url)
    with progress_bar(terminal) as progress:
        name = ", ".join(path.name for path in paths)[:200] or "samples"
        result = import_documents(ApiClient(record.api_url, api_key), documents, name, progress)
    show(terminal, result)
    _write(config, record, result, api_key, operator_key)
    wrong = 0 if paths else _check(terminal, result, samples)
    _say_what_next(terminal, config, record, (api_key, operator_key), result)
    return wrong


def _write(config: StackConfig, record: Record, result: Result, api_key: str, operator_key: str) -> None:
    status, file = result.status, config.var / "run.json"
    summary = {
        "published": status["published"],
        "failed": status["failed"],
        "needs_review": status["needs_review"],
        "items": status["total"],
        "seconds": round(result.seconds, 2),
        "items_per_second": round(status["total"] / result.seconds, 2),
        "api_url": record.api_url,
        "api_key": api_key,
        "operator_key": operator_key,
        "batch_id": result.batch_id,
    }
    file.touch(mode=0o600)
    file.write_text(json.dumps(summary, indent=2), encoding="utf-8")


def _say_what_next(
    terminal: Console, config: StackConfig, record: Record, keys: tuple[str, str], result: Result
) -> None:
    """Print lines to copy: the address, both keys, and first requests."""
    waiting = next((item.id for item in result.items if item.status == "needs_review"), None)
    terminal.print(f"\nThe stack stays up. Its API explains itself at {record.api_url}/docs", soft_wrap=True)
    terminal.print(f"Copy this into a shell ({config.var / 'run.json'} has it as JSON):\n", soft_wrap=True)
    for line in (
        f"URL={record.api_url}",
        f'AUTH="Authorization: Bearer {keys[0]}"   # reviews documents, reads the ledger',
        f'OPERATOR_AUTH="Authorization: Bearer {keys[1]}"   # sees queues, makes keys',
        'curl -H "$AUTH" "$URL/expenses?limit=3"',
        *([_approve(waiting)] if waiting else []),
        'curl -H "$OPERATOR_AUTH" "$URL/queues"',
    ):
        terminal.print(f"  {line}", markup=False, soft_wrap=True)
    terminal.print("\nNext: make run DOCS=path/to/your/files · make logs · make down", markup=False)


def _approve(item_id: str) -> str:
    send = """curl -H "$AUTH" -X PATCH -d '{"decision": "approve"}'"""
    return f'{send} "$URL/items/{item_id}"   # post what waits'


def _check(terminal: Console, result: Result, samples: Path) -> int:
    wrong = differences(result, read_truth(samples / TRUTH))
    if not wrong:
        terminal.print("[bold green]Every sample came out as it must.")
        return 0
    terminal.print(f"[bold red]{len(wrong)} differences from what the samples say:")
    for sentence in wrong:
        terminal.print(f"  {sentence}", markup=False, soft_wrap=True)
    return 1
