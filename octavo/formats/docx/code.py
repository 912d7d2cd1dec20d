"""The lines of code as paragraphs of their own: one that is too long goes on below, further in.

Word indents what goes on of a paragraph, and not of a line in it.
"""

from __future__ import annotations

from copy import deepcopy

from octavo.formats.docx.tables import TOGETHER
from octavo.formats.docx.xml import Element, make, properties, style_of, w

STYLE = "SourceCode"
"""The id of the style of code."""

BREAK = w("br")


def part_lines(*stories: Element) -> None:
    """Part the code of some stories into its lines; few lines stay on one page."""
    for story in stories:
        for element in list(story.iter(w("p"))):
            if style_of(element) == STYLE and element.find(f"{w('r')}/{BREAK}") is not None:
                _part(element)


def _part(element: Element) -> None:
    """Put each line of a paragraph into one of its own; the first keeps what it has."""
    own = element.find(w("pPr"))
    line, lines = element, [element]
    for child in [child for child in element if child is not own]:
        element.remove(child)
        if child.tag == w("bookmarkEnd"):  # LibreOffice begins one anew in the last of its lines
            element.append(child)
            continue
        for piece in _pieces(child):
            if piece is None:
                line = make("p", deepcopy(own))
                lines[-1].addnext(line)
                lines.append(line)
            else:
                line.append(piece)
    if len(lines) <= TOGETHER:
        for one in lines[:-1]:
            properties(one).append(make("keepNext"))
    else:
        for one in (lines[0], lines[-2]):
            properties(one).append(make("keepNext"))


def _pieces(child: Element) -> list[Element | None]:
    """Return a child of a paragraph, in parts where lines end in it; None is the end of a line."""
    if child.find(BREAK) is None:
        return [child]
    look = child.find(w("rPr"))
    made: list[Element | None] = []
    run: Element | None = None
    for part in [part for part in child if part is not look]:
        if part.tag == BREAK:
            made.append(None)
            run = None
            continue
        if run is None:
            run = make("r", None if look is None else deepcopy(look))
            made.append(run)
        run.append(part)
    return made
