"""Headings by their styles and out of lists, fields as their words, lists that a program made."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from octavo.files.xml import remove
from octavo.manuscripts.opendocument.tree import (
    DRAW,
    OFFICE,
    PARAGRAPHS,
    STYLE,
    TABLE,
    TEXT,
    Styles,
    stands_in,
    words,
)

HEADING = re.compile(r"(?:Heading|Überschrift|Titre|Título|Titolo|Заголовок) (\d{1,2})$")
LEVEL = f"{TEXT}outline-level"
LIST, NAMED = f"{TEXT}list", f"{TEXT}style-name"
NEVER = (f"{TABLE}table", f"{TEXT}note", f"{DRAW}text-box")
"""Where a paragraph is no heading of the text."""

KNOWN = frozenset(f"{TEXT}{name}" for name in (
    "span", "a", "s", "tab", "line-break", "note", "note-citation", "note-body", "p", "h", "list",
    "list-item", "list-header", "section", "bookmark", "bookmark-start", "bookmark-end",
    "bookmark-ref", "reference-mark", "reference-mark-start", "reference-mark-end",
    "reference-ref", "note-ref", "sequence", "sequence-ref", "bibliography-mark",
    "soft-page-break", "change", "change-start", "change-end", "number",
    "alphabetical-index-mark", "alphabetical-index-mark-start", "alphabetical-index-mark-end",
))  # fmt: skip
"""The elements in a paragraph that pandoc reads, or that are read here."""

DROPPED = frozenset((f"{TEXT}hidden-text", f"{TEXT}script", f"{OFFICE}event-listeners"))
"""What does not print."""

MADE = (f"{TEXT}alphabetical-index", f"{TEXT}user-index", f"{TEXT}object-index")
"""Lists that the program makes, and every edition makes its own."""


def show_fields(body: etree._Element) -> None:
    """Make plain words of fields that pandoc passes by: dates, names, variables, ruby."""
    for paragraph in body.iter(*PARAGRAPHS):
        for element in list(paragraph.iterdescendants()):
            tag = element.tag
            if tag in DROPPED:
                remove(element)
            elif tag == f"{TEXT}ruby-text" and words(element).strip():
                _bracket(element)
            elif isinstance(tag, str) and tag.startswith(TEXT) and tag not in KNOWN:
                _show(element)


def _show(element: etree._Element) -> None:
    element.tag = f"{TEXT}span"
    element.attrib.clear()


def _bracket(reading: etree._Element) -> None:
    """Put the reading of ruby behind its words, in brackets."""
    _show(reading)
    reading.text = f"({reading.text or ''}"
    last = reading[-1] if len(reading) else None
    if last is None:
        reading.text += ")"
    else:
        last.tail = f"{last.tail or ''})"


def head(body: etree._Element, styles: Styles) -> None:
    """Make headings of paragraphs whose style has a level in the outline."""
    for paragraph in list(body.iter(f"{TEXT}p")):
        level = _level(paragraph, styles)
        if level and words(paragraph).strip() and not stands_in(paragraph, *NEVER):
            paragraph.tag = f"{TEXT}h"
            paragraph.set(LEVEL, str(level))


def _level(paragraph: etree._Element, styles: Styles) -> int:
    for style in styles.chain("paragraph", paragraph.get(f"{TEXT}style-name", "")):
        level = style.get(f"{STYLE}default-outline-level")
        if level is not None:
            return int(level) if level.isdigit() and 0 < int(level) <= 10 else 0
        named = HEADING.match(style.get(f"{STYLE}name", "").replace("_20_", " "))
        if named:
            return int(named[1])
    return 0


def lift_headings(body: etree._Element) -> None:
    """Take headings out of the lists that number them: an edition numbers its own."""
    outermost = [one for one in body.iter(LIST) if not stands_in(one, LIST)]
    for one in outermost:
        parent = one.getparent()
        if parent is not None and next(one.iter(f"{TEXT}h"), None) is not None:
            at = parent.index(one)
            parent[at : at + 1] = _parts(one)


def _parts(whole: etree._Element) -> list[etree._Element]:
    """Return what stands in a list: its headings, and between them lists of the other items."""
    made: list[etree._Element] = []
    others: etree._Element | None = None
    for item in list(whole):
        if next(item.iter(f"{TEXT}h"), None) is not None:
            others = None
            for block in list(item):
                made += _parts(block) if block.tag == LIST else [block]
            continue
        if others is None:
            others = etree.Element(LIST)
            others.set(NAMED, whole.get(NAMED, ""))
            made.append(others)
        others.append(item)
    return made


def keep_works(body: etree._Element) -> None:
    """Put the list of works that the program made into the text: no other place has its words."""
    for listed in list(body.iter(f"{TEXT}bibliography")):
        parent, inside = listed.getparent(), listed.find(f"{TEXT}index-body")
        if parent is None or inside is None:
            continue
        blocks = [deepcopy(one) for one in inside.iter(*PARAGRAPHS)]
        at = parent.index(listed)
        parent[at : at + 1] = blocks


def drop_indexes(body: etree._Element) -> list[str]:
    """Take out indexes that the program made; return their lines."""
    lines: list[str] = []
    for index in list(body.iter(*MADE)):
        inside = index.find(f"{TEXT}index-body")
        if inside is not None:
            lines += [words(one).strip() for one in inside.iter(*PARAGRAPHS)]
        remove(index)
    return [line for line in lines if line]
