"""What the attributes of raw HTML become in the document."""

from __future__ import annotations

from octavo.book.markup import elements
from octavo.book.markup.report import Report
from octavo.book.markup.tree import IMPLIED, Element
from octavo.model.finding import Severity
from octavo.model.nodes import Attr, Node

LOOK = "how a book looks is set in metadata/design.yaml"
RUNS = "it would run in the reader\N{RIGHT SINGLE QUOTATION MARK}s browser"
LANGUAGE_PREFIXES = ("language-", "lang-", "highlight-source-")
"""How web pages name the language of typed text; pandoc has the name alone."""


def attr_of(element: Element, report: Report) -> Attr:
    """Return an element's identifier, classes and pairs, and report what is left out."""
    given = element.attributes
    if element.tag is not IMPLIED:
        _report(element, report)
    pairs = []
    lang = given.get("lang") or given.get("xml:lang")
    if lang:
        pairs.append(["lang", lang])
    if given.get("dir"):
        pairs.append(["dir", given["dir"]])
    if given.get("title") and element.name not in ("a", "img"):
        pairs.append(["title", given["title"]])
    classes = given.get("class", "").split()
    if element.name in elements.CODE or element.name in elements.LITERAL:
        classes = [_language(name) for name in classes]
    name = given.get("id") or (given.get("name", "") if element.name == "a" else "")
    return [name, classes, pairs]


def _language(name: str) -> str:
    for prefix in LANGUAGE_PREFIXES:
        name = name.removeprefix(prefix)
    return name


def _report(element: Element, report: Report) -> None:
    kept = elements.KEPT.get(element.name, frozenset()) | elements.EVERYWHERE
    for name, value in element.attributes.items():
        if name in kept or name.startswith("data-"):
            continue
        runs = name.startswith("on")
        severity = Severity.WARNING if runs else Severity.INFO
        report.attribute(element.tag, name, value, RUNS if runs else LOOK, severity)


def spanned(nodes: list[Node], attr: Attr) -> list[Node]:
    """Return inlines that bear an Attr, in a Span where there is one to bear."""
    return [{"t": "Span", "c": [attr, nodes]}] if any(attr) else nodes


def divided(blocks: list[Node], attr: Attr) -> list[Node]:
    """Return blocks that bear an Attr, in a Div where there is one to bear."""
    return [{"t": "Div", "c": [attr, blocks]}] if any(attr) else blocks


def length(value: str) -> str:
    """Return a length as pandoc writes it; "" where it has none of the units."""
    bare = value.strip()
    return f"{bare}px" if bare.isdecimal() else bare
