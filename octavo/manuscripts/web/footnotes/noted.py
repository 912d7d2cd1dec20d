"""Takes away the headings of notes that have gone to their marks."""

from __future__ import annotations

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.typed.notes import names_notes
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes.settle import HELD

PICTURES = ("img", "table", "svg", "math")


def take(web: Web) -> None:
    """Take such headings out of a page that had notes, in place; some are only paragraphs."""
    if not web.marks:
        return
    for heading in tree.of(web.bodies, *tree.HEADINGS, "p"):
        words = tree.words(heading)
        if names_notes(words) and not (heading.tail or "").strip() and _is_alone(heading):
            web.aside.append(words)
            web.unheaded += heading.tag in tree.HEADINGS
            xml.remove(heading)


def _is_alone(heading: etree._Element) -> bool:
    """Whether no words and no pictures stand between a heading and the next one, or the end."""
    for one in heading.itersiblings():
        if any(HELD in child.get("class", "").split() for child in one):
            continue  # notes wait here
        if next(one.iter(*tree.HEADINGS), None) is not None:
            return one.tag in tree.HEADINGS and one.tag <= heading.tag
        pictures = next(one.iter(*PICTURES), None) is not None
        if pictures or tree.has_words(one) or (one.tail or "").strip():
            return False
    return True
