"""One self-contained page: the figures, and each miss beside the picture of its document."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from asiento.evaluate.manifest import FIELDS
from asiento.evaluate.pictures import pictures
from asiento.evaluate.processes import Bounds
from asiento.evaluate.scoring import Judged, Verdict

STYLE = Path(__file__).with_name("style.css")
THROUGH = {"untouched": "untouched", "wrong money": "wrong_money", "a wrong field": "wrong_field"}
"""What is told of what a person does not see, by its title."""
LOW = 0.9
"""A share below it is shown in red."""


def page(judged: Sequence[Judged], figures: Mapping[str, Any], bounds: Bounds) -> str:
    """Return the page as HTML. The pictures are drawn in processes within *bounds*."""
    missed = [one for one in judged if is_miss(one)]
    shown = pictures([one.truth.file for one in missed], bounds)
    body = "".join([*_head(judged, missed, figures), *_misses(missed, shown)])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Evaluation</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>\n<body>{body}</body></html>\n"
    )


def is_miss(one: Judged) -> bool:
    """Return whether anything of a file is not right."""
    return not one.type_right or any(score.verdict is not Verdict.RIGHT for score in one.scores.values())


def _head(judged: Sequence[Judged], missed: Sequence[Judged], figures: Mapping[str, Any]) -> Iterator[str]:
    sure = figures["calibration"]["sure"]
    yield f"<h1>Evaluation</h1><p class=note>{len(judged)} files, {len(missed)} with a miss. "
    yield f"Document types, macro F1: {figures['doc_type_macro_f1']}. Of the fields given with a confidence of "
    yield f"{sure['confidence_from']} or more, {sure['right']} of {sure['given']} are right. "
    yield f"Crashes: {len(figures['crashes'])}.</p>\n<div class=scroll><table><tr><th>family<th class=figure>files"
    yield "<th class=figure>type" + "".join(f"<th class=figure>{field.replace('_', ' ')}" for field in FIELDS)
    yield "<th class=figure>exact<th class=figure>lines F1<th class=figure>places"
    yield "<th class=figure>CPU s<th class=figure>MB</tr>\n"
    for name, family in figures["families"].items():
        shares = [family["doc_type_right"] / family["files"]]
        tallies = [family["fields"].get(field) for field in FIELDS] + [family.get("exact")]
        cells = [_cell(share) for share in shares] + [_cell(tally and tally["right_share"]) for tally in tallies]
        lines, places = family.get("lines"), family.get("places")
        cells += [_cell(lines and lines["f1"]), _cell(places and places["covering_share"])]
        yield f"<tr><td class=name>{escape(name)}<td class=figure>{family['files']}{''.join(cells)}"
        yield f"<td class=figure>{family['cpu_s_per_file']:.2f}<td class=figure>{family['peak_mb']:.0f}</tr>\n"
    yield "</table></div>\n"
    yield from _seen(figures["fitted"])


def _seen(families: Mapping[str, Any]) -> Iterator[str]:
    """Yield how sure curves are that saw the sources of a family, and that did not, and what both let through."""
    if not families:
        return
    yield "<h2>Curves of confidence, in sample and out of source</h2>\n<div class=scroll><table><tr><th>family"
    yield "<th class=figure>sources" + "".join(
        f"<th class=figure>{words}: error" + "".join(f"<th class=figure>{one}" for one in THROUGH)
        for words in ("in sample", "out of source")
    )
    yield "</tr>\n"
    for name, family in families.items():
        yield f"<tr><td class=name>{escape(name)}<td class=figure>{family['sources']}"
        for way in ("in_sample", "out_of_source"):
            yield f"<td class=figure>{family[way]['expected_error']:.3f}"
            yield "".join(f"<td class=figure>{family[way]['untouched'][one]}" for one in THROUGH.values())
        yield "</tr>\n"
    yield "</table></div>\n"


def _cell(share: float | None) -> str:
    if share is None:
        return "<td>"
    return f"<td class='figure{' low' if share < LOW else ''}'>{share:.2f}"


def _misses(missed: Sequence[Judged], shown: Mapping[Path, str]) -> Iterator[str]:
    family = None
    for one in sorted(missed, key=lambda one: one.truth.family):
        if one.truth.family != family:
            family = one.truth.family
            yield f"<h2>{escape(family)}</h2>\n"
        rows = "".join(_rows(one))
        table = f"<table><tr><th>field<th>expected<th>got<th class=figure>confidence</tr>{rows}</table>"
        head = f"<h3>{escape(one.truth.name)}</h3>"
        yield f"<article><div>{shown[one.truth.file]}</div><div>{head}{table}{_end(one)}</div></article>\n"


def _rows(one: Judged) -> Iterator[str]:
    """Yield a table row for the document type, if it is wrong, and for each field that is not right."""
    if not one.type_right:
        yield _row("doc_type", one.truth.doc_type, one.given_type, one.outcome.reading.score, Verdict.WRONG)
    for name, score in one.scores.items():
        if score.verdict is not Verdict.RIGHT:
            given = score.given
            confidence = given.confidence if given else None
            yield _row(name, score.expected, given.value if given else None, confidence, score.verdict)


def _row(name: str, expected: str, given: str | None, confidence: float | None, verdict: Verdict) -> str:
    got = "not given" if given is None else escape(given)
    word = Verdict.ABSTAINED if given is None else verdict
    sure = "" if confidence is None else f"{confidence:.2f}"
    return f"<tr><td>{name}<td>{escape(expected)}<td class={word.value}>{got}<td class=figure>{sure}</tr>"


def _end(one: Judged) -> str:
    """Return how the file ended, where that explains the miss."""
    reading = one.outcome.reading
    right = [name for name, score in one.scores.items() if score.verdict is Verdict.RIGHT]
    lines = [f"Right: {', '.join(right)}."] if right else []
    lines += [f"Ended in {reading.stage}: {reading.message}"] if reading.message else []
    lines += [f"Errors: {', '.join(reading.codes)}."] if reading.codes else []
    lines += [f"For a person: {', '.join(reading.held)}."] if reading.held else []
    log = f"<pre>{escape(one.outcome.log)}</pre>" if one.outcome.log else ""
    return "".join(f"<p>{escape(line)}</p>" for line in lines) + log
