"""Notes right below headings that end with their number.

`THE WELL (2)` has `(2) From Oslo.` below it. Collections of tales say so where each comes from, in
a heading of a lower level or a paragraph. No link leads to such a note.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes.settle import HELD, MARKED
from octavo.model.counted import counted

CALL = re.compile(r"\s*[(\[](?P<label>\d{1,3}|\*{1,3})[)\]]\s*\Z")
NOTE = re.compile(r"\s*[(\[](?P<label>\d{1,3}|\*{1,3})[)\]]\s*(?=\S)")

LONGEST = 300
"""A note to a title has no more letters."""


def take(web: Web) -> None:
    """Put such notes to their headings, in place; report them once."""
    held = tree.made("div")
    for heading in tree.of(web.bodies, *tree.HEADINGS):
        below = tree.following(heading)
        if heading.getparent() is None or below is None or below.tag not in ("p", *tree.HEADINGS):
            continue
        call, note = _last(heading), _first(below)
        if call is None or note is None or len(tree.words(below)) > LONGEST:
            continue
        called, noted = CALL.search(call.text), NOTE.match(note.text)
        if called and noted and called["label"] == noted["label"]:
            web.aside += [tree.words(heading), tree.words(below)]
            web.marks += [called[0].strip(), noted[0].strip()]
            number = f"headed-{len(held)}"
            call.divide(called[0], tree.made("span", class_=MARKED, n=number))
            note.write(note.text[noted.end() :])
            held.append(_held(web, below, number))
    if len(held):
        web.pages[-1].body.append(held)
        message = f"{counted(len(held), 'note')} right below a title"
        message += (
            f" {'stands at its number' if len(held) == 1 else 'stand at their numbers'} in it."
        )
        web.done("import-notes-placed", message, tree.words(held[0])[:80])


def _held(web: Web, note: etree._Element, number: str) -> etree._Element:
    """Return a note as a paragraph, taken from its place."""
    web.unheaded += note.tag in tree.HEADINGS
    xml.remove(note)
    note.tag = "p"
    held = tree.made("div", class_=HELD, n=number)
    held.append(note)
    return held


def _first(block: etree._Element) -> tree.Text | None:
    return next((one for one in tree.texts(block) if one.text.strip()), None)


def _last(block: etree._Element) -> tree.Text | None:
    return next((one for one in reversed(list(tree.texts(block))) if one.text.strip()), None)
