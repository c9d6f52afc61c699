"""`make mutants` changes what tests should hold and nothing else, and finds out whether a test notices."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from infra.mutants.changes import changed, changes
from infra.mutants.coverage import TracedTest
from infra.mutants.places import HELD, PACKAGE, sources
from infra.mutants.selection import MOST_SECONDS, Mutant, chosen, mutants_of
from infra.mutants.trial import Trial

ROOT = Path(__file__).parents[3]
TOTALS = PACKAGE / "validate" / "totals.py"


def told(source: str) -> set[str]:
    """Return the changes of *source* as "old → new"."""
    return {f"{change.old} → {change.new}" for change in changes(source)}


def inside(line: str) -> str:
    """Return a function that does *line*."""
    return f"def work(a, b):\n    for _ in a:\n        {line}\n"


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("yield a < b", "a < b → a <= b"),
        ("yield a == b", "a == b → a != b"),
        ("yield a is None", "a is None → a is not None"),
        ("yield a in b", "a in b → a not in b"),
        ("yield a and b", "a and b → a or b"),
        ("yield not a", "not a → a"),
        ("yield a + b", "a + b → a - b"),
        ("yield -a", "-a → a"),
        ("a -= b", "a -= b → a += b"),
        ("yield 7", "7 → 8"),
        ("yield True", "True → False"),
        ("yield 'code'", "'code' → 'XXcodeXX'"),
        ("yield Decimal('0.01')", "'0.01' → '0.02'"),
        ("yield 1 if a else b", "a → not a"),
        ("yield [one for one in a if b(one)]", "b(one) → not b(one)"),
        ("yield max(a)", "max(a) → min(a)"),
        ("yield any(a)", "any(a) → all(a)"),
        ("return a", "return a → return None"),
        ("b = a(b)", "b = a(b) → b = None"),
        ("a(b)", "a(b) → pass"),
        ("continue", "continue → break"),
    ],
)
def test_a_change_is_made_of_what_a_line_says(line: str, change: str) -> None:
    """Comparisons, signs, numbers, texts, conditions, results and steps are changed."""
    assert change in told(inside(line))


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "from a import b",
        "type Amount = int | None",
        "def work(a: int | None = None) -> str | None:\n    '''Say it.'''",
        "logger.warning('it is so', number=1)",
        "logger = Logger(service='asiento')",
        "@dataclass(frozen=True)\nclass Word:\n    text: str",
        "raise ValueError('This is a sentence.')",
        "if TYPE_CHECKING:\n    a = 1",
        "WORDS = {'total': 'sum', 'of': ('betrag',)}",
        "DUE = frozenset('due vence scadenza'.split())",
        "f'a {b} c'",
    ],
)
def test_what_says_nothing_of_behaviour_is_left_alone(source: str) -> None:
    """Docstrings, imports, types, logs, decorators, sentences and vocabularies have no mutants."""
    assert not told(source)


def test_numbers_of_a_table_are_changed() -> None:
    """A rate in a table of the module is behaviour."""
    assert told("RATES = {'ES': (4, 10)}") == {"4 → 5", "10 → 11"}


def test_one_change_is_made_at_a_time() -> None:
    """The tree of each change says what was announced, and no two are alike."""
    source = "def work(a, b):\n    return a + 1 if a < b else -b\n"
    numbers = [change.number for change in changes(source)]
    trees = {ast.unparse(changed(source, number)) for number in numbers}

    assert len(trees) == len(numbers)
    assert ast.unparse(ast.parse(source)) not in trees
    with pytest.raises(LookupError):
        changed(source, len(numbers))


def test_a_change_knows_its_lines() -> None:
    """The lines of a simple statement are all of it; those of a compound one end with what is changed in it."""
    source = (
        "def work(a):\n    if a > 1:\n        return call(\n            a,\n            2,\n        )\n    return a\n"
    )
    lines = {change.old: change.lines for change in changes(source)}

    assert lines["a > 1"] == range(2, 3)
    assert lines["2"] == range(3, 7)


def test_what_runs_on_import_is_told_apart() -> None:
    """Constants and defaults of arguments run on import, the body of a function when it is called."""
    source = "LIMIT = 1\n\ndef work(a=2):\n    return 3\n"

    assert {change.old: change.is_called for change in changes(source)} == {
        "1": False,
        "2": False,
        "3": True,
    } | {"return 3": True}


@pytest.mark.parametrize("package", HELD)
def test_each_package_has_mutants(package: str) -> None:
    """Each of the packages is there, and each mutant of it is code that compiles."""
    assert mutants_of(package)
    for path in sources(package):
        source = path.read_text(encoding="utf-8")
        for change in list(changes(source))[:3]:
            compile(changed(source, change.number), str(path), "exec")


def traced(name: str, seconds: float = 0.01, *lines: int) -> TracedTest:
    """Return a test that runs *lines* of the totals."""
    module = str(TOTALS.relative_to(ROOT))
    return TracedTest(name=name, seconds=seconds, lines={module: frozenset(lines)})


def mutant(*, is_called: bool = True) -> Mutant:
    """Return a mutant of the totals."""
    change = next(change for change in changes(TOTALS.read_text(encoding="utf-8")) if change.is_called is is_called)
    return Mutant(package="validate", path=TOTALS, change=change)


def test_the_tests_of_the_package_are_asked_first() -> None:
    """Of the tests that run the line: the package's, other unit tests, those on Postgres; a case of each first."""
    line = mutant().change.lines.start
    tests = [
        traced("tests/integration/test_runner.py::a", 0.01, line),
        traced("tests/unit/review/test_it.py::a", 0.01, line),
        traced("tests/unit/validate/test_it.py::slow", 0.5, line),
        traced("tests/unit/validate/test_it.py::quick", 0.1, line),
        traced("tests/unit/validate/test_it.py::quick[2]", 0.2, line),
        traced("tests/unit/validate/test_it.py::elsewhere", 0.1, line + 1000),
    ]

    assert [test.name.rpartition("/")[2] for test in chosen(mutant(), tests)] == [
        "test_it.py::quick",
        "test_it.py::slow",
        "test_it.py::quick[2]",
        "test_it.py::a",
        "test_runner.py::a",
    ]


def test_a_mutant_is_asked_about_for_a_limited_time() -> None:
    """Tests are taken as long as they fit; the first one always is."""
    line = mutant().change.lines.start
    tests = [traced(f"tests/unit/validate/test_it.py::{n}", MOST_SECONDS * 0.4, line) for n in range(5)]

    assert len(chosen(mutant(), tests)) == 2
    assert len(chosen(mutant(), [traced("tests/unit/validate/test_it.py::slow", MOST_SECONDS * 2, line)])) == 1


def test_what_runs_on_import_is_asked_of_the_tests_of_its_users() -> None:
    """No test runs the line of a constant: those that run the lines that use it can notice, or else its module's."""
    change = mutant(is_called=False)
    user = traced("tests/unit/validate/test_it.py::user", 0.01, *change.change.users)
    other = traced("tests/unit/validate/test_it.py::other", 0.01, 1)

    assert change.change.users
    assert chosen(change, [user, other]) == [user]
    assert chosen(change, [other]) == [other]


TRIALS = """
from time import sleep
from infra.mutants.changes import changes
from infra.mutants.coverage import TracedTest
from infra.mutants.places import PACKAGE
from infra.mutants.selection import Mutant
from infra.mutants.trial import Trial

path = PACKAGE / "validate" / "dates.py"
change = next(one for one in changes(path.read_text()) if one.old == "due.value < issued.value")
mutant = Mutant(package="validate", path=path, change=change)
tests = "tests/unit/validate/test_dates.py::test_a_date_is_judged_by_the_day_the_document_came_in"
for of, number in ((None, 7), (mutant, 7), (mutant, 8)):
    trial = Trial(of, [TracedTest(name=f"{tests}[document{number}-expected{number}]", seconds=1, lines={})])
    trial.start()
    while (noticed := trial.end()) is None:
        sleep(0.05)
    trial.clear()
    print(noticed, len(trial.failed), trial.folder.exists())
"""


def test_a_mutant_is_noticed_by_a_test_that_fails_for_it() -> None:
    """With `<=` for `<` a due date on the day of issue becomes a finding; one before it is a finding either way."""
    before = (PACKAGE / "validate" / "dates.py").read_bytes()
    shown = subprocess.run([sys.executable, "-c", TRIALS], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert shown.splitlines() == ["False 0 False", "True 1 False", "False 0 False"]
    assert (PACKAGE / "validate" / "dates.py").read_bytes() == before


def test_a_mutant_that_no_test_runs_is_not_noticed() -> None:
    """Where there is no test there is nothing to wait for."""
    trial = Trial(mutant(), [])
    trial.start()

    assert trial.end() is False
