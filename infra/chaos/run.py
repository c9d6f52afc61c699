"""One run: posts the load, lets the monkey strike, recovers, and checks what came out."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine

from asiento.store.database import connect
from infra.chaos import armed, proxies, recovery
from infra.chaos.faults import Size, plan
from infra.chaos.invariants import violations
from infra.chaos.load import Load, make
from infra.chaos.monkey import Monkey
from infra.local import imports
from infra.local.client import ApiClient
from infra.local.config import StackConfig
from infra.local.demo_tenant import give_keys
from infra.local.postgres import Cluster
from infra.local.stack import Record

TENANTS = ("UNO", "DOS", "TRES")
EXTRA = 0.1
"""What is posted again, as a share of the load, while there are faults that found no passage yet."""
MOST_EXTRAS = 5
MESSAGES = "messages left over, or dead without a reason"
ROWS_A_REQUEST = 10
"""So few that the API has as many gaps to be struck in as it needs."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How large a storm, by which seed, and the *folder* that its documents go to."""

    seed: int
    size: Size
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A tenant's load on its way, one batch for each time that it was posted."""

    client: ApiClient
    load: Load
    started: imports.Started


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run found. *violations* are sentences by invariant; *seconds* from the first message to the last."""

    seed: int
    seconds: float
    monkey: Monkey
    repairs: recovery.Repairs
    items: int
    postings: int
    violations: Mapping[str, list[str]]


def storm(config: StackConfig, record: Record, orders: Orders, say: Say) -> Outcome:
    """Run chaos on the stack that *record* describes. Raises `StackError`."""
    cluster = Cluster(config.var / "postgres", config.postgres_port)
    monkey = Monkey(plan(orders.seed, orders.size), config.var / "tmp", _restarting(cluster, config))
    deployment = armed.find(config, record)
    with _clients(record) as clients, _superuser(cluster) as superuser:
        with (
            proxies.running(monkey, proxies.Ports(aws=config.gateway_port, postgres=config.postgres_port)) as ports,
            armed.armed(deployment, ports, orders.size.patience),
        ):
            armed.pause(deployment, paused=True)
            sent = _post(clients, orders.folder, orders.size.items, orders.seed)
            say(f"{sum(each.load.items for each in sent)} items of {len(TENANTS)} tenants wait, {monkey.left} faults")
            armed.pause(deployment, paused=False)
            began = time.monotonic()
            sent += _until_struck(deployment, monkey, clients, orders, say)
            say("the storm is over")
            repairs = recovery.recover(deployment, superuser)
            seconds = time.monotonic() - began
            repairs.unexplained.extend(recovery.left_over(deployment))
        return _judge(superuser, sent, Outcome(
            seed=orders.seed, seconds=seconds, monkey=monkey, repairs=repairs, items=0, postings=0, violations={}
        ))  # fmt: skip


def _until_struck(
    deployment: armed.Deployment, monkey: Monkey, clients: Mapping[str, ApiClient], orders: Orders, say: Say
) -> list[Sent]:
    """Wait until all faults have struck and post more while some found no passage; return what was posted."""
    sent: list[Sent] = []
    recovery.wait_for_calm(deployment)
    for extra in range(1, MOST_EXTRAS + 1):
        if not monkey.left:
            break
        say(f"{monkey.left} faults found no passage yet: posting more")
        monkey.hurry()
        sent += _post(clients, orders.folder / f"{extra}", round(EXTRA * orders.size.items), orders.seed + extra)
        recovery.wait_for_calm(deployment)
    monkey.calm = True
    return sent


def _restarting(cluster: Cluster, config: StackConfig) -> Callable[[bool], None]:
    def restart(crash: bool) -> None:
        # Without durability a crash would lose what was committed, which no pipeline can mend.
        cluster.stop(crash=crash and not config.fast_postgres)
        cluster.start(fast=config.fast_postgres)

    return restart


@contextmanager
def _clients(record: Record) -> Iterator[dict[str, ApiClient]]:
    keys = {tenant: give_keys(record.admin_database_url, uuid4())[0] for tenant in TENANTS}
    clients = {tenant: ApiClient(record.api_url, key, ROWS_A_REQUEST) for tenant, key in keys.items()}
    yield clients
    for client in clients.values():
        client.close()


@contextmanager
def _superuser(cluster: Cluster) -> Iterator[Engine]:
    """Yield an engine that row-level security does not hold: what no tenant may see is what is asked here."""
    engine = connect(cluster.url())
    yield engine
    engine.dispose()


def _post(clients: Mapping[str, ApiClient], folder: Path, items: int, seed: int) -> list[Sent]:
    """Let all tenants post at once, while the API breaks below them."""

    def post(number: int, tenant: str) -> Sent:
        load = make(folder / tenant, f"{tenant}{seed}", items // len(clients), seed + number)
        return Sent(client=clients[tenant], load=load, started=imports.start(clients[tenant], load.documents, "chaos"))

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(post, *zip(*enumerate(clients), strict=True)))


def _judge(superuser: Engine, sent: list[Sent], outcome: Outcome) -> Outcome:
    results: dict[str, imports.Result] = {}
    truths: dict[str, Any] = {}
    for each in sent:
        name = f"{each.load.tenant}"
        results[name] = imports.result_of(each.client, each.started, 0)
        truths[name] = each.load.truths
    return replace(
        outcome,
        items=sum(len(result.items) for result in results.values()),
        postings=sum(len(rows) for result in results.values() for rows in result.ledger.values()),
        violations=violations(superuser, results, truths) | {MESSAGES: outcome.repairs.unexplained},
    )
