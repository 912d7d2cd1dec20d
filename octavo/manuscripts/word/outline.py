"""Headings of a Word file that are none: empty ones, and those that hold only a picture."""

from __future__ import annotations

from octavo.manuscripts.word.notices import Notices, listed, many
from octavo.ooxml.leaf import Kind, Leaf
from octavo.ooxml.names import W

SEEN = (Kind.IMAGE, Kind.OBJECT, Kind.FORMULA)


def mend(leaves: list[Leaf], notices: Notices) -> None:
    """Make paragraphs of headings without words, in place."""
    empty = 0
    pictures: list[str] = []
    for leaf in leaves:
        if not leaf.level or leaf.text.strip():
            continue
        kinds = {run.kind for run in leaf.runs}
        if Kind.FORMULA in kinds:
            continue
        properties = leaf.element.find(f"{W}pPr")
        for name in ("pStyle", "outlineLvl", "numPr"):
            part = None if properties is None else properties.find(f"{W}{name}")
            if properties is not None and part is not None:
                properties.remove(part)
        if kinds.intersection(SEEN):
            pictures.append(notices.place(leaf.element))
        else:
            empty += 1
    if empty:
        message = f"{many(empty, 'empty paragraph')} in a heading's style {_are(empty)} no heading."
        notices.done("import-heading-empty", message)
    if pictures:
        message = f"{many(len(pictures), 'picture')} in a heading's style {_are(len(pictures))} no"
        message += f" heading: {listed(pictures)}."
        notices.done("import-heading-picture", message)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
