"""What a text refers to: the keys of its references, before any is written."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.book.crossrefs import equations
from octavo.book.crossrefs.targets import kind_named
from octavo.model.nodes import Node, markup
from octavo.prose.naming import is_nameless

WAYS = frozenset(("octavo-number", "octavo-bracketed", "octavo-name"))
"""The classes of links that LaTeX's commands have become."""


def keys(blocks: list[Node]) -> Iterator[str]:
    """Yield the keys of citations, and the names to which LaTeX's links lead.

    The names of formulas follow to which links without words lead: a formula has no other name.
    """
    nameless: list[str] = []
    for node in markup(blocks):
        if node["t"] == "Cite":
            yield from (one["citationId"] for one in node["c"][0])
        elif node["t"] == "Link" and way_of(node):
            yield node["c"][2][0][1:]
        elif node["t"] == "Link" and node["c"][2][0].startswith("#") and is_nameless(node):
            nameless.append(node["c"][2][0][1:])
    known = equations.names(blocks) if nameless else ()
    yield from (name for name in nameless if name in known)


def name_things(blocks: list[Node]) -> bool:
    """Whether a key says what kind of thing it names, or a link without words names a formula."""
    listed = set(keys(blocks))
    return any(map(kind_named, listed)) or bool(listed and listed & equations.names(blocks))


def way_of(link: Node) -> str:
    """Return what a command of LaTeX's prints of what it leads to (`octavo.book.markup`)."""
    return next((name for name in link["c"][0][1] if name in WAYS), "")
