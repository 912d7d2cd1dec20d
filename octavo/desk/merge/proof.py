"""Proves a merge: the chapter is read again, and must be what the hunks say, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias

import orjson

from octavo import pandoc
from octavo.desk.merge import rows, text_leaves, unseen
from octavo.desk.merge.hunk import What
from octavo.desk.merge.landing import Landed
from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token
from octavo.desk.merge.text_leaves import Typed
from octavo.model.finding import InputError
from octavo.model.nodes import Node

Sign: TypeAlias = tuple[str, frozenset[str]]
Read: TypeAlias = tuple[Kind, int, tuple[Sign, ...]]
"""What a leaf is, its level, and its words with their looks."""

COUNTED = re.compile(rb'"citationNoteNum":\d+,?')

WHOLE = (What.DELETED, What.INSERTED, What.LEVEL, What.MOVED, What.ROW)
"""Hunks that change no words of their leaf."""

LINKED = "a link leads to this heading; give it a name, {#name}, or change the link first"
WRONG = "the chapter would not read as it should"
UNSEEN = "something that is not seen stands among its words: an anchor, an index entry, raw markup"
"""Why a hunk is not written."""


@dataclass(slots=True)
class _Entry:
    """A leaf on its way to what it should be, and the numbers of the hunks that change it."""

    kind: Kind
    level: int
    tokens: list[Token]
    hunks: set[int] = field(default_factory=set)
    is_gone: bool = False
    behind: list[_Entry] = field(default_factory=list)
    before: list[_Entry] = field(default_factory=list)
    swallows: list[tuple[_Entry, int]] = field(default_factory=list)


def sign_of(tokens: Iterable[Token]) -> tuple[Sign, ...]:
    """Return the words of a leaf with their looks, as far as anybody sees them."""
    made: list[Sign] = []
    for token in tokens:
        if token.is_space:
            text, look = " ", made[-1][1] if made else frozenset()
        elif token.atom is Atom.NOTE:
            text, look = "\0note", frozenset()
        elif token.atom is Atom.FIELD:
            text, look = f"\0{token.atom}\0{token.shows}", frozenset()
        elif token.atom:
            text, look = f"\0{token.atom}\0{token.text}", frozenset()
        else:
            text, look = token.text, token.look
        if made and made[-1][1] == look and not token.atom and not made[-1][0].startswith("\0"):
            both = made[-1][0] + text
            made[-1] = (both.replace("  ", " "), look)
        elif text != " " or (made and not made[-1][0].endswith(" ")):
            made.append((text, look))
    return tuple((text, look) for text, look in _trimmed(made) if text)


def _trimmed(made: list[Sign]) -> list[Sign]:
    if made:
        made[0] = (made[0][0].lstrip(" "), made[0][1])
        made[-1] = (made[-1][0].rstrip(" "), made[-1][1])
    return made


def read_as(kind: Kind, level: int, tokens: Iterable[Token]) -> Read:
    """Return what a leaf reads as."""
    return kind, level, sign_of(tokens)


def wrong_hunks(
    leaves: Sequence[Typed],
    blocks: Sequence[Node],
    written: Sequence[Landed],
    text: str,
    linked: Collection[str] = (),
) -> dict[int, str]:
    """Read a chapter as it was written; return the hunks that are not as they say, and why.

    `leaves` and `blocks` are those before; `linked` are identifiers that must stay where they are.
    All hunks are wrong where nobody can say which.
    """
    everything = dict.fromkeys(range(len(written)), WRONG)
    try:
        now = pandoc.read(text.encode()).blocks
    except InputError:
        return everything
    entries = _expected(leaves, written)
    again = text_leaves.leaves(text, now)
    read = [read_as(one.leaf.kind, one.leaf.level, one.leaf.tokens) for one in again]
    lost = {one.name for one in leaves if one.name in linked} - {one.name for one in again}
    if lost:
        bearing = [n for n, one in enumerate(written) if lost & _names(leaves, one)]
        return dict.fromkeys(bearing, LINKED) or everything
    wrong = _differing(entries, read)
    if wrong is not None:
        return dict.fromkeys(wrong, WRONG) or everything
    gone = unseen.missing(blocks, now)
    if gone:
        taking = [n for n, one in enumerate(written) if gone & _blocks(leaves, one)]
        return dict.fromkeys(taking, UNSEEN) or everything
    touched = {block for one in written for block in _blocks(leaves, one)}
    left = Counter(_plain(block) for n, block in enumerate(blocks) if n not in touched)
    return {} if left <= Counter(map(_plain, now)) else everything


def _names(leaves: Sequence[Typed], landed: Landed) -> set[str]:
    return {leaves[number].name for number in _numbers(landed)}


def _blocks(leaves: Sequence[Typed], landed: Landed) -> set[int]:
    """Return the numbers of the blocks that a hunk is about."""
    return {leaves[number].block for number in _numbers(landed)}


def _plain(block: Node) -> bytes:
    """Return a block as JSON, without the numbers by which pandoc counts notes."""
    return COUNTED.sub(b"", orjson.dumps(block))


def _numbers(landed: Landed) -> list[int]:
    return [spot.number for spot in (landed.spot, landed.other) if spot is not None]


def _differing(entries: Sequence[_Entry], read: Sequence[Read]) -> set[int] | None:
    """Return the hunks of leaves that read otherwise; None where all reads as it should."""
    expected = [read_as(entry.kind, entry.level, entry.tokens) for entry in entries]
    body, notes = _parted(expected), _parted(read)
    if body[0] == notes[0] and Counter(body[1]) == Counter(notes[1]):
        return None
    return _near(entries, expected, read, 0) or _near(entries, expected, read, 1)


def _near(
    entries: Sequence[_Entry], expected: Sequence[Read], read: Sequence[Read], reach: int
) -> set[int]:
    """Return the hunks of leaves that read otherwise, and of so many on either side of them."""
    wrong: set[int] = set()
    matcher = SequenceMatcher(None, expected, read, autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind != "equal":
            for entry in entries[max(0, start - reach) : end + reach]:
                wrong |= entry.hunks
    return wrong


def _parted(read: Sequence[Read]) -> tuple[list[Read], list[Read]]:
    body = [one for one in read if one[0] is not Kind.NOTE]
    return body, [one for one in read if one[0] is Kind.NOTE]


def _expected(leaves: Sequence[Typed], written: Sequence[Landed]) -> list[_Entry]:
    """Return the leaves of a chapter as hunks say that they become, in the order of the text."""
    entries = [_entry(typed.leaf) for typed in leaves]
    order = list(entries)
    new_notes: list[_Entry] = []
    for number, landed in sorted(enumerate(written), key=_from_behind):
        spot = landed.spot
        if spot is None:
            continue
        entry = entries[spot.number]
        entry.hunks.add(number)
        if landed.hunk.what not in WHOLE:
            entry.tokens[landed.start : landed.end] = landed.after
        notes = [_Entry(Kind.NOTE, 0, list(note), {number}) for note in landed.hunk.notes]
        new_notes += notes
        _as_a_whole(entry, entries, landed, number)
    for entry in entries:
        _swallow(entry)
    _move(order, entries, written)
    made: list[_Entry] = []
    for entry in order:
        own = [] if entry.is_gone else [entry]
        made += [part for one in (*entry.before, *own, *entry.behind) for part in _split(one)]
    return [*made, *new_notes]


def _from_behind(each: tuple[int, Landed]) -> tuple[int, int]:
    return -each[1].start, -each[0]


def _entry(leaf: Leaf) -> _Entry:
    return _Entry(leaf.kind, leaf.level, list(leaf.tokens))


def _as_a_whole(entry: _Entry, entries: Sequence[_Entry], landed: Landed, number: int) -> None:
    """Note what becomes of a leaf as a whole."""
    hunk = landed.hunk
    if hunk.what is What.DELETED:
        entry.is_gone = True
    elif hunk.what is What.ROW:
        _as_a_row(entry, entries, landed, number)
    elif hunk.what is What.LEVEL:
        entry.level = landed.level
        entry.kind = Kind.HEADING if landed.level else Kind.PARAGRAPH
    elif hunk.what is What.INSERTED:
        made = _Entry(hunk.kind, landed.level, list(landed.after), {number})
        goal = entry if landed.other is None else entries[landed.other.number]
        is_before = hunk.leaf < 0 or landed.other is not None
        (goal.before if is_before else goal.behind).insert(0, made)
    elif hunk.what is What.JOINED and landed.other is not None:
        other = entries[landed.other.number]
        other.hunks.add(number)
        entry.swallows.append((other, landed.cut))
        if not landed.after:
            entry.tokens.append(Token(" "))


def _as_a_row(entry: _Entry, entries: Sequence[_Entry], landed: Landed, number: int) -> None:
    """Note the cells of a new row behind an entry, or those that are gone from it on."""
    if landed.hunk.after:
        cells = [list(one) for one in rows.cells_of(landed.after)]
        entry.behind[:0] = [_Entry(Kind.CELL, 0, one, {number}) for one in cells if one]
    elif landed.spot is not None and landed.other is not None:
        for one in entries[landed.spot.number : landed.other.number + 1]:
            one.is_gone = True
            one.hunks.add(number)


def _swallow(entry: _Entry) -> None:
    for other, cut in entry.swallows:
        del other.tokens[:cut]
        _swallow(other)
        entry.tokens += other.tokens
        entry.hunks |= other.hunks
        other.is_gone = True
    entry.swallows.clear()


def _move(order: list[_Entry], entries: Sequence[_Entry], written: Sequence[Landed]) -> None:
    for landed in written:
        if landed.hunk.what is What.MOVED and landed.spot and landed.other:
            entry, other = entries[landed.spot.number], entries[landed.other.number]
            order.remove(entry)
            order.insert(order.index(other) + 1, entry)


def _split(entry: _Entry) -> list[_Entry]:
    """Part an entry at the ends of paragraphs that are written into it."""
    parts: list[list[Token]] = [[]]
    for token in entry.tokens:
        if token.atom is Atom.END:
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts) == 1:
        return [entry]
    return [_Entry(entry.kind, entry.level, part, entry.hunks) for part in parts if part]
