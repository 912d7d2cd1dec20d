"""A stretch of running text, the changes that are asked of it, and how they are written.

A Run holds one string and the nodes that it came from; a change names characters of the string.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import Protocol, TypeAlias

from octavo.model.finding import Anchor, Finding, Severity, Tier
from octavo.model.nodes import Node
from octavo.prose.flat import Part
from octavo.prose.trace import Origin, Trace

Splice: TypeAlias = tuple[int, int, str]
"""Where a stretch of a node's text begins and ends, and what comes in its place."""
CONTEXT = 40
"""How many characters of context a finding shows on either side."""


class Whole(Protocol):
    """What a Run asks of the document it stands in."""

    trace: Trace

    @property
    def settle(self) -> Callable[[Finding], Finding | None]:
        """Return a change as an editor settled it; None where she rejected it."""

    def touch(self, nodes: list[Node]) -> None:
        """Note that a list of inlines changes."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change asked for: the characters `start:end` of a Run become `after`.

    Only the automatic tier is written; the others become findings and leave the text as it is.
    `is_markup` says that `after` is Markdown: `octavo.prose.emphasis` writes it.
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
        """Return the stretches that must not be changed."""
        return [(p.start, p.end) for p in self.pieces if p.fixed]

    def change(self, changes: list[Change]) -> list[Finding]:
        """Write the automatic changes; return a finding for each change, in order.

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
            finding = self.document.settle(self.finding(change))
            if finding is None:
                continue
            findings.append(finding)
            if finding.tier is Tier.AUTO:
                accepted.append(change)
                last = change.end
        self._write(accepted)
        return findings

    def finding(self, change: Change) -> Finding:
        """Return the finding for a change, without making it."""
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
        pieces = []
        for number in range(bisect_right(self.ends, start), len(self.parts)):
            piece = self._piece(number)
            if piece.start >= stop:
                break
            pieces.append(piece)
        return pieces

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

    def _write(self, changes: list[Change]) -> None:
        """Put each new text into the first Str touched, and take the old out of all of them.

        Each node is written once, the last one first, so that the places of the others hold.
        """
        splices: dict[int, list[Splice]] = {}
        for change in changes:
            numbers = self._touched(change)
            strings = (n for n in numbers if _is_str(self.parts[n][1]))
            owner = next(strings, numbers[0])
            for number in numbers:
                piece = self._piece(number)
                start = max(change.start, piece.start) - piece.start
                end = min(change.end, piece.end) - piece.start
                after = change.after if number == owner else ""
                splices.setdefault(number, []).append((start, max(start, end), after))
        for number in sorted(splices, reverse=True):
            self._splice(self._piece(number), splices[number])

    def _touched(self, change: Change) -> list[int]:
        """The numbers of the pieces that a change writes to."""
        if change.start == change.end:
            here = bisect_right(self.ends, change.start)
            if here < len(self.parts) and self.parts[here][1] is not None:
                return [here]
            return [n for n in (here, here - 1) if 0 <= n < len(self.parts)][-1:]
        numbers = range(bisect_right(self.ends, change.start), len(self.parts))
        touched = takewhile(lambda n: self.ends[n] - len(self.parts[n][0]) < change.end, numbers)
        return [number for number in touched if self.parts[number][1] is not None]

    def _splice(self, piece: Piece, splices: list[Splice]) -> None:
        """Write into one node, whose splices stand in their order."""
        node = piece.node
        if node is None:
            return
        self.document.touch(piece.holder)
        trace = self.document.trace
        if node["t"] == "Str":
            trace.splice(node, [(start, end, len(after)) for start, end, after in splices])
            node["c"] = spliced(node["c"], splices)
            return
        after = "".join(after for _, _, after in splices)
        opening = self._point(piece.start, following=False)
        closing = self._point(piece.end, following=True)
        node.update(t="Str", c=after)
        if opening is not None and closing is not None and opening[0] == closing[0]:
            trace.adopt(node, (opening, closing), len(after))


def spliced(text: str, splices: list[Splice]) -> str:
    """Return a text with some of its stretches replaced.

    >>> spliced("abcdef", [(1, 2, "XY"), (4, 4, "-")])
    'aXYcd-ef'
    """
    parts: list[str] = []
    at = 0
    for start, end, after in splices:
        parts += [text[at:start], after]
        at = end
    return "".join([*parts, text[at:]])


def _is_str(node: Node | None) -> bool:
    return node is not None and node["t"] == "Str"
