"""Takes lists of contents out of a Word file, and moves bookmarks to where pandoc reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.ooxml.names import W
from octavo.ooxml.package import Package

GENERATED = re.compile(r"\s*TOC\b")
"""The field of a list of contents, of figures or of tables (ECMA-376, part 1, 17.16.5.68)."""

GALLERY = f"{W}docPartGallery"
REFERENCE = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+(\S+)|\s*HYPERLINK\s+\\l\s+\"([^\"]+)\"")
SHOWN = 3
"""How many lines of what was left out are shown."""


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and the runs from its beginning on."""

    code: str = ""
    runs: list[etree._Element] = field(default_factory=list)


def prepare(package: Package, file: str) -> list[Finding]:
    """Set the body of a Word file right in place; report what was left out."""
    root = package.tree(package.main)
    if root is None:
        return []
    lines = [*_gallery(root), *_fields(root)]
    _move_bookmarks(root)
    return [_left_out(file, lines)] if lines else []


def _left_out(file: str, lines: list[str]) -> Finding:
    more = ["\N{HORIZONTAL ELLIPSIS}"] if len(lines) > SHOWN else []
    return Finding(
        "import-contents",
        f"A list of contents that Word had made, of {counted(len(lines), 'line')}, was left out:"
        " each edition makes its own.",
        Severity.INFO,
        Tier.AUTO,
        Place(file),
        before=" / ".join([*lines[:SHOWN], *more]),
    )


def _gallery(root: etree._Element) -> Iterator[str]:
    """Take out the blocks in which Word keeps a list of contents with its heading; return lines."""
    for gallery in list(root.iter(GALLERY)):
        block = next(gallery.iterancestors(f"{W}sdt"), None)
        parent = block.getparent() if block is not None else None
        if gallery.get(f"{W}val") == "Table of Contents" and block is not None:
            yield from _lines(block.iter(f"{W}p"))
            if parent is not None:
                parent.remove(block)


def _fields(root: etree._Element) -> Iterator[str]:
    """Take out the fields that are lists of contents, with paragraphs they fill; return lines."""
    for runs in list(_generated(root)):
        paragraphs = dict.fromkeys(p for run in runs for p in run.iterancestors(f"{W}p"))
        yield from _lines(paragraphs)
        for run in runs:
            if (parent := run.getparent()) is not None:
                parent.remove(run)
        for paragraph in paragraphs:
            parent = paragraph.getparent()
            if parent is not None and not any(True for _ in paragraph.iter(f"{W}r")):
                parent.remove(paragraph)


def _lines(paragraphs: Iterable[etree._Element]) -> Iterator[str]:
    for paragraph in paragraphs:
        words = "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip()
        if words:
            yield words


def _generated(root: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the runs of each list of contents, from its field's beginning to its end."""
    waiting: list[_Field] = []
    for run in root.iter(f"{W}r"):
        ended: list[_Field] = []
        for part in run.iter(f"{W}fldChar", f"{W}instrText"):
            kind = part.get(f"{W}fldCharType")
            if kind == "begin":
                waiting.append(_Field())
            elif kind == "end" and waiting:
                ended.append(waiting.pop())
            elif kind is None and waiting:
                waiting[-1].code += part.text or ""
        for one in (*waiting, *ended):
            one.runs.append(run)
        yield from (one.runs for one in ended if GENERATED.match(one.code))


def _move_bookmarks(root: etree._Element) -> None:
    """Move the bookmarks that links lead to from between paragraphs into the next one with words.

    Word allows both; pandoc reads those in paragraphs only, and links to others would be dead. A
    picture's bookmark so stands in its caption.
    """
    targets = set(_targets(root))
    for mark in list(root.iter(f"{W}bookmarkStart")):
        holder = mark.getparent()
        if holder is None or holder.tag == f"{W}p" or mark.get(f"{W}name") not in targets:
            continue
        behind = (p for after in mark.itersiblings() for p in after.iter(f"{W}p"))
        paragraph = next((p for p in behind if any(_lines([p]))), None)
        if paragraph is not None:
            holder.remove(mark)
            properties = paragraph.find(f"{W}pPr")
            paragraph.insert(0 if properties is None else 1, mark)


def _targets(root: etree._Element) -> Iterator[str]:
    """Yield the names of the bookmarks that links and cross-references lead to."""
    for link in root.iter(f"{W}hyperlink"):
        yield link.get(f"{W}anchor", "")
    for code in root.iter(f"{W}instrText"):
        match = REFERENCE.match(code.text or "")
        if match:
            yield match[1] or match[2]
