"""Running text as a filter sees it: one string a paragraph, with a way back to the nodes.

A Run is the text of one block's inlines, flattened: emphasis and links do not split it, a note
takes no room in it (the note's own paragraphs are Runs of their own), and what must not be touched
(code, formulas, raw markup, images, citations) stands in it as one OBJECT REPLACEMENT CHARACTER.
A change is asked for by its offsets in that string; the Run writes it into the Str and Space
nodes and gives the Finding, with its anchor in the text as it was first read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from octavo.ast import LITERAL_BLOCKS, Document, Node, children, join_strings, meta_text
from octavo.finding import Anchor, Finding, Severity, Tier
from octavo.flattening import OBJECT, Flat, Part, language_inside, same_language
from octavo.trace import Origin, Trace, strings

__all__ = ["OBJECT", "Change", "Piece", "Prose", "Run", "Trace", "same_language", "strings"]

CONTEXT = 40
"""How many characters of context a finding shows on either side."""


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
    document: Prose
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


def _as_found(finding: Finding) -> Finding | None:
    """Where nobody decided anything, a change stays as its filter asks for it."""
    return finding


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for a stretch of blocks: language, depth of quotation, whether in a note."""

    lang: str
    depth: int = 0
    note: bool = False
    owner: int = 0


@dataclass(slots=True)
class _Kept:
    """The Runs that were read of some blocks, with what else was read in each.

    A Run is known by the first list of inlines in it; `owners` gives for every list that Run.
    """

    of: list[Node] | None = None
    read: dict[int, tuple[tuple[str, int, _Setting], Run, Flat]] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)

    def keep(self, key: int, asked: tuple[str, int, _Setting], run: Run, flat: Flat) -> None:
        self.read[key] = (asked, run, flat)
        self.owners.update(dict.fromkeys(flat.lists, key))

    def forget(self, nodes: list[Node]) -> None:
        """Drop the Run in which a list stands; of one that was never read, nothing is known."""
        key = self.owners.get(id(nodes))
        if key is None:
            self.read.clear()
            self.owners.clear()
        else:
            self.read.pop(key, None)


@dataclass(slots=True)
class Prose:
    """The running text of a document, and what filters have done to it."""

    document: Document
    trace: Trace = field(default_factory=Trace)
    touched: dict[int, list[Node]] = field(default_factory=dict)
    settle: Callable[[Finding], Finding | None] = _as_found
    """Gives a change as an editor settled it; None where she rejected it."""
    _runs: list[Run] = field(default_factory=list)
    _kept: _Kept = field(default_factory=_Kept)

    def runs(self) -> Iterator[Run]:
        """Give every Run in reading order; a note's Runs follow the Run that holds its mark.

        Each is kept for the next caller, until something in it is touched.
        """
        if self._kept.of is not self.document.blocks:
            self._kept = _Kept(self.document.blocks)
            self._runs = []
        if not self._runs:
            lang = meta_text(self.document.meta, "lang") or ""
            reader = _Reader(self, self._kept)
            self._runs = list(reader.blocks(self.document.blocks, _Setting(lang)))
        return iter(self._runs)

    def touch(self, nodes: list[Node]) -> None:
        """Note that a list of inlines changes: it will be tidied, and its Run be taken anew."""
        self.touched[id(nodes)] = nodes
        self._forget(nodes)

    def _forget(self, nodes: list[Node]) -> None:
        self._kept.forget(nodes)
        self._runs = []

    def tidy(self) -> None:
        """Leave the touched lists as pandoc's reader gives them: Str joined, spaces as Space."""
        for nodes in self.touched.values():
            join_strings(nodes, self.trace.join)
            _part_at_spaces(nodes, self.trace)
            self._forget(nodes)
        self.touched.clear()


def _part_at_spaces(nodes: list[Node], trace: Trace) -> None:
    """Put a Space where a change wrote an ordinary space into a Str: there a line may break."""
    if not any(node["t"] == "Str" and " " in node["c"] for node in nodes):
        return
    parted: list[Node] = []
    for node in nodes:
        rest = node
        while rest["t"] == "Str" and " " in rest["c"]:
            word, rest = rest, trace.split(rest, rest["c"].index(" "))
            rest = trace.split(rest, 1)
            parted += [word, {"t": "Space"}] if word["c"] else [{"t": "Space"}]
        if rest.get("c") != "":
            parted.append(rest)
    nodes[:] = parted


@dataclass(slots=True)
class _Reader:
    """Flattens blocks into Runs."""

    prose: Prose
    kept: _Kept

    def blocks(self, blocks: list[Node], setting: _Setting) -> Iterator[Run]:
        for block in blocks:
            kind = block["t"]
            if kind in ("Para", "Plain"):
                yield from self.inlines([block["c"]], kind, id(blocks), setting)
            elif kind == "Header":
                yield from self.inlines([block["c"][2]], kind, id(blocks), setting)
            elif kind == "LineBlock":
                yield from self.inlines(block["c"], kind, id(blocks), setting)
            elif kind == "DefinitionList":
                yield from self.definitions(block["c"], setting)
            elif kind not in LITERAL_BLOCKS:
                yield from self.inside(block, setting)

    def definitions(self, content: list[Any], setting: _Setting) -> Iterator[Run]:
        for term, definitions in content:
            yield from self.inlines([term], "Term", id(term), setting)
            for definition in definitions:
                yield from self.blocks(definition, setting)

    def inside(self, block: Node, setting: _Setting) -> Iterator[Run]:
        lang, literal = language_inside(block, setting.lang)
        if literal:
            return
        deeper = setting.depth + (block["t"] == "BlockQuote")
        for inner in children(block):
            yield from self.blocks(inner, replace(setting, lang=lang, depth=deeper))

    def inlines(
        self, lines: list[list[Node]], kind: str, group: int, setting: _Setting
    ) -> Iterator[Run]:
        asked = (kind, group, setting)
        known = self.kept.read.get(id(lines[0])) if lines else None
        if known is None or known[0] != asked:
            known = self._read(lines, asked)
        _, run, flat = known
        yield run
        for alt in flat.images:
            yield from self.inlines([alt], "Image", id(alt), setting)
        for blocks in flat.notes:
            yield from self.blocks(blocks, replace(setting, note=True, owner=id(blocks)))

    def _read(
        self, lines: list[list[Node]], asked: tuple[str, int, _Setting]
    ) -> tuple[tuple[str, int, _Setting], Run, Flat]:
        """Flatten lines of inlines."""
        kind, group, setting = asked
        flat = Flat(setting.lang)
        for number, line in enumerate(lines):
            if number:
                flat.parts.append(("\n", None, line, True))
            flat.read(line, False)
        run = Run(
            "".join([part[0] for part in flat.parts]),
            setting.lang,
            kind,
            group,
            setting.depth,
            setting.note,
            flat.parts,
            self.prose,
            flat.marks,
            setting.owner,
        )
        if lines:
            self.kept.keep(id(lines[0]), asked, run, flat)
        return asked, run, flat
