"""XHTML trees: parsed, searched, made and written; shared by the web page, the site and EPUB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree, html

from octavo.files import xml
from octavo.model.finding import InputError, Place

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
MATHML = "http://www.w3.org/1998/Math/MathML"
EPUB_TYPE = f"{{{OPS}}}type"
DIVISIONS = ("part", "frontmatter", "chapter", "backmatter")
"""The classes by which the filter `divisions` names the parts of a book."""

PAGE_LINK = "page-link"
"""The class of the link at the begin of a printed page, which says its number."""

Element: TypeAlias = etree._Element


def q(name: str) -> str:
    """Return the qualified name of an XHTML element."""
    return f"{{{XHTML}}}{name}"


CITED = "\x00"
"""Stands for a citation that a title does without."""

HEADINGS = tuple(q(f"h{level}") for level in range(1, 7))


def local(element: Element) -> str:
    """Return an element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parse(data: bytes, name: str = "") -> Element:
    """Parse XHTML; `name` is how errors call it.

    Raises InputError where the text holds what XML cannot say.
    """
    try:
        return xml.parse_made(data)
    except etree.XMLSyntaxError as fault:
        raise InputError(
            f"The text holds something that XHTML cannot say: {fault.msg}.",
            place=Place(name, fault.lineno or 0) if name else None,
            hint="It is most often a control character: delete it from the source.",
        ) from fault


def parse_fragment(data: bytes) -> Element:
    """Parse a piece of XHTML, as pandoc writes it without a template, in a div.

    What an author says for e-books alone (`epub:type`) is dropped.
    """
    root = parse(b'<div xmlns="%s" xmlns:epub="%s">%s</div>' % (XHTML.encode(), OPS.encode(), data))
    if b" epub:type=" in data:
        for element in root.iter():
            take(element, EPUB_TYPE)
    etree.cleanup_namespaces(root)
    return root


def to_html(element: Element) -> str:
    """Write an element as HTML; its XHTML namespace is taken off in place."""
    html.xhtml_to_html(element)
    etree.cleanup_namespaces(element)
    return etree.tostring(element, method="html", encoding="unicode", with_tail=False)


def to_xhtml(root: Element) -> bytes:
    """Write a whole XHTML document, in UTF-8."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def make(name: str, text: str = "", attributes: dict[str, str] | None = None) -> Element:
    """Make an XHTML element."""
    element = etree.Element(q(name), attributes or {})
    element.text = text or None
    return element


def classes(element: Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def has_class(element: Element, name: str) -> bool:
    """Whether an element bears a class."""
    return name in classes(element)


def set_classes(element: Element, names: list[str]) -> None:
    """Set the classes of an element; remove the attribute if there are none."""
    if names:
        element.set("class", " ".join(names))
    else:
        take(element, "class")


def take(element: Element, attribute: str) -> str:
    """Remove an attribute from an element and return it, or ""."""
    value = element.get(attribute)
    if value is None:
        return ""
    del element.attrib[attribute]
    return value


def division_of(section: Element) -> str:
    """Return which division a section is, or ""."""
    return next((name for name in classes(section) if name in DIVISIONS), "")


def divisions(root: Element) -> Iterator[Element]:
    """Yield the sections that are divisions of the book, in order; a part before its chapters."""
    for section in root.iter(q("section")):
        if division_of(section):
            yield section


def heading_of(section: Element) -> Element | None:
    """Return the heading that a section begins with."""
    return next((child for child in section if child.tag in HEADINGS), None)


def level_of(heading: Element) -> int:
    """Return the level of a heading, 1 to 6."""
    return int(local(heading)[1])


def title_text(heading: Element) -> str:
    """Return the words of a heading, without its number, note marks and formulas' sources.

    Citations are left out too, but those that are part of its sentence (Doe (1999) says).
    """
    return " ".join(re.sub(f"\\s*{CITED}", "", "".join(_words(heading))).split())


def _words(element: Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if _is_aside(child):
            yield CITED
        elif not is_apparatus(child) and local(child) != "annotation":
            yield " " if local(child) == "br" else ""
            yield from _words(child)
        if child.tail:
            yield child.tail


def _is_aside(element: Element) -> bool:
    """Whether an element is a citation in brackets, or a raised number."""
    if not has_class(element, "citation"):
        return False
    words = "".join(map(str, element.itertext()))
    return words.lstrip()[:1] in ("(", "[") or (len(element) > 0 and local(element[0]) == "sup")


def is_apparatus(element: Element) -> bool:
    """Whether an element is the press's own (a number, a note mark, a way back), not the text's."""
    return element.get("role") in ("doc-noteref", "doc-backlink") or element.get("class") in (
        "division-number",
        PAGE_LINK,
    )


def wrap(element: Element, wrapper: Element) -> None:
    """Put an element into a wrapper that takes its place."""
    parent = element.getparent()
    if parent is None:
        return
    wrapper.tail, element.tail = element.tail, None
    parent.replace(element, wrapper)
    wrapper.append(element)
