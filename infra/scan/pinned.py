"""Every lock names one version of each package, and the hashes of its files: nothing else can be installed."""

from infra.local.config import ROOT
from infra.scan.locks import LOCKS, read_pins
from infra.scan.report import Report


def check_pins() -> Report:
    """Look at all lock files."""
    pins = {lock: read_pins(lock) for lock in LOCKS}
    loose = [
        f"{lock.relative_to(ROOT)}: {pin.name} has no version or no hash. Run `make lock`."
        for lock, known in pins.items()
        for pin in known
        if not pin.version or not pin.hashes
    ]
    hashes = sum(pin.hashes for known in pins.values() for pin in known)
    summary = f"{sum(map(len, pins.values()))} pins in {len(LOCKS)} locks, with {hashes} hashes."
    return Report(name="pins", summary=summary, findings=tuple(loose))
