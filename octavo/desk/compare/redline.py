"""Makes one Word file of two that Octavo made: the newer, with tracked changes from the older."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from octavo.desk.compare.blocks import blocks_of, tail_of, words_of
from octavo.desk.compare.marks import Marker, State
from octavo.desk.compare.pieces import Names
from octavo.desk.compare.taken import File, Taker
from octavo.desk.compare.weave import Weaver
from octavo.desk.merge import tying
from octavo.desk.merge.leaf import Kind, Leaf, Token, pieces
from octavo.formats.docx.xml import Element, put_in_order, w
from octavo.ooxml.names import W, val

MAIN, NOTES = "word/document.xml", "word/footnotes.xml"


@dataclass(frozen=True, slots=True)
class By:
    """Who is named as the author of the changes, and when (2026-03-01T00:00:00Z, or "")."""

    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Redline:
    """A Word file with tracked changes: its members, and how many changes of each kind it has."""

    members: dict[str, bytes]
    counts: Mapping[str, int]


def compared(older: Mapping[str, bytes], newer: Mapping[str, bytes], by: By) -> Redline:
    """Return the newer of two files, with what changed since the older as tracked changes.

    Both are the members of files that Octavo wrote.
    """
    old, new = File(dict(older)), File(dict(newer))
    names = _names(old, new)
    taker = Taker(old, new, MAIN)
    marker = Marker(by.author, by.date, taker.take, (old.lists(), new.lists()), _last_number(new))
    weaver = Weaver(marker, taker, (names[0][MAIN], names[1][MAIN]))
    bodies = _body(old), _body(new)
    blocks = blocks_of(bodies[0], weaver.names[0]), blocks_of(bodies[1], weaver.names[1])
    tail = tail_of(bodies[1])
    woven = weaver.body(*blocks)
    bodies[1][:] = [*woven, *tail]
    _weave_notes(old, new, weaver, (names[0][NOTES], names[1][NOTES]))
    for name in (MAIN, NOTES):
        tree = new.tree(name)
        if tree is not None:
            put_in_order(tree)
    new.save()
    return Redline(new.members, marker.counts)


def _body(file: File) -> Element:
    tree = file.tree(MAIN)
    body = None if tree is None else tree.find(w("body"))
    if body is None:
        raise ValueError(MAIN)
    return body


def _names(old: File, new: File) -> tuple[dict[str, Names], dict[str, Names]]:
    """Return what the parts of both files are known by; notes that are alike have one name."""
    notes = _tied_notes(old, new)
    return (
        {part: Names(old.pictures(part), notes[0]) for part in (MAIN, NOTES)},
        {part: Names(new.pictures(part), notes[1]) for part in (MAIN, NOTES)},
    )


def _tied_notes(old: File, new: File) -> tuple[dict[str, str], dict[str, str]]:
    mine, theirs = old.notes(), new.notes()
    ties = tying.tied([_leaf(one) for one in mine], [_leaf(one) for one in theirs])
    names = {val(one, "id"): f"old {val(one, 'id')}" for one in mine}
    others = {val(one, "id"): f"new {val(one, 'id')}" for one in theirs}
    for one, other in ties.items():
        names[val(mine[one], "id")] = others[val(theirs[other], "id")] = f"both {one}"
    return names, others


def _leaf(note: Element) -> Leaf:
    return Leaf(Kind.NOTE, tuple(Token(text) for text in pieces(words_of(note))))


def _last_number(file: File) -> int:
    """Return the highest number of a bookmark: those of changes go on behind it."""
    numbers = []
    for name in (MAIN, NOTES):
        tree = file.tree(name)
        if tree is not None:
            numbers += [val(one, "id") for one in tree.iter(f"{W}bookmarkStart")]
    return max((int(one) for one in numbers if one.isdecimal()), default=0)


def _weave_notes(old: File, new: File, weaver: Weaver, names: tuple[Names, Names]) -> None:
    """Weave the notes whose marks stay; bring those whose marks are gone."""
    tree = new.tree(NOTES)
    if tree is None:
        return
    taker = Taker(old, new, NOTES)
    body = weaver.marker
    marker = Marker(body.author, body.date, taker.take, body.lists, body.number, body.counts)
    inner = Weaver(marker, taker, names)
    theirs = {val(one, "id"): one for one in new.notes()}
    mine = {val(one, "id"): one for one in old.notes()}
    stay = {new_number: number for number, new_number in weaver.same_notes.items()}
    for number, note in theirs.items():
        if number in stay:
            made = inner.holder(mine[stay[number]], note)
        else:
            made = inner.whole(note, State.NEW)
        tree.replace(note, made)
    for number, fresh in weaver.taker.notes.items():
        made = inner.whole(mine[number], State.GONE)
        made.set(w("id"), fresh)
        tree.append(made)
