"""Notes of the margin in a web page: each becomes a note at the end of what it stands beside.

Project Gutenberg's proofreaders set them in divisions and spans of class `sidenote`. No edition has
a margin for them.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes.settle import HELD, MARKED
from octavo.model.counted import counted

NAMED = re.compile(r"(?:left|right)?-?(?:side-?notes?|margin-?notes?|marginalia|sn|gloss-?margin)")
"""Classes of a note of the margin."""

LONGEST = 400
"""A block with more letters is more than a note of the margin."""


def take(web: Web) -> None:
    """Make notes of the notes of the margin, in place; report them once."""
    made: list[etree._Element] = []
    for body in web.bodies:
        waiting: list[etree._Element] = []
        for one in list(body.iter("div", "span", "p", "aside")):
            if _is_sidenote(one):
                beside = _beside(one)
                if beside is None:
                    waiting.append(one)
                else:
                    made.append(_placed(one, beside, len(made)))
            elif one.tag == "p" and waiting and tree.words(one):
                made += [_placed(note, one, len(made) + n) for n, note in enumerate(waiting)]
                waiting = []
    if not made:
        return
    held = tree.made("div")
    held.extend(made)
    web.pages[-1].body.append(held)
    became = "became a note" if len(made) == 1 else "became notes"
    message = f"{counted(len(made), 'note')} of the margin {became},"
    message += " each at the end of what it stood beside."
    web.done("import-notes-placed", message, tree.words(made[0])[:80])


def _is_sidenote(element: etree._Element) -> bool:
    named = any(NAMED.fullmatch(name) for name in tree.classes(element))
    outer = any(NAMED.fullmatch(n) for up in element.iterancestors() for n in tree.classes(up))
    return named and not outer and 0 < len(tree.words(element)) <= LONGEST


def _beside(note: etree._Element) -> etree._Element | None:
    """Return the paragraph that a note stands in; None for one between paragraphs."""
    return next((up for up in note.iterancestors() if up.tag in ("p", "td", "li")), None)


def _placed(note: etree._Element, beside: etree._Element, number: int) -> etree._Element:
    """Put a mark at the end of a paragraph; return what the note says, taken from its place."""
    held = tree.made("div", class_=HELD, n=f"margin-{number}")
    text = tree.made("p", (note.text or "").lstrip())
    text.extend(list(note))
    held.append(text)
    xml.remove(note)
    beside.append(tree.made("span", class_=MARKED, n=f"margin-{number}"))
    _close(beside)
    return held


def _close(paragraph: etree._Element) -> None:
    """Take the white space before the mark at the end of a paragraph away."""
    before = paragraph[-2] if len(paragraph) > 1 else None
    if before is None:
        paragraph.text = (paragraph.text or "").rstrip()
    else:
        before.tail = (before.tail or "").rstrip()
