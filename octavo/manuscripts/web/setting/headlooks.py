"""Takes away how a web page set the letters of its headings: bold, and italics of all words."""

from __future__ import annotations

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.model.counted import counted

BOLD = ("b", "strong")
ITALIC = ("i", "em")


def take(web: Web) -> None:
    """Set headings upright and without bold type of their own, in place; report it once.

    Italics of a part of a title, or of words in another language, are a matter of the text.
    """
    changed = []
    for heading in tree.of(web.bodies, *tree.HEADINGS):
        looks = [one for one in heading.iter(*BOLD) if not one.attrib]
        looks += [one for one in heading.iter(*ITALIC) if not one.attrib and is_whole(one, heading)]
        for one in looks:
            tree.unwrap(one)
        if looks:
            changed.append(tree.words(heading))
    if changed:
        many = counted(len(changed), "heading")
        message = (
            f"Bold type, or italics of all words, of {many} {'is' if len(changed) == 1 else 'are'}"
        )
        message += " left out: the edition's design says how headings look."
        web.done("import-heading-look", message, changed[0], changed[0])


def is_whole(inner: etree._Element, heading: etree._Element) -> bool:
    """Whether an element has all words of one around it."""
    return _letters(inner) == _letters(heading) != ""


def _letters(element: etree._Element) -> str:
    return "".join(sign for sign in tree.words(element) if sign.isalnum())
