"""`make bench`: figures of the running stack, as a client sees them. Prints one JSON line a figure.

Rows: N JSON rows from the request to the last posting. Photo: seconds from upload to published, one at a time.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.rows import rows
from benchmarks.running import add_stack, running_stack
from infra.local.client import ApiClient
from infra.local.demo_tenant import give_keys
from infra.local.documents import Documents
from infra.local.imports import import_documents
from infra.samples.catalogue import samples

PHOTO = "receipt-photo.jpg"


def bench_rows(client: ApiClient, number: int) -> dict[str, Any]:
    """Import rows and check that each was posted once."""
    documents = Documents(files=[], rows={"rows.json": list(rows(number))})
    result = import_documents(client, documents, "benchmark", lambda _: None)
    posted = [row["item_id"] for table in result.ledger.values() for row in table]
    return {
        "figure": "rows",
        "items": number,
        "published": result.status["published"],
        "posted": len(posted),
        "posted_twice": len(posted) - len(set(posted)),
        "seconds": round(result.seconds, 2),
        "items_per_second": round(number / result.seconds, 1),
    }


def bench_photo(client: ApiClient, folder: Path, times: int) -> dict[str, Any]:
    """Import the photographed receipt by itself, several times."""
    photo = folder / PHOTO
    photo.write_bytes(next(sample.data for sample in samples() if sample.file == PHOTO))
    seconds = []
    for _ in range(times):
        result = import_documents(client, Documents(files=[photo], rows={}), "benchmark", lambda _: None)
        assert result.status["published"] == 1, result.items
        seconds.append(round(result.seconds, 2))
    return {"figure": "photo", "seconds": seconds, "median": sorted(seconds)[times // 2]}


def main() -> int:
    """Run the benchmarks on the stack that is up."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000)
    parser.add_argument("--photos", type=int, default=5)
    add_stack(parser)
    arguments = parser.parse_args()
    config, record = running_stack(arguments)
    client = ApiClient(record.api_url, give_keys(record.admin_database_url, name="make bench")[0])
    bench_rows(client, 50)  # the functions start warm
    time.sleep(1)
    print(json.dumps(bench_rows(client, arguments.rows)), flush=True)
    if arguments.photos:
        print(json.dumps(bench_photo(client, config.var, arguments.photos)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
