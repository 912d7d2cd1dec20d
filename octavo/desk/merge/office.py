"""How LibreOffice saves tracked changes, and how they were meant.

It has the marks of a field (begin, separate, end) as characters, and does not count them where it
writes the changes of a note: a change that stands behind a field comes out three characters too
early, one in the words that a field shows two. `mode[rn descript]ion` was `modern [description]`.
No letter is lost, so each change can be set on its own letters again. And it loses the tracked end
of a paragraph in which a note stands: what was joined is parted again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice
from typing import TypeAlias

from lxml import etree

from octavo.ooxml import leaf as ooxml
from octavo.ooxml.leaf import Mark, Revision, Run
from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package

Changes: TypeAlias = tuple[Revision | None, Revision | None]
"""The change that wrote a letter, or took it away, and the one that changed its look."""

PROGRAM = b"<Application>LibreOffice"
PROPERTIES = "docProps/app.xml"
REVISIONS = tuple(f"{W}{kind}" for kind in ooxml.REVISIONS)
ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
CODE = "verbatim char"
LOST = "join lost"
"""The kind of change of an end that LibreOffice may have lost."""


def has_saved(package: Package) -> bool:
    """Whether a file says that LibreOffice has saved it."""
    return PROGRAM in package.members.get(PROPERTIES, b"")


def formatted(element: etree._Element) -> Revision | None:
    """Return the tracked change of a run's look."""
    change = element.find(f"{W}rPr/{W}rPrChange")
    if change is None:
        return None
    return Revision("format", val(change, "author"), val(change, "date"))


def unescaped(text: str) -> str:
    """Return text without what LibreOffice writes for a low line before `x000D_` and the like.

    >>> unescaped("a_x005F_x000D_")
    'a_x000D_'
    """
    return ESCAPED.sub("_", text)


def code_font(package: Package) -> str:
    """Return the typeface of code among words; "" where the file has none."""
    styles = package.tree(package.part("styles"))
    for style in () if styles is None else styles.iter(f"{W}style"):
        name, fonts = style.find(f"{W}name"), style.find(f"{W}rPr/{W}rFonts")
        if name is not None and fonts is not None and val(name).lower() == CODE:
            return val(fonts, "ascii")
    return ""


def is_linked_code(run: Run, font: str) -> bool:
    """Whether a link has taken its style from code: LibreOffice keeps the typeface alone."""
    fonts = run.element.find(f"{W}rPr/{W}rFonts")
    return bool(font) and run.link and fonts is not None and val(fonts, "ascii") == font


def as_meant(leaf: ooxml.Leaf) -> Iterator[tuple[Run, Revision | None]]:
    """Yield the runs of a note with its changes on their own letters, and those of their looks.

    A letter has the changes of what stands at its number, letters and marks of fields counted.
    """
    changes = _changes(leaf)
    for run in leaf.runs:
        own = list(islice(changes, _size(run)))
        at = 0
        for (change, look), group in groupby(own):
            end = at + len(list(group))
            text = run.text[at:end] if run.text else ""
            yield replace(run, text=text, revision=change), look
            at = end


def _size(run: Run) -> int:
    return max(1, len(run.text))


def _changes(leaf: ooxml.Leaf) -> Iterator[Changes]:
    """Yield the changes of what stands in a paragraph: letters, and the marks of fields."""
    marks = iter([*leaf.marks, None])
    mark = next(marks)
    for number, run in enumerate(leaf.runs):
        while mark is not None and mark.before <= number:
            yield _of_mark(mark)
            mark = next(marks)
        for _ in range(_size(run)):
            yield run.revision, formatted(run.element)
    while mark is not None:
        yield _of_mark(mark)
        mark = next(marks)


def _of_mark(mark: Mark) -> Changes:
    """Return the changes of a field's mark: LibreOffice writes them on an empty run before it."""
    before = mark.element.getprevious()
    change = mark.revision
    if before is not None and before.tag in REVISIONS and len(before):
        change = Revision(before.tag.removeprefix(W), val(before, "author"), val(before, "date"))
        before = before[-1]
    if before is not None and before.tag == f"{W}r" and _is_empty(before):
        return change, formatted(before)
    return mark.revision, formatted(mark.element)


def _is_empty(run: etree._Element) -> bool:
    return all(part.tag == f"{W}rPr" for part in run)


def lost_join(leaf: ooxml.Leaf) -> Revision | None:
    """Return who may have joined a paragraph with the next: LibreOffice keeps the space between.

    That space is a tracked one at the end of a paragraph with a note; else None.
    """
    words = [run for run in leaf.runs if run.text]
    has_note = any(run.kind is ooxml.Kind.NOTE for run in leaf.runs)
    last = words[-1].revision if words and words[-1].text.isspace() else None
    if not has_note or last is None or last.kind != "ins":
        return None
    return Revision(LOST, last.author, last.date)
