"""Notes of the margin in a web page: each becomes a note at the end of what it stands beside.

Project Gutenberg's proofreaders set them in divisions and spans of class `sidenote`. No edition has
a margin for them. One that begins with a number which stands in brackets in the text beside it is
called there.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes.settle import HELD, MARKED
from octavo.manuscripts.web.tree import Text
from octavo.model.counted import counted

NAMED = re.compile(
    r"(?:left|right)?-?(?:side-?notes?|margin-?notes?|marginalia|sn|gloss-?margin)"
    r"(?:[-_]?(?:main|half)?(?:left|right|cent(?:er|re)))?"
)
"""Classes of a note of the margin."""

LONGEST = 400
"""A block with more letters is more than a note of the margin."""

LABEL = re.compile(r"\A\s*(\[[0-9]{1,3}\])")
"""The number of a note, as a margin has it."""

NEAR = 2
"""So many paragraphs above or below a note may have its number."""


def take(web: Web) -> None:
    """Make notes of the notes of the margin, in place; report them once."""
    made: list[etree._Element] = []
    for body in web.bodies:
        waiting: list[etree._Element] = []
        for one in list(body.iter("div", "span", "p", "aside")):
            if _is_sidenote(one):
                beside = _beside(one)
                call = _call(one, beside)
                if call is not None:
                    made.append(_called(web, one, call, len(made)))
                elif beside is None:
                    waiting.append(one)
                else:
                    made.append(_placed(one, beside, len(made)))
            elif one.tag == "p" and waiting and tree.has_words(one):
                made += [_placed(note, one, len(made) + n) for n, note in enumerate(waiting)]
                waiting = []
    if not made:
        return
    held = tree.made("div")
    held.extend(made)
    web.pages[-1].body.append(held)
    became = "became a note" if len(made) == 1 else "became notes"
    message = f"{counted(len(made), 'note')} of the margin {became},"
    message += " each at its number, or at the end of what it stood beside."
    web.done("import-notes-placed", message, tree.words(made[0])[:80])


def _is_sidenote(element: etree._Element) -> bool:
    if not _is_named(element) or any(map(_is_named, element.iterancestors())):
        return False
    words = tree.words(element)
    return bool(words) and (len(words) <= LONGEST or bool(_label(element)))


def _is_named(element: etree._Element) -> bool:
    return any(NAMED.fullmatch(name) for name in tree.classes(element))


def _label(note: etree._Element) -> str:
    """Return the number in brackets that a note begins with; "" where it begins with words."""
    match = LABEL.match(tree.words(note))
    return match[1] if match else ""


def _call(note: etree._Element, beside: etree._Element | None) -> Text | None:
    """Return where the number of a note stands: in the paragraph around it, or one near it."""
    label = _label(note)
    if not label:
        return None
    near = list(note.itersiblings("p", preceding=True))[:NEAR] + list(note.itersiblings("p"))[:NEAR]
    for paragraph in near if beside is None else [beside]:
        for one in tree.texts(paragraph):
            if label in one.text and not _in_margin(one):
                return one
    return None


def _in_margin(text: Text) -> bool:
    """Whether a text stands in a note of the margin: what is behind one does not."""
    around = list(text.element.iterancestors())
    return any(map(_is_named, around if text.is_tail else [text.element, *around]))


def _called(web: Web, note: etree._Element, call: Text, number: int) -> etree._Element:
    """Put a mark in the place of a note's number; return what the note says, without it."""
    label = _label(note)
    web.marks += [label, label]
    first = next(one for one in tree.texts(note) if label in one.text)
    first.write(first.text.replace(label, "", 1).lstrip())
    held = _held(note, number)
    call.divide(label, tree.made("span", class_=MARKED, n=f"margin-{number}"))
    return held


def _beside(note: etree._Element) -> etree._Element | None:
    """Return the paragraph that a note stands in; None for one between paragraphs."""
    return next((up for up in note.iterancestors() if up.tag in ("p", "td", "li")), None)


def _placed(note: etree._Element, beside: etree._Element, number: int) -> etree._Element:
    """Put a mark at the end of a paragraph; return what the note says, taken from its place."""
    held = _held(note, number)
    beside.append(tree.made("span", class_=MARKED, n=f"margin-{number}"))
    _close(beside)
    return held


def _held(note: etree._Element, number: int) -> etree._Element:
    """Return what a note says, taken from its place."""
    held = tree.made("div", class_=HELD, n=f"margin-{number}")
    text = tree.made("p", (note.text or "").lstrip())
    text.extend(list(note))
    held.append(text)
    xml.remove(note)
    return held


def _close(paragraph: etree._Element) -> None:
    """Take the white space before the mark at the end of a paragraph away."""
    before = paragraph[-2] if len(paragraph) > 1 else None
    if before is None:
        paragraph.text = (paragraph.text or "").rstrip()
    else:
        before.tail = (before.tail or "").rstrip()
