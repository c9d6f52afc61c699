"""The answers of Ecuador's tax office, `autorizacion`: what it says of a document, and the document inside as text.

A file may be one answer or a list of them; the office answers anew at each try to send the same document.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from lxml import etree

from asiento.einvoices.fields import day
from asiento.errors import DocumentError
from asiento.reading.xml_files import find, local, read_xml, text_at

AUTHORISED = "AUTORIZADO"
DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,200}\?>")
"""Of a document inside another file: that is decoded already, whatever encoding the inner one was written in."""

type Element = etree._Element  # noqa: SLF001 (lxml has no public name for it)


def answers(root: Element) -> list[Element]:
    """Return the answers in *root*, one a document: of several about the same, the one that authorises it."""
    chosen: dict[str, Element] = {}
    for index, one in enumerate(_found(root)):
        key = _access_key(one) or str(index)
        if key not in chosen or (is_authorised(one) and not is_authorised(chosen[key])):
            chosen[key] = one
    return list(chosen.values())


def _found(root: Element) -> Iterator[Element]:
    """Yield the outermost elements that hold a `comprobante`, in their order."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if find(one, "comprobante") is not None:
            yield one
        else:
            waiting.extend(reversed(one))


def is_authorised(answer: Element) -> bool:
    """Return whether *answer* says that the document is authorised."""
    return (text_at(answer, "estado") or "").upper() == AUTHORISED


def authorised_on(answer: Element | None) -> date | None:
    """Return the day on which the office authorised the document; None if the answer has none that can be read."""
    with suppress(DocumentError):
        found = day(answer, "fechaAutorizacion")
        return found.value if found else None
    return None


def answer_in(root: Element) -> Element | None:
    """Return the answer of a file that holds one document; None if it is bare.

    Raises `DocumentError("not_authorised")` for one that the tax office did not authorise. An answer that does not
    say is returned all the same.
    """
    answer = next(iter(answers(root)), None)
    state = text_at(answer, "estado")
    if answer is not None and state is not None and not is_authorised(answer):
        raise DocumentError("not_authorised", state=state[:40])
    return answer


def inner(answer: Element) -> bytes:
    """Return the document inside *answer* as its issuer wrote it, in UTF-8."""
    inside = find(answer, "comprobante")
    if inside is None:
        return b""
    if len(inside):
        return bytes(etree.tostring(inside[0], with_tail=False))
    return DECLARATION.sub("", inside.text or "", count=1).strip().encode("utf-8", "replace")


def unwrapped(root: Element) -> Element:
    """Return the document inside the tax office's answer, or *root* if it is bare. Raises as `answer_in`."""
    answer = answer_in(root)
    return root if answer is None else read_xml(inner(answer))


def _access_key(answer: Element) -> str | None:
    """Return the number that the office knows the document by, wherever it stands; cheaply, nothing is parsed."""
    inside = find(answer, "comprobante")
    own = [one.text or "" for one in answer.iter() if local(one) == "claveAcceso"]
    text = (inside.text or "") if inside is not None else ""
    quoted = text.partition("<claveAcceso>")[2].partition("<")[0]
    return next((key for one in (*own, quoted) if (key := one.strip())), None)
