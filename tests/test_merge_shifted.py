"""LibreOffice sets the changes of a note with fields beside their words: they are set right."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token, pieces, text_of
from octavo.desk.merge.sent import Sent
from octavo.desk.merge.shifted import set_right
from octavo.ooxml.leaves import Revision

CITED = Token("@coe\nCoe", atom=Atom.CITE)
SENT = Leaf(Kind.NOTE, (CITED, *map(Token, pieces(" is the best modern description of it."))))


def note(marked: str) -> Leaf:
    """A note that came back: `[…]` was taken away, `{…}` written."""
    raw, change = [CITED], None
    for one in pieces(marked):
        if one in "[]{}":
            kind = {"[": "del", "{": "ins"}.get(one)
            change = Revision(kind, "Ann Lee", "") if kind else None
        else:
            raw.append(Token(one, change=change))
    return Leaf(Kind.NOTE, tuple(raw))


def marked(leaf: Leaf) -> str:
    signs = {"del": "[]", "ins": "{}"}
    made = ""
    for token in leaf.raw[1:]:
        around = signs[token.change.kind] if token.change else ("", "")
        made += f"{around[0]}{token.text}{around[1]}"
    return made.replace("][", "").replace("}{", "")


@pytest.mark.parametrize(
    ("came", "is_"),
    [
        # three characters too early
        (
            " is the best mode[rn descript]{ionlant}ern of it.",
            " is the best modern [description]{lantern} of it.",
        ),
        # only written
        (" is the best mod{ern and} last description of it.", None),
        (" is the best mo{dern fi}ne description of it.", None),
        # on its words already
        (
            " is the best modern [description]{lantern} of it.",
            " is the best modern [description]{lantern} of it.",
        ),
    ],
)
def test_changes_stand_on_their_words(came: str, is_: str | None) -> None:
    known = cast(Sent, SimpleNamespace(leaves=(SENT,)))
    [one] = set_right(known, [note(came)])
    assert marked(one) == (is_ or came)
    assert text_of(replace(one, raw=one.tokens).raw).startswith("[citation]")


def test_a_paragraph_is_left_alone() -> None:
    known = cast(Sent, SimpleNamespace(leaves=(SENT,)))
    one = replace(note(" is the best mode[rn descript]{ionlant}ern of it."), kind=Kind.PARAGRAPH)
    assert set_right(known, [one]) == [one]


@pytest.mark.parametrize(
    "came", ["", "{a}", "[a]", "[ is the best modern description of it.]", "{wet} fish"]
)
def test_a_note_shorter_than_the_farthest_move_is_left_as_it_is(came: str) -> None:
    known = cast(Sent, SimpleNamespace(leaves=(SENT,)))
    [one] = set_right(known, [note(came)])
    assert marked(one) == came
