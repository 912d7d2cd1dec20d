"""How a text is built on a web page or in an e-book: its marks, read from the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from octavo.formats.html.reading import SILENT, pieces
from octavo.formats.html.tree import Element, classes, local
from octavo.model.artefact import Mark
from octavo.model.structure import (
    AGAIN,
    CLOSED,
    FLUSH,
    HEADING,
    INDENTED,
    OPENING,
    OPENING_WORDS,
    QUOTATION,
    VERSE,
    first_words,
)

FLOWS = frozenset(("html", "body", "main", "section", "div"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LISTS = frozenset(("ul", "ol", "dl"))
QUOTING = LISTS | {"li", "dt", "dd", "blockquote", "div", "section"}
"""Elements whose headings are shown where they stand."""

NO_TEXT = frozenset((*CLOSED, "notes", "table", "title-head"))
"""Classes of elements without running text."""


def marks(trees: Iterable[Element]) -> tuple[Mark, ...]:
    """Return the marks of some documents, in order."""
    return tuple(mark for tree in trees for mark in _flow(tree) if mark.words)


def _flow(element: Element) -> Iterator[Mark]:
    for child in element:
        name, named = local(child), classes(child)
        if name in SILENT or child.get("id") == "refs" or not NO_TEXT.isdisjoint(named):
            continue
        if name in HEADINGS or "heading" in named:
            yield _mark(HEADING, child, _depth(named))
        elif name == "p":
            yield _mark(_kind(child), child)
        elif name == "blockquote":
            yield from _quotation(child)
        elif name in LISTS:
            yield from _headings(child)
        elif "line-block" in named:
            yield _mark(VERSE, child)
        elif name in FLOWS:
            yield from _flow(child)


def _quotation(element: Element) -> Iterator[Mark]:
    before = "hr"
    for inner in element:
        if local(inner) == "p" and HEADING not in classes(inner):
            yield _mark(QUOTATION if before == "hr" else AGAIN, inner)
        else:
            yield from _headings(inner)
        before = local(inner)


def _headings(element: Element) -> Iterator[Mark]:
    """Yield the headings in a list or in a quotation within another."""
    if local(element) in HEADINGS:
        yield _mark(HEADING, element, _depth(classes(element)))
    elif local(element) in QUOTING:
        for inner in element:
            yield from _headings(inner)


def _depth(named: list[str]) -> int | None:
    if "division" in named:
        return 0
    return next((int(name[3:]) for name in named if name[:3] == "sub" and name[3:].isdigit()), None)


def _kind(paragraph: Element) -> str:
    if FLUSH not in classes(paragraph):
        return INDENTED
    first = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
    opens = first is not None and OPENING_WORDS in classes(first)
    return OPENING if opens else FLUSH


def _mark(kind: str, element: Element, depth: int | None = None) -> Mark:
    return Mark(kind, first_words(pieces(element)), depth)
