"""Accepts the tracked changes of a Word file, in place: what is deleted goes, the marks go.

A paragraph whose mark is deleted joins the next; rows and cells that are deleted go; what was
moved stands once (ECMA-376, part 1, 17.13.5).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from octavo.ooxml.names import M, W, val
from octavo.ooxml.package import Package

GONE = (f"{W}del", f"{W}moveFrom")
KEPT = (f"{W}ins", f"{W}moveTo")
FORMATS = tuple(
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
        "tblGridChange", "trPrChange", "tcPrChange", "numberingChange",
    )
)  # fmt: skip
RANGES = tuple(
    f"{W}{kind}Range{end}"
    for kind in (
        "moveFrom",
        "moveTo",
        "customXmlIns",
        "customXmlDel",
        "customXmlMoveFrom",
        "customXmlMoveTo",
    )
    for end in ("Start", "End")
)
PROPERTIES = (f"{W}rPr", f"{W}trPr", f"{W}tcPr", f"{W}numPr", f"{M}ctrlPr")
MARKERS = frozenset(
    f"{W}{name}"
    for name in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr",
        "permStart", "permEnd",
    )
)  # fmt: skip
"""What may stand between paragraphs and says nothing."""

TARGETS = (f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}commentRangeStart", f"{W}commentRangeEnd")
"""What stays where something else is deleted around it: links and comments lead to it."""


def accept(package: Package) -> None:
    """Accept all changes of the running text: the body and the notes."""
    for story in package.stories():
        if (
            next(
                story.root.iter(
                    *GONE, *KEPT, *FORMATS, *RANGES, f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge"
                ),
                None,
            )
            is not None
        ):
            _accept(story.root)


def _accept(root: etree._Element) -> None:
    for element in list(root.iter(*FORMATS, *RANGES)):
        _drop(element)
    _rows_and_cells(root)
    joining = _paragraph_marks(root)
    _formulas(root)
    for element in list(root.iter(*GONE)):
        if _is_in(element, root):
            _delete(element)
    for element in list(root.iter(*KEPT)):
        _unwrap(element)
    _join(root, joining)


def _is_in(element: etree._Element, root: etree._Element) -> bool:
    """Whether an element stands in the tree still: what is around it may have gone."""
    return any(around is root for around in element.iterancestors())


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _delete(element: etree._Element) -> None:
    """Take an element out; the targets of links and comments in it stay."""
    for target in list(element.iter(*TARGETS)):
        element.addprevious(target)
    _drop(element)


def _unwrap(element: etree._Element) -> None:
    """Put what stands in an element in its place; a mark among properties goes."""
    parent = element.getparent()
    if parent is None:
        return
    for part in [] if parent.tag in PROPERTIES else list(element):
        element.addprevious(part)
    parent.remove(element)


def _rows_and_cells(root: etree._Element) -> None:
    """Take out the rows and cells that are deleted, and tables that are left without any."""
    for mark in list(root.iter(f"{W}cellDel")):
        _drop_holder(mark, f"{W}tc")
    for mark in list(root.iter(f"{W}cellMerge")):
        _merge(mark)
    for mark in list(root.iter(f"{W}cellIns")):
        _drop(mark)
    for properties in list(root.iter(f"{W}trPr")):
        if any(part.tag in GONE for part in properties):
            _drop_holder(properties, f"{W}tr")
    for row in list(root.iter(f"{W}tr")):
        if row.find(f".//{W}tc") is None:
            _drop(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f".//{W}tr") is None:
            _drop(table)


def _drop_holder(mark: etree._Element, tag: str) -> None:
    _drop(next(mark.iterancestors(tag), mark))


def _merge(mark: etree._Element) -> None:
    """Merge a cell as a change of it says: `cont` goes on with the one above, `rest` begins."""
    properties = mark.getparent()
    kind = val(mark, "vMerge")
    _drop(mark)
    if properties is None:
        return
    for old in properties.findall(f"{W}vMerge"):
        properties.remove(old)
    if kind in ("cont", "rest"):
        merged = etree.SubElement(properties, f"{W}vMerge")
        merged.set(f"{W}val", "continue" if kind == "cont" else "restart")


def _paragraph_marks(root: etree._Element) -> list[etree._Element]:
    """Return the paragraphs whose mark is deleted; the changes of all marks go."""
    joining = []
    for properties in root.iter(f"{W}pPr"):
        marks = properties.find(f"{W}rPr")
        paragraph = properties.getparent()
        if marks is None or paragraph is None or paragraph.tag != f"{W}p":
            continue
        changed = [part for part in marks if part.tag in GONE]
        if changed:
            joining.append(paragraph)
        for part in changed:
            marks.remove(part)
    return joining


def _formulas(root: etree._Element) -> None:
    """Take out the parts of formulas whose own sign is deleted."""
    for properties in list(root.iter(f"{M}ctrlPr")):
        if next(properties.iter(*GONE), None) is not None:
            holder = properties.getparent()
            formula = holder.getparent() if holder is not None else None
            if formula is not None:
                _drop(formula)


def _join(root: etree._Element, joining: list[etree._Element]) -> None:
    """Join paragraphs whose mark is deleted with the next: its properties are those of both.

    Where the next holds nothing, the first one's stay: a heading remains one.
    """
    waiting = set(joining)
    done: set[etree._Element] = set()
    for paragraph in joining:
        if paragraph in done or not _is_in(paragraph, root):
            continue
        group = list(_group(paragraph, waiting))
        done.update(group)
        _join_group(group)


def _group(paragraph: etree._Element, waiting: set[etree._Element]) -> Iterator[etree._Element]:
    """Yield a paragraph and those that it joins, one after another."""
    yield paragraph
    while paragraph in waiting:
        behind = next((one for one in paragraph.itersiblings() if one.tag not in MARKERS), None)
        if behind is None or behind.tag != f"{W}p":
            return
        paragraph = behind
        yield paragraph


def _join_group(group: list[etree._Element]) -> None:
    *firsts, last = group
    if not firsts:
        if not _has_content(last):
            _drop_empty(last)
        return
    lead = next((one for one in firsts if _has_content(one)), None)
    if lead is not None and not _has_content(last):
        _take_properties(last, lead)
    at = 1 if last.find(f"{W}pPr") is not None else 0
    inner = []
    for one in firsts:
        inner += [part for part in one if part.tag != f"{W}pPr"]
        inner += list(_markers_behind(one))
        _drop(one)
    last[at:at] = inner


def _markers_behind(paragraph: etree._Element) -> Iterator[etree._Element]:
    for sibling in paragraph.itersiblings():
        if sibling.tag not in MARKERS:
            return
        yield sibling


def _has_content(paragraph: etree._Element) -> bool:
    return any(part.tag not in (f"{W}pPr", *MARKERS) for part in paragraph)


def _take_properties(paragraph: etree._Element, other: etree._Element) -> None:
    for old in paragraph.findall(f"{W}pPr"):
        paragraph.remove(old)
    properties = other.find(f"{W}pPr")
    if properties is not None:
        paragraph.insert(0, properties)


def _drop_empty(paragraph: etree._Element) -> None:
    """Take out an empty paragraph, unless its cell or note would be left without one."""
    parent = paragraph.getparent()
    if parent is not None and len(parent.findall(f"{W}p")) > 1:
        for part in list(paragraph):
            if part.tag in MARKERS:
                paragraph.addprevious(part)
        parent.remove(paragraph)
