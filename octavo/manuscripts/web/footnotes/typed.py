"""Notes that a page has without links: `word [1]` or a raised 1, and below `[Footnote 1: …]`.

Such a note says what it is. It goes to its mark where one mark above it, and no other, has its
number; else both stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes.settle import HELD, MARKED
from octavo.manuscripts.web.tree import Text
from octavo.model.counted import counted

NOTE = re.compile(r"\s*(?P<opens>\[?)\s*(?:foot)?note\s+(?P<label>\d{1,3}|[A-Z])\s*[:.]\s*", re.I)
MARK = re.compile(r"\[(?P<label>\d{1,3}|[A-Z])\]")
LONGEST = 40
"""So many letters before a raised number are looked at."""

WORD = re.compile(r"(?:[^\W\d_]{3,}|\b[aI]|\w(?=[^\w\s]))[^\w\s]*\Z")
"""What a raised number may stand behind, if it is a mark: a word, and none of the units."""

MOST = 12
"""So many blocks a note in brackets has at most."""

RAISED = re.compile(r"\[?(?P<label>\d{1,3}|[A-Z])\]?")


@dataclass(slots=True)
class _Call:
    """A mark: its place in the page, the text with it in brackets or the raised one, its word."""

    order: int
    label: str
    text: Text | None
    raised: etree._Element | None = None
    word: str = ""


@dataclass(slots=True)
class _Note:
    order: int
    label: str
    block: etree._Element


def take(web: Web) -> None:
    """Put such notes to their marks, in place; report them once."""
    placed: list[tuple[_Call, _Note]] = []
    for body in web.bodies:
        calls, notes = _read(body)
        placed += _paired(calls, notes)
    if not placed:
        return
    held = tree.made("div")
    for number, (_, note) in enumerate(placed):
        held.append(_held(web, note, number))
    for number, (call, _) in sorted(enumerate(placed), key=lambda one: -one[1][0].order):
        _mark(web, call, number)
    web.pages[-1].body.append(held)
    message = f"{counted(len(placed), 'note')} that no link calls"
    message += f" {'stands at its mark' if len(placed) == 1 else 'stand at their marks'}."
    web.done("import-notes-placed", message, tree.words(held[0])[:80])


def _read(body: etree._Element) -> tuple[list[_Call], list[_Note]]:
    """Return the marks and the notes of a page, in its order."""
    calls: list[_Call] = []
    notes: list[_Note] = []
    within: set[etree._Element] = set()
    before = ""
    for order, text in enumerate(tree.texts(body)):
        one = text.element
        if not text.is_tail and one.tag in ("p", "div") and (note := _note(one)):
            notes.append(_Note(order, note, one))
            within.update(one.iter())
        if one in within and not (text.is_tail and one is notes[-1].block):
            continue
        near, before = before, (before + text.text)[-LONGEST:]
        if not text.is_tail and one.tag == "sup" and (match := RAISED.fullmatch(tree.words(one))):
            if word := WORD.search(near):
                calls.append(_Call(order, match["label"], None, one, word[0]))
            continue
        if one.tag != "a" or text.is_tail:
            calls += [_Call(order, match["label"], text) for match in MARK.finditer(text.text)]
    return calls, notes


def _note(block: etree._Element) -> str:
    """Return the number of the note that a block is; "" where it is no note, or has a link back."""
    match = NOTE.match(tree.words(block))
    linked = any(one.get("href", "").startswith("#") for one in list(block.iter("a"))[:1])
    inner = any(one.tag in tree.BLOCKS for one in block)
    return "" if match is None or inner or (linked and _begins(block)) else match["label"]


def _begins(block: etree._Element) -> bool:
    """Whether a note begins with a link, as one does that leads back."""
    link = next(block.iter("a"))
    return len(tree.words(block).partition(tree.words(link) or " ")[0]) < len("[Footnote 100: ")


def _paired(calls: list[_Call], notes: list[_Note]) -> list[tuple[_Call, _Note]]:
    """Return the notes with the one mark of each, above it and below the last of its number."""
    paired = []
    last: dict[str, int] = {}
    for note in notes:
        after = last.get(note.label, -1)
        fits = [one for one in calls if one.label == note.label and after < one.order < note.order]
        typed = [one for one in fits if one.raised is None]
        fits = typed or fits
        last[note.label] = note.order
        if len(fits) == 1 and _blocks(note.block):
            paired.append((fits[0], note))
    return paired


def _blocks(block: etree._Element) -> list[etree._Element]:
    """Return the blocks of a note: up to its closing bracket, or what a colon announces.

    [] where none closes it, or nothing tells what is announced.
    """
    match = NOTE.match(tree.words(block))
    bracket = match is not None and bool(match["opens"])
    made = [block]
    for one in block.itersiblings():
        words = tree.words(made[-1])
        named = one.get("class") == block.get("class")
        if words.endswith("]") if bracket else not words.endswith(":") and len(made) == 1:
            break
        if bracket and (len(made) == MOST or one.tag in tree.HEADINGS):
            return []
        if not bracket and not (named and one.get("class") and not NOTE.match(tree.words(one))):
            break
        made.append(one)
    last = tree.words(made[-1])
    return made if (last.endswith("]") if bracket else not last.endswith(":")) else []


def _held(web: Web, note: _Note, number: int) -> etree._Element:
    """Return what a note says, taken from its place, without its number."""
    blocks = _blocks(note.block)
    first = next(one for one in tree.texts(note.block) if one.text.strip())
    match = NOTE.match(first.text)
    if match is not None:
        web.marks.append(match[0])
        first.write(first.text[match.end() :])
        if match["opens"]:
            _without_bracket(web, blocks[-1])
    held = tree.made("div", class_=HELD, n=f"typed-{number}")
    for one in blocks:
        xml.remove(one)
        one.tag = "p" if one is note.block else one.tag
        held.append(one)
    return held


def _without_bracket(web: Web, block: etree._Element) -> None:
    """Take the bracket away that closes a note."""
    last = next((one for one in reversed(list(tree.texts(block))) if one.text.strip()), None)
    if last is not None and last.text.rstrip().endswith("]"):
        web.marks.append("]")
        last.write(last.text.rstrip()[:-1].rstrip())


def _mark(web: Web, call: _Call, number: int) -> None:
    """Put the mark of a note in the place of its number."""
    mark = tree.made("span", class_=MARKED, n=f"typed-{number}")
    if call.text is None and call.raised is not None:
        web.marks.append(f"{call.word}{tree.words(call.raised)}")
        tree.replace(call.raised, mark)
    elif call.text is not None:
        web.marks.append(f"[{call.label}]")
        call.text.divide(f"[{call.label}]", mark)
        call.text.write(call.text.text.rstrip())
