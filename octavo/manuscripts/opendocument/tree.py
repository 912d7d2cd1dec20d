"""The names of OpenDocument, its paragraphs and styles, and marks that pandoc carries through.

OpenDocument 1.3, part 3. A mark is a link to an address of our own: pandoc keeps the address, and
`settle` makes of it what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml import etree

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW = f"{OASIS}text:1.0}}", f"{OASIS}table:1.0}}", f"{OASIS}drawing:1.0}}"
OFFICE, STYLE = f"{OASIS}office:1.0}}", f"{OASIS}style:1.0}}"
SVG = f"{OASIS}svg-compatible:1.0}}"
FO = f"{OASIS}xsl-fo-compatible:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
XLINK = "{http://www.w3.org/1999/xlink}"

PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
MARK = "octavo:"
"""How the addresses of our own begin."""

APART = frozenset((
    f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}tracked-changes", f"{TEXT}hidden-text",
    f"{TEXT}ruby-text", f"{OFFICE}event-listeners", f"{TEXT}script",
))  # fmt: skip
"""What is no part of the words of the paragraph that it stands in."""

SPACES = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
DEEPEST = 30
"""So many styles may be based on one another."""


def mark(kind: str, value: str = "") -> etree._Element:
    """Return an empty link that stands for a mark of a kind."""
    link = etree.Element(f"{TEXT}a")
    link.set(f"{XLINK}type", "simple")
    link.set(f"{XLINK}href", f"{MARK}{kind}:{quote(value, safe='')}")
    return link


def words(element: etree._Element) -> str:
    """Return the words of a paragraph, or of what stands in it."""
    parts = [element.text or "", SPACES.get(element.tag, "")]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in APART:
            parts.append(words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def wrap(element: etree._Element, around: etree._Element) -> None:
    """Put an element into another one, which takes its place; a paragraph keeps its own tag."""
    if element.tag in PARAGRAPHS:
        around.text, element.text = element.text, None
        around.extend(list(element))
        element.append(around)
        return
    parent = element.getparent()
    if parent is not None:
        around.tail, element.tail = element.tail, None
        parent.replace(element, around)
        around.append(element)


def stands_in(element: etree._Element, *tags: str) -> bool:
    """Whether an element stands in one of some kinds."""
    return next(element.iterancestors(*tags), None) is not None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a text, automatic ones and those by name, by family and name."""

    elements: dict[tuple[str, str], etree._Element] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: etree._Element | None) -> Styles:
        """Collect the styles of the parts of a file."""
        styles: dict[tuple[str, str], etree._Element] = {}
        for root in roots:
            for one in (
                root.iter(f"{STYLE}style", f"{STYLE}default-style") if root is not None else ()
            ):
                styles.setdefault((one.get(f"{STYLE}family", ""), one.get(f"{STYLE}name", "")), one)
        return cls(styles)

    def chain(self, family: str, name: str) -> Iterator[etree._Element]:
        """Yield a style, and those that it is based on."""
        for _ in range(DEEPEST):
            style = self.elements.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(f"{STYLE}parent-style-name", "")
            if not name:
                return

    def names(self, paragraph: etree._Element) -> list[str]:
        """Return the names of a paragraph's style, and of those that it is based on."""
        named = paragraph.get(f"{TEXT}style-name", "")
        shown = [one.get(f"{STYLE}name", "") for one in self.chain("paragraph", named)]
        return [re.sub("_20_", " ", name) for name in (shown or [named])]

    def text_property(self, family: str, name: str, key: str) -> str:
        """Return a property of the text of a style, its own or that of one below; "" where none."""
        for style in self.chain(family, name):
            properties = style.find(f"{STYLE}text-properties")
            if properties is not None and properties.get(key):
                return properties.get(key, "")
        return ""
