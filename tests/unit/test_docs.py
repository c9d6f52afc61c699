"""The documentation says what is there: links lead somewhere, commands exist, generated pages are up to date."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from asiento.codes.registry import registry
from asiento.commands import COMMANDS
from asiento.settings import read_owner_settings, read_settings
from infra.docs.__main__ import PAGES
from places import ROOT
from unit.api.test_openapi import ROUTES

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
MOST_LINES = 150
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
TEST_NAME = re.compile(r"`(test_\w+)`")
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|(?<=[\s/])|(?<=\$ ))(make|asiento|python -m) ([\w.-]+)([^|;#\n]*)", re.MULTILINE)
ADDRESS = re.compile(r"\$URL(/[^\s\"'`]+)")
ROUTE = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) (/[^\s`]+)`")
FILE = re.compile(r"`((?:docs|functions|infra|layers|tests|\.github|\.ci)/[\w./*-]*)`")
MODULE = re.compile(r"[a-z][\w*]*(/[\w.*]+)*(\.py|/)")
PACKAGE = ROOT / "layers" / "asiento" / "asiento"
VARIABLE = re.compile(r"\b([A-Z]+)=")
"""A variable that is handed to make."""


def code_of(path: Path) -> str:
    """Return all that is code in a page, a piece a line."""
    return "\n".join("".join(found) for found in CODE.findall(path.read_text(encoding="utf-8")))


def anchors(path: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub makes them."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    titles = [line.lstrip("#").strip().lower() for line in text.splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def commands(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield program, command and the rest of each command that a page shows."""
    yield from COMMAND.findall(code_of(path))


def make_targets() -> set[str]:
    """Return what `make` can be asked for."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def options_of(command: str) -> str:
    """Return the help of a subcommand of `asiento`."""
    parser = ArgumentParser()
    import_module(COMMANDS[command][0]).add_arguments(parser)
    return parser.format_help()


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_link_leads_somewhere(path: Path) -> None:
    """Files and headings that a page points to are there, and a test that it names is in the file that it links."""
    broken = []
    for words, link in LINK.findall(path.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file) if file else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
        elif (named := TEST_NAME.fullmatch(words)) and target.suffix == ".py":
            broken += [] if f"def {named[1]}(" in target.read_text(encoding="utf-8") else [f"{link} {words}"]
    assert broken == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_command_shown_exists(path: Path) -> None:
    """Targets and variables of make, subcommands and options of `asiento`, and modules."""
    makefile, wrong = (ROOT / "Makefile").read_text(encoding="utf-8"), []
    for program, command, rest in commands(path):
        match program:
            case "make":
                asked = [command, *rest.split("`")[0].split()]
                targets = [word for word in asked if re.fullmatch(r"[a-z][a-z-]+", word)]
                wrong += [f"make {target}" for target in targets if target not in make_targets()]
                wrong += [f"make {name}=" for name in VARIABLE.findall(rest) if f"$({name})" not in makefile]
            case "asiento":
                known = options_of(command) if command in COMMANDS else ""
                wrong += [] if known else [f"asiento {command}"]
                wrong += [f"asiento {command} {word}" for word in re.findall(r"--[\w-]+", rest) if word not in known]
            case _:
                wrong += [] if find_spec(command) else [f"python -m {command}"]
    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_route_shown_exists(path: Path) -> None:
    """Each address that a command asks, and each route in the text, is one of the API's."""
    text, known = path.read_text(encoding="utf-8"), {(method, in_general(route)) for method, route in ROUTES}

    asked = {in_general(route) for route in ADDRESS.findall(text)}
    named = {(method.lower(), in_general(route)) for method, route in ROUTE.findall(text)}

    assert sorted(asked - {route for _, route in known}) == []
    assert sorted(named - known) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_file_named_exists(path: Path) -> None:
    """A path of the repository in back-ticks is there, patterns included."""
    named = [name.strip("/") for name in FILE.findall(path.read_text(encoding="utf-8"))]

    assert [name for name in named if not any(ROOT.glob(name))] == []


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_module_named_exists(page: str) -> None:
    """The pages that lead through the package name what is in it, `validate/dates.py` or `preprocess/`."""
    words = " ".join(code_of(ROOT / page).splitlines()).split()
    named = {word for word in words if MODULE.fullmatch(word)}

    assert named
    assert [name for name in sorted(named) if not any([*PACKAGE.glob(name), *ROOT.glob(name)])] == []


def test_every_package_is_on_the_map() -> None:
    """Whoever looks for a place finds it in the architecture."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    packages = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]

    assert [name for name in packages if f"{name}/" not in text] == []


def in_general(route: str) -> str:
    """Return a route without its query, and with a placeholder for each id."""
    return re.sub(r"\{\w+\}|\$\w+|(?<=/queues/)\w+", "{}", route.partition("?")[0])


def test_the_rules_name_codes_that_are_said() -> None:
    """The third column of each table of `docs/rules.md`."""
    rows = [line.split("|") for line in (ROOT / "docs/rules.md").read_text(encoding="utf-8").splitlines()]
    named = {code for row in rows if len(row) > 4 for code in re.findall(r"`([a-z_]+)`", row[3])}

    assert len(named) > 20
    assert named - {name.partition(".")[0] for name in registry()} == set()


def test_commands_are_found_in_the_pages() -> None:
    """The test above sees the ones that everybody needs, so that it does not pass by finding nothing."""
    shown = {(program, command) for path in DOCUMENTS for program, command, _ in commands(path)}

    assert {("make", "run"), ("make", "test"), ("asiento", "redrive"), ("asiento", "erase")} <= shown


@pytest.mark.parametrize("page", PAGES)
def test_generated_pages_are_up_to_date(page: str) -> None:
    """What `make docs` would write is what is there."""
    assert (ROOT / page).read_text(encoding="utf-8") == PAGES[page](), f"{page} is out of date: run `make docs`"


class Asked(dict[str, str]):
    """An environment that remembers which of its variables were asked for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(given)
        self.asked: set[str] = set()

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Look up, and remember."""
        self.asked.add(key)
        return super().get(key, default)


def test_every_setting_that_is_read_is_on_its_page() -> None:
    """No variable is read that `docs/settings.md` does not have."""
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    functions, owner = Asked({"DATABASE_URL": "x"}), Asked({"ADMIN_DATABASE_URL": "x", "IMPORTS_BUCKET": "x"})
    read_settings(functions)
    read_owner_settings(owner)

    read = {re.sub(r"(?<=IMPORTS_QUEUE_)\w+", "<STAGE>", name) for name in functions.asked | owner.asked}

    assert [name for name in sorted(read) if f"| `{name}` |" not in page] == []


def test_every_page_is_reached_from_the_readme() -> None:
    """A page that no page links is a page that nobody reads."""
    seen, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        links = [link.partition("#")[0] for _, link in LINK.findall(path.read_text(encoding="utf-8"))]
        found = {(path.parent / link).resolve() for link in links if link.endswith(".md")}
        waiting += sorted(found - seen - set(waiting))

    assert [str(path.relative_to(ROOT)) for path in DOCUMENTS if path not in seen] == []


def test_the_readme_stays_short() -> None:
    """It sells and starts; everything else is in `docs/`."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= MOST_LINES
