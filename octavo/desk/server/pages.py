"""The pages of an edition as the preview shows them: each paragraph bears its place in the source.

The page is that of the finished file. What a reader of the file does not see, the preview adds as
attributes alone: `data-file` and `data-line`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree, html

from octavo.desk.server.letters import Places, Spot, letters_of
from octavo.files import xml

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAVES = frozenset(
    (*HEADINGS, "p", "li", "td", "th", "dt", "dd", "figcaption", "caption", "pre", "blockquote")
) | {"div"}
"""Elements that may hold words directly."""

APPARATUS = ("doc-noteref", "doc-backlink")
"""Roles of what the press has added to a paragraph: marks of notes, ways back."""


def placed_page(data: bytes, places: Places) -> bytes:
    """Return a page of HTML whose paragraphs say where they stand in the source."""
    root = xml.parse_html(data)
    mark(root, places)
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")


def placed_xhtml(data: bytes, places: Places) -> bytes:
    """Return a page of an EPUB whose paragraphs say where they stand in the source."""
    root = xml.parse_made(data)
    mark(root, places)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def placed_fragment(root: etree._Element, file: str, lines: Sequence[int]) -> tuple[str, ...]:
    """Return the blocks of a piece of a page as HTML, each with the line at which it begins.

    The sections around them, and the notes, are left out.
    """
    blocks = list(_blocks(root))
    for number, block in enumerate(blocks):
        for element in block.iter():
            if _name(element) in LEAVES and _has_words(element):
                element.set("data-file", file)
                element.set("data-line", str(lines[min(number, len(lines) - 1)] if lines else 1))
    html.xhtml_to_html(root)
    etree.cleanup_namespaces(root)
    return tuple(
        etree.tostring(block, method="html", encoding="unicode", with_tail=False)
        for block in blocks
    )


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    for child in root:
        if _name(child) == "section":
            if child.get("role") != "doc-endnotes":
                yield from _blocks(child)
        elif _name(child):
            yield child


def mark(root: etree._Element, places: Places) -> None:
    """Give each paragraph of a page its place in the source, in place."""
    near: Spot | None = None
    for element in root.iter():
        if _name(element) in LEAVES and _has_words(element):
            spot = places.seek(letters_of("".join(_words(element))), near)
            if spot:
                near = spot
                element.set("data-file", spot.file)
                element.set("data-line", str(spot.line))


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _has_words(element: etree._Element) -> bool:
    """Whether words stand in an element itself, and not only in paragraphs within it."""
    texts = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in texts):
        return True
    inner = [child for child in element if _name(child) not in ("", *LEAVES)]
    return any(
        _name(child)
        not in ("section", "table", "ol", "ul", "dl", "figure", "main", "nav", "header")
        for child in inner
    )


def _words(element: etree._Element) -> Iterator[str]:
    """Yield the words of an element, without paragraphs within it and without apparatus."""
    yield element.text or ""
    for child in element:
        if not _is_apart(child):
            yield from _words(child)
        yield child.tail or ""


def _is_apart(child: etree._Element) -> bool:
    name = _name(child)
    return (
        not name
        or name in LEAVES
        or name in ("ol", "ul", "dl", "table", "annotation")
        or child.get("role") in APPARATUS
        or child.get("class") == "division-number"
    )
