"""Notes of a web page that lead back by a word, with their places in paragraphs of their own.

*1 (return)* stands above the words of such a note, and above that an empty paragraph that has the
name the mark leads to. Such a note gets the name, and leads back by its number as others do. So
does one whose number stands before its paragraph, in no block.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes import lifting

NUMBER = re.compile(r"\s*[\[(]?(?P<number>\d{1,4})[\])]?[.:]?\s*[(\[]\s*")
LOOSE = re.compile(r"\[\w{1,4}\]")
BACK = re.compile(r"(?:return|back)(?: to (?:the )?text)?", re.IGNORECASE)


def take(web: Web) -> None:
    """Give such notes the form that other notes have, in place."""
    for one in tree.of(web.bodies, "a"):
        if LOOSE.fullmatch(tree.words(one)) and one.get("href", "").startswith("#"):
            _gather(one)
    for place in tree.of(web.bodies, "p", "a"):
        names = [a for a in place.iter("a") if (a.get("id") or a.get("name")) and not a.get("href")]
        note = place.getnext()
        if len(names) != 1 or tree.has_words(place) or note is None or note.tag != "p":
            continue
        link = next((one for one in note.iter("a") if BACK.fullmatch(tree.words(one))), None)
        number = None if link is None else NUMBER.fullmatch(lifting.before(note, link))
        if number is None or link is None or link.getparent() is not note or note.get("id"):
            continue
        if not link.get("href", "").startswith("#"):
            continue
        web.marks.append(f"{number[0]}{tree.words(link)}")
        _set(note, link, number["number"])
        note.set("id", names[0].get("id") or names[0].get("name") or "")
        xml.remove(place)


def _set(note: etree._Element, link: etree._Element, number: str) -> None:
    """Let a note begin with its number, which leads back."""
    for inner in list(link):
        link.remove(inner)
    for before in list(link.itersiblings(preceding=True)):
        note.remove(before)
    note.text, link.text = None, number
    broken = link.getnext()
    link.tail = re.sub(r"\A\s*[)\]]\s*", " ", link.tail or "")
    if broken is not None and broken.tag == "br" and not link.tail.strip():
        xml.remove(broken)


def _gather(link: etree._Element) -> None:
    """Put a number that stands between blocks into the one below it, with its place."""
    parent, below, place = link.getparent(), link.getnext(), link.getprevious()
    if parent is None or parent.tag not in ("body", "div", "section") or (link.tail or "").strip():
        return
    if below is None or below.tag not in ("div", "p", "blockquote"):
        return
    named = place is not None and place.tag == "a" and bool(place.get("id") or place.get("name"))
    if not named or place is None or tree.has_words(place) or (place.tail or "").strip():
        return
    first = next(below.iter("p"), below)
    place.tail, link.tail = None, f" {(first.text or '').lstrip()}"
    first.text = None
    first.insert(0, link)
    first.insert(0, place)
