"""Joins that LibreOffice may have lost: an editor is asked about each."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.desk.merge import office
from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.leaf import Kind, Token
from octavo.desk.merge.matching import Matched

DOUBT = "LibreOffice saved the file, which loses that a paragraph with a note was joined"


def lost(laid: Matched) -> Iterator[Hunk]:
    """Yield a doubtful hunk for each paragraph that may have been joined with the next."""
    owner = {number: group.sent for group in laid.groups for number in group.returned}
    for number, leaf in enumerate(laid.returned[:-1]):
        change, own, behind = leaf.mark, owner.get(number), owner.get(number + 1)
        if change is None or change.kind != office.LOST or own is None or behind is None:
            continue
        first, second = own[-1], behind[0]
        if {laid.sent[first].kind, laid.sent[second].kind} == {Kind.PARAGRAPH} and first != second:
            end, by = len(laid.sent[first].tokens), (change.author, change.date)
            space = (Token(" "),)
            yield Hunk(What.JOINED, first, end, end, space, *by, other=second, doubt=DOUBT)
