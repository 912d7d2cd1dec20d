"""Notes of a web page or an e-book, wherever they stand: each goes to its mark.

A mark and its note are known by what the page says of them (EPUB Structural Semantics Vocabulary
1.1, `noteref`, `footnote`, `endnote`), or because a short mark in the text leads to a place that
leads back to it.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes import bracketed, inner, lifting
from octavo.manuscripts.web.footnotes.lifting import WebNote
from octavo.manuscripts.web.footnotes.settle import MARKED

MARK = re.compile(
    r"[\[(]?\s*(?:\d{1,4}[a-z]?|[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,7}|[*\N{DAGGER}\N{DOUBLE DAGGER}"
    r"\N{SECTION SIGN}\N{PILCROW SIGN}#\N{LOW ASTERISK}]{1,6}|[Nn]ote \d{1,4})\s*[\])]?[.:)]?"
)
"""What calls a note: a number, a letter or a sign, perhaps in brackets."""

NOTE_KINDS = frozenset(("footnote", "endnote", "rearnote", "note"))
LIST_KINDS = frozenset(("footnotes", "endnotes", "rearnotes"))
LIST_CLASS = re.compile(r"(?:foot|end)-?notes?(?:[-_].*)?|notes")
HOLDERS = ("li", "aside", "div", "dd", "td")


def take(web: Web) -> None:
    """Take the notes from where they stand, and mark the places that call them, in place."""
    notes = _notes(web, _links(web))
    blocks = {note.block for note in notes}
    inner.settle(web, notes, blocks)
    for note in notes:
        note.calls = [one for one in note.calls if not lifting.inside(one, blocks)]
    notes = [note for note in notes if note.calls]
    if not notes:
        return
    stood = [note.block.getparent() for note in notes]
    bodies = [(note, lifting.lifted(web, note, blocks)) for note in notes]
    lifting.empty_lists(web, stood)
    number = 0
    last = tree.made("div")
    for note, body in bodies:
        for call in note.calls:
            number += 1
            held = copy.deepcopy(body) if len(note.calls) > 1 else body
            held.set("n", str(number))
            last.append(held)
            _mark(web, call, number)
    web.pages[-1].body.append(last)
    _report(web, bodies[0][1], notes)


def _report(web: Web, first: etree._Element, notes: list[WebNote]) -> None:
    calls = sum(len(note.calls) for note in notes)
    several = "1 note of the text stands" if calls == 1 else f"{calls} notes of the text stand"
    message = f"{several} at the marks that called them: each format sets its notes itself."
    if calls > len(notes):
        message += f" {calls - len(notes)} of them are called again, and stand twice."
    web.done("import-notes-placed", message, tree.words(first)[:80])


def _places(web: Web) -> dict[tuple[str, str], etree._Element]:
    """Return every place that a link may lead to, by its page and name."""
    places: dict[tuple[str, str], etree._Element] = {}
    for page in web.pages:
        for element in page.body.iter():
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    places.setdefault((page.name, name), element)
    return places


@dataclass(frozen=True, slots=True)
class _Link:
    page: str
    element: etree._Element
    target: etree._Element


def _links(web: Web) -> list[_Link]:
    places = _places(web)
    made = []
    for page in web.pages:
        for link in page.body.iter("a"):
            target = places.get(web.target(page.name, link.get("href", "") or "//"))
            if target is not None:
                made.append(_Link(page.name, link, target))
    return made


def _notes(web: Web, links: list[_Link]) -> list[WebNote]:
    """Return the notes that links call, in the order of the first calls."""
    order = {element: n for n, element in enumerate(e for b in web.bodies for e in b.iter())}
    back: dict[etree._Element, list[_Link]] = defaultdict(list)
    for link in links:
        back[tree.block_of(link.element)].append(link)
    targets = {link.target for link in links}
    notes: dict[etree._Element, WebNote] = {}
    for link in links:
        if not _calls(link, back, order):
            continue
        block = _climbed(link.target, targets, link.element)
        if block is None or block.tag in (*tree.HEADINGS, "body", "section", "article", "tr"):
            continue
        notes.setdefault(block, WebNote(block, link.target)).calls.append(link.element)
    return list(notes.values())


def _calls(
    link: _Link, back: dict[etree._Element, list[_Link]], order: dict[etree._Element, int]
) -> bool:
    """Whether a link calls a note."""
    kinds = tree.kinds(link.element)
    if "backlink" in kinds or any(up.tag == "pre" for up in link.element.iterancestors()):
        return False  # fixed type holds no note
    if "noteref" in kinds:
        return True
    text = tree.words(link.element)
    if not MARK.fullmatch(text) or order[link.target] < order[link.element]:
        return False
    block, own = tree.block_of(link.target), tree.block_of(link.element)
    if block is own or (own.tag in tree.HEADINGS and block.tag in tree.HEADINGS):
        return False
    if _is_note(link.target):
        return True
    around = {link.element, *link.element.iterancestors()} | set(link.element)
    around |= _place_before(link.element)
    returns = [one for one in _inside_of(block, back) if one.target in around]
    return bool(returns) and not _begins(own, link.element)


def _place_before(link: etree._Element) -> set[etree._Element]:
    """Return the empty element right before a link, which names the place that a note leads to."""
    before = link.getprevious()
    empty = before is not None and not tree.has_words(before) and not (before.tail or "").strip()
    return {before} if before is not None and empty and before.tag == "a" else set()


def _inside_of(block: etree._Element, back: dict[etree._Element, list[_Link]]) -> list[_Link]:
    return [link for inner in block.iter() for link in back.get(inner, ())]


def _begins(block: etree._Element, link: etree._Element) -> bool:
    """Whether a link is the first of its block: so entries of lists are, and notes themselves."""
    whole = tree.words(block)
    return whole.startswith(tree.words(link)) and not lifting.before(block, link)


def _is_note(element: etree._Element) -> bool:
    """Whether an element is a note, or stands in a list of notes, by what the page says."""
    for one in (element, *element.iterancestors()):
        if one.tag == "body":
            return False
        if tree.kinds(one) & (NOTE_KINDS | LIST_KINDS):
            return True
        if any(LIST_CLASS.fullmatch(name) for name in tree.classes(one)):
            return True
    return False


def _climbed(
    target: etree._Element, targets: set[etree._Element], call: etree._Element
) -> etree._Element | None:
    """Return the largest block around a place that is this note alone."""
    block = tree.block_of(target)
    if any(one is block for one in call.iterancestors()):
        return None
    while True:
        parent = block.getparent()
        if parent is None or parent.tag not in HOLDERS:
            return block
        if any(one is parent for one in call.iterancestors()):
            return block
        if any(one.tag in tree.HEADINGS for one in parent.iter()):
            return block
        others = [one for one in parent.iter() if one in targets and not lifting.within(one, block)]
        if others or LIST_KINDS & tree.kinds(parent):
            return block
        block = parent


def _mark(web: Web, call: etree._Element, number: int) -> None:
    """Put the mark of a note in the place of the link that calls it."""
    web.marks.append(tree.words(call))
    lifting.count(web, call)
    outer = call.getparent()
    sole = (
        outer is not None
        and outer.tag in ("sup", "span", "small")
        and not (tree.words(outer).replace(tree.words(call), "", 1).strip("[]() "))
    )
    place = outer if sole and outer is not None else call
    bracketed.without(web, place)
    tree.replace(place, tree.made("span", class_=MARKED, n=str(number)))
