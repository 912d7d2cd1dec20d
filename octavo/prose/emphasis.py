"""Words set apart in the text: in italics, in small capitals, above the line.

A finding shows them as the source will have them, in Markdown: `*Pravda*`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Node, each_list, walk
from octavo.prose.isolate import isolate
from octavo.prose.prose import Change, Piece, Prose, Run

__all__ = ["Dress", "Dressed", "dress_all"]

EMPHASIS = frozenset(("Emph", "Strong", "Underline", "SmallCaps"))
SET_ALREADY = {"Superscript": frozenset(("Superscript", "Subscript"))}
"""In which inlines nothing more is set apart, by the kind that is asked for; else in emphasis."""


MARKS = {"Emph": ("*", "*"), "Superscript": ("^", "^"), "SmallCaps": ("[", "]{.smallcaps}")}
"""What stands around the words in the source, for each kind of inline that pandoc has."""


@dataclass(frozen=True, slots=True)
class Dress:
    """Words that are to be set apart: a Change whose `after` are the words themselves.

    `kind` is pandoc's name for how they are set; `lang` a language other than the text's.
    """

    change: Change
    kind: str
    lang: str = ""

    @property
    def markdown(self) -> str:
        """The words as the source will have them."""
        opening, closing = MARKS[self.kind]
        marked = opening + self.change.after + closing
        return f"[{marked}]{{lang={self.lang}}}" if self.lang else marked

    def touches(self, piece: Piece) -> bool:
        """Whether a part of a Run is in the words."""
        return piece.start < self.change.end and self.change.start < piece.end

    def around(self, nodes: list[Node]) -> Node:
        """Return an inline with some nodes in it."""
        node: Node = {"t": self.kind, "c": nodes}
        return {"t": "Span", "c": [["", [], [["lang", self.lang]]], [node]]} if self.lang else node


class Dressed(NamedTuple):
    """A Run, and the words in it that are to be set apart: one or more."""

    run: Run
    words: Sequence[Dress]


def inside(blocks: list[Node], kinds: Collection[str]) -> set[int]:
    """Return the identity of each list of inlines inside some kinds of them, however deep."""
    identities: set[int] = set()
    for node in walk(blocks):
        if node["t"] in kinds:
            each_list([node], lambda nodes: identities.add(id(nodes)))
    return identities


def dress_all(prose: Prose, waiting: Sequence[Dressed]) -> Iterator[Finding]:
    """Set words of several Runs apart, all in one way, but those that stand apart already."""
    if not waiting:
        return
    kinds = SET_ALREADY.get(waiting[0].words[0].kind, EMPHASIS)
    apart = inside(prose.document.blocks, kinds)
    for run, words in waiting:
        kept = [piece for piece in run.pieces if id(piece.holder) in apart]
        yield from dress(run, [d for d in words if not any(d.touches(p) for p in kept)])


def dress(run: Run, words: Sequence[Dress]) -> list[Finding]:
    """Set words of a Run apart if certain or accepted; return all findings, in order.

    Of what overlaps the last is set. Words of which a part stands in other emphasis are left, and
    what was asked for is a suggestion. The Run is then no longer good.
    """
    findings, last = [], len(run.text)
    for one in sorted(words, key=lambda one: one.change.start, reverse=True):
        change = one.change
        if change.end <= last and not run.is_fixed(change.start, change.end):
            last = change.start
            asked = run.finding(replace(change, after=one.markdown, is_markup=True))
            settled = run.document.settle(asked)
            if settled and settled.tier is Tier.AUTO and not _put(run, one):
                settled = replace(settled, tier=Tier.SUGGEST)
            findings += [settled] if settled else []
    return findings[::-1]


def _put(run: Run, one: Dress) -> bool:
    """Set words apart; False where they are no whole stretch of one list."""
    place = isolate(run, one.change.start, one.change.end)
    if place is None:
        return False
    holder, first, end = place
    words = holder[first:end]
    if run.text[one.change.start : one.change.end] != one.change.after:
        if len(words) != 1 or words[0]["t"] != "Str":
            return False
        trace = run.document.trace
        trace.splice(words[0], [(0, len(words[0]["c"]), len(one.change.after))])
        words[0]["c"] = one.change.after
    holder[first:end] = [one.around(words)]
    return True
