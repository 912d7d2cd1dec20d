"""Parts a section of verse at its headings: a cycle of poems is not one poem of many lines."""

from __future__ import annotations

from lxml import etree

from octavo.manuscripts.web import tree

LINE = 120
"""A paragraph without a line break that is longer is prose, among poems."""


def apart(element: etree._Element) -> list[etree._Element]:
    """Return the elements that hold lines of verse and no heading, within what is called verse.

    Where headings stand among the lines, those between two of them are put into an element.
    """
    if not _has_heading(element):
        return [element]
    made: list[etree._Element] = []
    run: list[etree._Element] = []
    for child in tree.elements(element):
        if child.tag in tree.HEADINGS or _has_heading(child):
            made += _wrapped(run)
            run = []
            made += apart(child) if child.tag not in tree.HEADINGS else []
        elif child.tag in ("p", "div", "blockquote") and not _is_prose(child):
            run.append(child)
        else:
            made += _wrapped(run)
            run = []
    return made + _wrapped(run)


def _has_heading(element: etree._Element) -> bool:
    return next(element.iter(*tree.HEADINGS), None) is not None


def _is_prose(element: etree._Element) -> bool:
    """Whether a paragraph is none of verse: long, and without a line of its own."""
    lines = next(element.iter("br"), None) is not None or _is_one_line(element)
    return element.tag == "p" and not lines and len(tree.words(element)) > LINE


def _is_one_line(element: etree._Element) -> bool:
    """Whether all that a paragraph has is one line in an element, as Standard Ebooks set it."""
    bare = (element.text or "").strip() or any((one.tail or "").strip() for one in element)
    return not bare and [one.tag for one in element] == ["span"]


def _wrapped(run: list[etree._Element]) -> list[etree._Element]:
    """Put neighbours into a division of their own."""
    if not run:
        return []
    outer = etree.Element("div")
    run[0].addprevious(outer)
    outer.extend(run)
    return [outer]
