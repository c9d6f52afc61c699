"""The licences of all that is installed, against a list of those that a permissively licensed project can live with."""

import re
from collections import Counter
from collections.abc import Iterable
from importlib import metadata
from importlib.metadata import Distribution
from pathlib import PurePath

from infra.local.config import ROOT
from infra.scan.locks import LAYERS, read_pins
from infra.scan.report import Report

ALLOWED = re.compile(
    r"\W*(0BSD|Apache|Artistic|(3-Clause )?BSD|CC0|CNRI|GNU L|HPND|ISC|LGPL|MIT|MPL|Mozilla|PSF|Public Domain|"
    r"Python Software Foundation|Unlicense|Zlib|dependency licenses)"
)
"""How names of licences begin that ask for no more than naming. `GNU L` is the LGPL, which lets us call what it covers;
the GPL and the AGPL do not."""

CHOSEN = {
    "text-unidecode": "Artistic: its other licence is the GPL, and we choose; a tool of SAM's, not deployed",
    "cookiecutter": "BSD: said in its LICENSE file only; a tool of SAM's, not deployed",
}
"""Packages whose metadata do not say it, with what was found by reading them."""

GPL_LIBRARIES = re.compile(r"lib(x264|x265|jbig|readline|gsl|fftw3|poppler|gs)[-.]")
"""Libraries under the GPL that wheels are known to bring along, whatever the package's own licence."""


def check_licences() -> Report:
    """Look at each package of the lock that is installed here; write the list to `var/licences.txt`."""
    names = sorted(pin.name for pin in read_pins(ROOT / "requirements.lock"))
    deployed = {pin.name for lock in LAYERS for pin in read_pins(lock)}
    found = {name: package for name in names if (package := _installed(name)) is not None}
    licences = {name: CHOSEN.get(name) or licence_of(package) for name, package in found.items()}
    lines = [f"{name}\t{'deployed' if name in deployed else 'tool'}\t{said}" for name, said in licences.items()]
    listed = ROOT / "var" / "licences.txt"
    listed.parent.mkdir(exist_ok=True)
    listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    unknown = {name: said for name, said in licences.items() if name not in CHOSEN and not is_allowed(said)}
    refused = [f"{name}: {said or 'no licence'}" for name, said in unknown.items()]
    bundled = [
        f"{name}: brings {library}, which is under the GPL"
        for name in sorted(deployed & set(found))
        for library in gpl_libraries(found[name].files or ())
    ]
    return Report(
        name="licences",
        summary=f"{len(found)} packages, {len(deployed & set(found))} of them deployed: {_most(licences.values())}.",
        findings=tuple(
            f"{finding}. Take another package, or say in licences.py why not." for finding in refused + bundled
        ),
    )


def _installed(name: str) -> Distribution | None:
    """Return the package, None if it is for another system only."""
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None


def licence_of(package: Distribution) -> str:
    """Return what its metadata say: the SPDX expression, else the classifiers, else the first line of the text."""
    said = package.metadata
    classifiers = [
        name.rpartition(" :: ")[2] for name in said.get_all("Classifier") or () if name.startswith("License")
    ]
    known = [name for name in classifiers if name not in {"OSI Approved", "DFSG approved"}]
    first_line = str(said.get("License") or "").strip().partition("\n")[0]
    return str(said.get("License-Expression") or " AND ".join(known) or first_line)


def is_allowed(said: str) -> bool:
    """Return whether we can live with *said*: with one of what `OR` offers, with all of what `AND` or a comma adds."""
    return any(all(map(ALLOWED.match, re.split(r"\bAND\b|,", choice))) for choice in re.split(r"\bOR\b", said))


def gpl_libraries(files: Iterable[PurePath]) -> list[str]:
    """Return those of *files* that are libraries known to be under the GPL."""
    return [file.name for file in files if GPL_LIBRARIES.match(file.name)]


def _most(licences: Iterable[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in Counter(licences).most_common(4)) + " and others"
