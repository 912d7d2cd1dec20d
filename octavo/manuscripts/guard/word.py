"""Reads the contents of a Word file, untouched by what prepares it for pandoc."""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts import containers
from octavo.manuscripts.guard.contents import Contents, What
from octavo.manuscripts.word import fields
from octavo.ooxml import symbols
from octavo.ooxml.leaf import Kind, Leaf, Run, shown
from octavo.ooxml.leaves import leaves
from octavo.ooxml.names import R, W
from octavo.ooxml.package import Package

CONTENTS = re.compile(r"\s*TOC\b")
CITATION = re.compile(
    r"\s*(?:ADDIN\b.*?(?:ZOTERO_ITEM|CSL_CITATION|EN\.CITE|Citavi|PAPERS2_C|REFMGR\.C)|CITATION\b)",
    re.IGNORECASE,
)
LIST = re.compile(
    r"\s*(?:ADDIN\b.*?(?:ZOTERO_BIBL|CSL_BIBLIOGRAPHY|REFLIST|PAPERS2_B)|BIBLIOGRAPHY\b)",
    re.IGNORECASE,
)
"""Fields of citations, and of the lists of works that a program makes of them."""

UNSEEN = " \t\n\N{NO-BREAK SPACE}\x81\x8d\x8f\x90\x9d"
"""White space, and the codes that no code page gives a meaning to."""

GALLERY = f"{W}docPartGallery"
DROPPED = f"{W}pPr/{W}framePr[@{W}dropCap]"
"""The frame of a dropped initial, which is the first letter of the paragraph behind it."""


def contents(data: bytes, file: str) -> Contents:
    """Return the contents of a Word file."""
    package = Package(containers.opened(data, file))
    fields.as_fields(package)
    made = {id(one): one for one in _made_by_word(package)}
    read = Contents()
    tables: set[tuple[str, int]] = set()
    cells: set[int] = set()
    each = leaves(package)
    noted = {one.reference for leaf in each for one in leaf.runs if one.kind is Kind.NOTE}
    noted -= (alone := _citations(each))
    initial = False
    for leaf in each:
        if id(leaf.element) not in made and _is_read(leaf, noted | alone):
            if not initial:
                read.begin(_where(leaf))
            _leaf(leaf, read, noted)
            _tables(leaf, read, tables, cells)
            initial = leaf.element.find(DROPPED) is not None
    read.end()
    return read


def _made_by_word(package: Package) -> list[etree._Element]:
    """Return the paragraphs of the blocks in which Word keeps lists of contents."""
    root = package.tree(package.main)
    paragraphs: list[etree._Element] = []
    for gallery in root.iter(GALLERY) if root is not None else ():
        block = next(gallery.iterancestors(f"{W}sdt"), None)
        if gallery.get(f"{W}val") == "Table of Contents" and block is not None:
            paragraphs += block.iter(f"{W}p")
    return paragraphs


def _is_read(leaf: Leaf, noted: set[str]) -> bool:
    """Whether a leaf prints: a note to which nothing refers does not."""
    return leaf.story == "main" or f"{leaf.story.removesuffix('s')} {leaf.note}" in noted


def _citations(each: list[Leaf]) -> set[str]:
    """Return the notes that are citations and nothing else: they become such in the text."""
    others: set[str] = set()
    citing: set[str] = set()
    for leaf in each:
        note = f"{leaf.story.removesuffix('s')} {leaf.note}"
        for run in leaf.runs if leaf.note else ():
            cited = any(CITATION.match(code) for code in run.fields)
            has_words = run.text.strip(f"{UNSEEN}.") or run.kind in THINGS
            (citing if cited else others).update({note} if has_words else ())
    return citing - others


def _where(leaf: Leaf) -> str:
    number = f"paragraph {leaf.number + 1}"
    return number if leaf.story == "main" else f"{leaf.story.removesuffix('s')} {leaf.note}"


def _tables(leaf: Leaf, read: Contents, tables: set[tuple[str, int]], cells: set[int]) -> None:
    """Count the tables and cells that a leaf with words is the first in."""
    if leaf.cell is None or not (_own(leaf).strip(UNSEEN) or _things(leaf)):
        return
    for number in leaf.tables:
        if (leaf.story, number) not in tables:
            tables.add((leaf.story, number))
            read.count(What.TABLE, leaf.text)
    if id(leaf.cell) not in cells:
        cells.add(id(leaf.cell))
        read.count(What.CELL)


def _own(leaf: Leaf) -> str:
    """Return the words of a leaf without those of lists that a program makes."""
    made = (CONTENTS, LIST)
    return "".join(
        run.text
        for run in leaf.runs
        if shown(run) and not any(field.match(code) for field in made for code in run.fields)
    )


def _things(leaf: Leaf) -> bool:
    return any(run.kind in (Kind.IMAGE, Kind.FORMULA) for run in leaf.runs)


def _leaf(leaf: Leaf, read: Contents, noted: set[str]) -> None:
    if leaf.level and leaf.text.strip() and leaf.cell is None:
        read.count(What.HEADING, leaf.text)
    cited, linked = "", ""
    for run in leaf.runs:
        if not shown(run) or any(CONTENTS.match(code) for code in run.fields):
            continue
        field = next((code for code in run.fields if CITATION.match(code)), "")
        read.fields += bool(field) and field != cited
        cited = field
        listed = any(LIST.match(code) for code in run.fields)
        link = _link(run) if run.text.strip() else linked
        if link and link != linked and not (field or listed):
            read.count(What.LINK, run.text)
        linked = link
        if run.kind is not Kind.NOTE or run.reference in noted:
            _run(run, read, cited=bool(field) or listed)


def _run(run: Run, read: Contents, *, cited: bool) -> None:
    if run.kind is Kind.TEXT:
        read.say(_signs(run), cited=cited)
    elif run.kind in (Kind.BREAK, Kind.TAB, Kind.OBJECT):
        read.say(" ", cited=cited)
    elif run.kind in THINGS and not cited:
        read.count(THINGS[run.kind], run.text or run.reference)


THINGS = {
    Kind.NOTE: What.NOTE,
    Kind.IMAGE: What.IMAGE,
    Kind.FORMULA: What.FORMULA,
    Kind.INDEX: What.INDEX,
}


def _signs(run: Run) -> str:
    """Return the words of a run, those in a font of signs as the signs that it shows.

    A private character in a font of letters is kept as it is, and is no word.
    """
    font = run.reference or run.look.font
    if symbols.is_symbols(font):
        return "".join(symbols.sign(font, char) for char in run.text)
    return "" if run.reference else run.text


def _link(run: Run) -> str:
    """Return what names the link to the network that a run stands in, or ""."""
    for code in run.fields:
        if code.upper().startswith("HYPERLINK") and "\\l" not in code:
            return code
    if not run.link:
        return ""
    link = next(run.element.iterancestors(f"{W}hyperlink"), None)
    return link.get(f"{R}id", "") if link is not None else ""
