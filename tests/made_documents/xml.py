"""Elements and the file that they make, with the prefixes, line ends and encoding of a style."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from made_documents.style import Style

DECLARED_AS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "iso-8859-1": "ISO-8859-1"}


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its name with the usual prefix, its text or what is in it, and its attributes."""

    name: str
    content: "str | tuple[Element, ...]"
    attributes: Mapping[str, str]


type Content = str | Iterable[Element | None]


def el(name: str, content: Content = (), **attributes: str) -> Element:
    """Return an element; what is None in *content* is left out."""
    inside = content if isinstance(content, str) else tuple(one for one in content if one is not None)
    return Element(name, inside, attributes)


def only(name: str, content: Content | None, **attributes: str) -> Element | None:
    """Return an element if there is something to say."""
    return el(name, content, **attributes) if content else None


def within(path: str, content: Content) -> Element:
    """Return the elements of *path*, parted by `/`, one in the other, around *content*."""
    *outer, name = path.split("/")
    found = el(name, content)
    for one in reversed(outer):
        found = el(one, [found])
    return found


def file_of(root: Element, namespaces: Mapping[str, str], style: Style) -> bytes:
    """Return the file of *root*; *namespaces* by the usual prefixes."""
    text = text_of(root, namespaces, style)
    if style.encoding == "iso-8859-1":
        return text.encode("iso-8859-1", "xmlcharrefreplace")
    return text.encode(style.encoding)


def text_of(root: Element, namespaces: Mapping[str, str], style: Style) -> str:
    """Return the same as text."""
    declared = f'<?xml version="1.0" encoding="{DECLARED_AS[style.encoding]}"?>' if style.declared else ""
    remark = "<!-- made by a program -->" if style.remark else ""
    lines = [one for one in (declared, remark) if one] + list(_lines(root, _Names(root, namespaces, style), style, 0))
    return (style.newline if style.indent or style.often(50) else "").join(lines)


class _Names:
    """The names that a style gives to elements."""

    def __init__(self, root: Element, namespaces: Mapping[str, str], style: Style) -> None:
        """Choose the prefixes. A namespace without a prefix reaches what has none, so it needs all to have theirs."""
        whole = all(":" in one.name for one in _all(root))
        self.spaces = namespaces
        self.own = root.name.partition(":")[0]
        self.style = style.prefixes if whole or style.prefixes == "numbered" else "usual"

    def tag(self, name: str) -> tuple[str, str]:
        """Return how *name* is written, and what it declares."""
        prefix, colon, local = name.partition(":")
        if not colon:
            return name, ""
        match self.style:
            case "local":
                return local, f' xmlns="{self.spaces[prefix]}"'
            case "numbered":
                return f"ns{list(self.spaces).index(prefix)}:{local}", ""
            case "default" if prefix == self.own:
                return local, ""
        return name, ""

    def declared(self) -> str:
        """Return what the root declares."""
        match self.style:
            case "local":
                return ""
            case "numbered":
                return "".join(f' xmlns:ns{at}="{uri}"' for at, uri in enumerate(self.spaces.values()))
            case "default":
                prefixed = {f"xmlns:{one}" if one != self.own else "xmlns": uri for one, uri in self.spaces.items()}
                return "".join(f' {name}="{uri}"' for name, uri in prefixed.items())
        return "".join(f' xmlns:{one}="{uri}"' for one, uri in self.spaces.items())


def _all(root: Element) -> Iterator[Element]:
    yield root
    if not isinstance(root.content, str):
        for one in root.content:
            yield from _all(one)


def _lines(one: Element, names: _Names, style: Style, depth: int) -> Iterator[str]:
    tag, declared = names.tag(one.name)
    said = "".join(f" {name}={quoteattr(value)}" for name, value in one.attributes.items())
    start = f"{style.indent * depth}<{tag}{declared}{'' if depth else names.declared()}{said}"
    if not one.content:
        yield f"{start}/>"
    elif isinstance(one.content, str):
        yield f"{start}>{escape(one.content)}</{tag}>"
    else:
        yield f"{start}>"
        for inner in one.content:
            yield from _lines(inner, names, style, depth + 1)
        yield f"{style.indent * depth}</{tag}>"
