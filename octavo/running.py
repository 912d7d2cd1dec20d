"""A stretch of running text, the changes that are asked of it, and how they are written.

A Run holds one string and the nodes that it came from; a change names characters of the string.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

from octavo.ast import Node
from octavo.finding import Anchor, Finding, Severity, Tier
from octavo.flattening import Part
from octavo.trace import Origin, Trace

CONTEXT = 40
"""How many characters of context a finding shows on either side."""


class Whole(Protocol):
    """What a Run asks of the document it stands in."""

    trace: Trace

    @property
    def settle(self) -> Callable[[Finding], Finding | None]:
        """Gives a change as an editor settled it; None where she rejected it."""

    def touch(self, nodes: list[Node]) -> None:
        """Note that a list of inlines changes."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change asked for: the characters `start:end` of a Run become `after`.

    Only the automatic tier is written; the others become findings and leave the text as it is.
    `is_markup` says that `after` is Markdown: `octavo.dressing` writes it.
    """

    start: int
    end: int
    after: str
    rule: str
    message: str
    tier: Tier = Tier.AUTO
    severity: Severity = Severity.INFO
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    hint: str = ""
    is_markup: bool = False


@dataclass(slots=True)
class Piece:
    """The part of a Run that one node gives: `text[start:end]`, in the list `holder`."""

    start: int
    end: int
    node: Node | None
    holder: list[Node]
    fixed: bool


@dataclass(slots=True)
class Run:
    """One stretch of running text.

    `lang` is the language in force, `kind` the block's type (`Para`, `Header`, `LineBlock`…),
    `group` the list of blocks it stands in (equal for neighbours), `depth` how many block
    quotations are around it, `note` whether it stands in a note. `marks` holds the Cites and the
    Notes in it, each with its offset; `owner` is the identity of the blocks of the Note around it.
    """

    text: str
    lang: str
    kind: str
    group: int
    depth: int
    note: bool
    parts: list[Part]
    document: Whole
    marks: list[tuple[int, Node]] = field(default_factory=list)
    owner: int = 0
    _pieces: list[Piece] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    @property
    def pieces(self) -> list[Piece]:
        """What each node gives of the text: made when first asked for; most Runs never are."""
        if not self._pieces:
            self._pieces = [self._piece(number) for number in range(len(self.parts))]
        return self._pieces

    @property
    def ends(self) -> list[int]:
        """Where each piece ends: enough to find the few that a change touches."""
        if not self._ends:
            self._ends = list(accumulate([len(part[0]) for part in self.parts]))
        return self._ends

    def _piece(self, number: int) -> Piece:
        text, node, holder, fixed = self.parts[number]
        end = self.ends[number]
        return Piece(end - len(text), end, node, holder, fixed)

    def is_fixed(self, start: int, end: int) -> bool:
        """Whether any of these characters must not be changed (literal, or foreign words)."""
        return any(p.fixed for p in self._overlapping(start, end))

    def lang_fixed(self) -> list[tuple[int, int]]:
        """Give the stretches that must not be changed."""
        return [(p.start, p.end) for p in self.pieces if p.fixed]

    def change(self, changes: list[Change]) -> list[Finding]:
        """Write the automatic changes; give a finding for each change, in order.

        Changes that overlap an earlier one, that touch fixed text, that change nothing, or that an
        editor rejected are left out; a suggestion that she accepted is written. The Run's `text`
        is then no longer good: take the Runs anew.
        """
        findings: list[Finding] = []
        accepted: list[Change] = []
        last = 0
        for change in sorted(changes, key=lambda c: (c.start, c.end)):
            same = change.tier is Tier.AUTO and self.text[change.start : change.end] == change.after
            if same or change.start < last or self.is_fixed(change.start, change.end):
                continue
            found = self.document.settle(self.finding(change))
            if found is None:
                continue
            findings.append(found)
            if found.tier is Tier.AUTO:
                accepted.append(change)
                last = change.end
        for change in reversed(accepted):
            self._write(change)
        return findings

    def finding(self, change: Change) -> Finding:
        """Give the finding for a change, without making it."""
        text = self.text
        return Finding(
            rule=change.rule,
            message=change.message,
            severity=change.severity,
            tier=change.tier,
            anchor=self._anchor(change.start, change.end),
            before=text[change.start : change.end],
            after=change.after,
            context=(
                text[max(0, change.start - CONTEXT) : change.start],
                text[change.end : change.end + CONTEXT],
            ),
            hint=change.hint,
            confidence=change.confidence,
            evidence=change.evidence,
            is_markup=change.is_markup,
        )

    def _overlapping(self, start: int, end: int) -> list[Piece]:
        stop = max(end, start + 1)
        found = []
        for number in range(bisect_right(self.ends, start), len(self.parts)):
            piece = self._piece(number)
            if piece.start >= stop:
                break
            found.append(piece)
        return found

    def _anchor(self, start: int, end: int) -> Anchor | None:
        opening = self._point(start, following=False)
        closing = self._point(max(end, start), following=True) if end > start else opening
        if opening is None or closing is None or opening[0] != closing[0]:
            return None
        return Anchor(opening[0], opening[1:], closing[1:])

    def _point(self, at: int, *, following: bool) -> Origin | None:
        """The origin of a character, or (`following`) of the place after the one before `at`."""
        trace = self.document.trace
        inside = at - 1 if following else at
        here = bisect_right(self.ends, inside)
        piece = self._piece(here) if here < len(self.parts) else None
        if piece is not None and piece.start <= inside and _is_str(piece.node):
            locate = trace.end if following else trace.point
            return locate(piece.node or {}, inside - piece.start)
        earlier = self._nearest(range(min(here, len(self.parts) - 1), -1, -1), at)
        later = self._nearest(range(here, len(self.parts)), at)
        if later and (following or not earlier):
            return trace.point(later.node or {}, 0)
        if earlier:
            return trace.point(earlier.node or {}, earlier.end - earlier.start)
        return None

    def _nearest(self, numbers: range, at: int) -> Piece | None:
        """The first Str among these pieces that does not stand across `at`."""
        backwards = numbers.step < 0
        for number in numbers:
            piece = self._piece(number)
            if _is_str(piece.node) and (piece.end <= at if backwards else piece.start >= at):
                return piece
        return None

    def _write(self, change: Change) -> None:
        """Put the new text into the first Str touched, and take the old out of all of them."""
        pieces = [p for p in self._overlapping(change.start, change.end) if p.node is not None]
        if change.start == change.end:
            pieces = pieces[:1] or [p for p in self.pieces if p.end == change.start][-1:]
        owner = next((p for p in pieces if p.node and p.node["t"] == "Str"), pieces[0])
        for piece in pieces:
            start = max(change.start, piece.start) - piece.start
            end = min(change.end, piece.end) - piece.start
            self._splice(piece, start, max(start, end), change.after if piece is owner else "")

    def _splice(self, piece: Piece, start: int, end: int, after: str) -> None:
        node = piece.node
        if node is None:
            return
        self.document.touch(piece.holder)
        trace = self.document.trace
        if node["t"] == "Str":
            trace.splice(node, start, end, len(after))
            node["c"] = node["c"][:start] + after + node["c"][end:]
            return
        opening = self._point(piece.start, following=False)
        closing = self._point(piece.end, following=True)
        node.update(t="Str", c=after)
        if opening is not None and closing is not None and opening[0] == closing[0]:
            trace.adopt(node, (opening, closing), len(after))


def _is_str(node: Node | None) -> bool:
    return node is not None and node["t"] == "Str"
