"""Notes that only other notes call: each stands in the note that calls it, as no book prints such.

It stands in square brackets at the mark, where it is one paragraph, else behind the words of that
note (The Chicago Manual of Style, chapter 14: a comment within a note).
"""

from __future__ import annotations

import copy

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes import lifting
from octavo.manuscripts.web.footnotes.lifting import WebNote
from octavo.model.counted import counted

IN_NOTES = "See whether each reads well there, or is better a note of the text, at its place."


def settle(web: Web, notes: list[WebNote], blocks: set[etree._Element]) -> None:
    """Put notes that only other notes call into these, the innermost first."""
    waiting = [
        note
        for note in notes
        if all(
            lifting.inside(one, blocks - {note.block}) and not lifting.within(one, note.block)
            for one in note.calls
        )
    ]
    first = ""
    stood: list[etree._Element | None] = []
    while True:
        note = next((one for one in waiting if not _calls_another(one, waiting)), None)
        if note is None:
            break
        waiting.remove(note)
        notes.remove(note)
        stood.append(note.block.getparent())
        held = lifting.lifted(web, note, blocks)
        first = first or tree.words(held)
        blocks.discard(note.block)
        for call in note.calls:
            web.marks.append(tree.words(call))
            web.unnoted += 1
            lifting.count(web, call)
            _put(call, held)
    if stood:
        lifting.empty_lists(web, stood)
        many = counted(len(stood), "note")
        message = f"{many} that only other notes call {'stands' if len(stood) == 1 else 'stand'}"
        web.look_at("import-notes-placed", f"{message} within these, in brackets.", IN_NOTES, first)


def _calls_another(note: WebNote, others: list[WebNote]) -> bool:
    """Whether a call of another note stands in a note."""
    return any(
        lifting.within(call, note.block) for one in others if one is not note for call in one.calls
    )


def _put(call: etree._Element, note: etree._Element) -> None:
    """Put a copy of what a note holds at the mark that calls it, within another note."""
    held = copy.deepcopy(note)
    mark = _sole(call)
    paragraphs = [one for one in tree.of([held], "p") if tree.has_words(one)]
    if len(paragraphs) == 1 and all(one.tag in ("div", "p") for one in _blocks(held)):
        _within(mark, paragraphs[0])
        return
    block = tree.block_of(mark)
    if paragraphs:
        _bracketed(paragraphs[0], paragraphs[-1])
    xml.remove(mark)
    for one in reversed(list(held)):
        block.addnext(one)


def _sole(call: etree._Element) -> etree._Element:
    """Return the mark with the element that only raises it."""
    outer = call.getparent()
    raised = outer is not None and outer.tag in ("sup", "small") and len(outer) == 1
    bare = raised and outer is not None and tree.words(outer) == tree.words(call)
    return outer if bare and outer is not None else call


def _blocks(held: etree._Element) -> list[etree._Element]:
    return [one for one in held.iter() if one.tag in tree.BLOCKS]


def _within(mark: etree._Element, paragraph: etree._Element) -> None:
    """Put the words of a paragraph in the place of a mark, in brackets."""
    before = mark.getprevious()
    parent = mark.getparent()
    said = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    inner = tree.made("span", f"{'' if said[-1:].isspace() else ' '}[{paragraph.text or ''}")
    inner.extend(list(paragraph))
    _end(inner, "]")
    tree.replace(mark, inner)
    tree.unwrap(inner)


def _bracketed(first: etree._Element, last: etree._Element) -> None:
    first.text = f"[{first.text or ''}"
    _end(last, "]")


def _end(element: etree._Element, sign: str) -> None:
    """Write a sign behind the words of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + sign
    else:
        element.text = (element.text or "").rstrip() + sign
