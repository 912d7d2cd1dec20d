"""Whether the marks of notes, the notes and the ways back fit one another, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from octavo.formats.html.faults import Fault, Page, line_of
from octavo.formats.html.tree import Element, is_apparatus, local

AROUND = 8
"""How many words before a mark show its place."""


def numbers(pages: Sequence[Page]) -> Iterator[Fault]:
    """Yield the marks whose numbers do not run from 1 on through the book."""
    number = 0
    for page in pages:
        for mark, before in _marks(page.tree):
            number += 1
            if _text(mark) != str(number):
                message = f"The mark of note {number} reads “{_text(mark)}”."
                line = line_of(mark)
                yield Fault("note-number", page.name, message, left=before, line=line)


def ways(page: Page) -> Iterator[Fault]:
    """Yield what is wrong between a page's marks and its notes.

    Each mark leads to its note, the notes come in the order of the marks, and each leads back.
    """
    places = {str(e.get("id")): e for e in page.tree.iter() if e.get("id")}
    notes = list(_notes(page.tree))
    for (mark, before), own in zip(_marks(page.tree), notes, strict=False):
        note = places.get((mark.get("href") or "").rpartition("#")[2])
        if note is not own:
            message = f"The mark of note {_text(mark)} does not lead to its note."
            yield Fault("note-mark", page.name, message, left=before, line=line_of(mark))
        back = next((e for e in own.iter() if e.get("role") == "doc-backlink"), None)
        words = " ".join("".join(_words(own)).split())
        if back is None or (back.get("href") or "").rpartition("#")[2] != mark.get("id"):
            message = f"Note {_text(mark)} does not lead back to its mark."
            yield Fault("note-mark", page.name, message, words, line=line_of(own))
        elif local(own) == "aside" and _text(back) != f"{_text(mark)}.":
            message = f"Note {_text(mark)} bears the number “{_text(back)}”."
            yield Fault("note-number", page.name, message, words, line=line_of(own))
        if local(own) == "aside" and own.get("role") != "doc-footnote":
            message = f"Note {_text(mark)} is not said to be one."
            yield Fault("note-mark", page.name, message, words, line=line_of(own))


def _marks(tree: Element) -> Iterator[tuple[Element, str]]:
    """Yield each mark with the words before it."""
    for mark in tree.iter():
        if mark.get("role") == "doc-noteref":
            parent = mark.getparent()
            words = "" if parent is None else "".join(_before(parent, mark))
            yield mark, " ".join(words.split()[-AROUND:])


def _before(element: Element, mark: Element) -> Iterator[str]:
    """Yield the texts of an element before a mark that stands in it."""
    yield element.text or ""
    for child in element:
        if child is mark:
            return
        if not is_apparatus(child):
            yield from _words(child)
        yield child.tail or ""


def _notes(tree: Element) -> Iterator[Element]:
    for section in tree.iter():
        if "notes" in (section.get("class") or "").split() and local(section) == "section":
            yield from (e for e in section.iter() if _is_note(e))


def _is_note(element: Element) -> bool:
    return local(element) in ("aside", "li") and (element.get("id") or "").startswith("fn")


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not is_apparatus(child):
            yield from _words(child)
        yield child.tail or ""


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()
