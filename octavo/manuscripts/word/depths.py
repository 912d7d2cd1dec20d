"""Refuses a Word file in which tables stand too deep in one another, before pandoc reads it."""

from __future__ import annotations

from lxml import etree

from octavo.manuscripts.word.notices import Notices, listed, many
from octavo.model.finding import InputError, Place
from octavo.ooxml.names import W
from octavo.ooxml.package import Package

DEEPEST = 5
"""So many tables may stand in one another: with six, Typst ends with "maximum show rule depth"."""

HINT = "Take the tables that only arrange the page out in Word, and save it anew."


def check(package: Package, file: str) -> None:
    """Raise InputError where tables stand too deep in one another."""
    for story in package.stories():
        depth = _depth(story.root)
        if depth > DEEPEST:
            message = f"{depth} tables stand in one another here: no edition can set that."
            raise InputError(message, place=Place(file), hint=HINT)


def see_nested(package: Package, notices: Notices) -> None:
    """Report the tables that stand in the cells of others."""
    places = [
        notices.place(next(table.iter(f"{W}p"), table))
        for story in package.stories()
        for table in story.root.iter(f"{W}tbl")
        if next(table.iterancestors(f"{W}tbl"), None) is not None
    ]
    if places:
        verb = "stands in a cell of another" if len(places) == 1 else "stand in cells of others"
        message = f"{many(len(places), 'table')} {verb}: {listed(places)}."
        notices.done("import-table-nested", message)


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end"), tag=f"{W}tbl"):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
