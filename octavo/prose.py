"""Running text as a filter sees it: one string a paragraph, with a way back to the nodes.

A Run is the text of one block's inlines, flattened: emphasis and links do not split it, a note
takes no room in it (the note's own paragraphs are Runs of their own), and what must not be touched
(code, formulas, raw markup, images, citations) stands in it as one OBJECT REPLACEMENT CHARACTER.
A change is asked for by its offsets in that string; the Run writes it into the Str and Space
nodes and gives the Finding, with its anchor in the text as it was first read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from octavo.ast import (
    CONTAINERS,
    LITERAL_BLOCKS,
    Document,
    Node,
    attr_of,
    children,
    join_strings,
    meta_text,
)
from octavo.finding import Anchor, Finding, Severity, Tier

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
SPACES = {"Space": " ", "SoftBreak": "\n", "LineBreak": "\n"}
LITERAL_CLASSES = frozenset(("verbatim", "literal", "uri", "email"))
CONTEXT = 40
"""How many characters of context a finding shows on either side."""


Origin: TypeAlias = tuple[int, int, int]
"""Chapter, number of a Str in it, and offset in that Str."""

Stretches: TypeAlias = list[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(slots=True)
class Trace:
    """Where each Str came from: chapter and number in the text as read, and offsets in it.

    Nodes are known by identity; the trace holds them, so that an identity is never used twice.
    A Str that was changed has, for each of its characters, the two points between which stood what
    it came from: the characters that it replaces, all of them.
    """

    origins: dict[int, tuple[Node, int, int, Stretches | None]] = field(default_factory=dict)

    def number(self, chapter: int, blocks: list[Node]) -> None:
        """Number every Str of a chapter in reading order."""
        for ordinal, node in enumerate(strings(blocks)):
            self.origins[id(node)] = (node, chapter, ordinal, None)

    def point(self, node: Node, offset: int) -> tuple[int, int, int] | None:
        """Give chapter, number and original offset of a character (or of the end) of a Str."""
        known = self.origins.get(id(node))
        if known is None:
            return None
        _, chapter, ordinal, stretches = known
        if stretches is None:
            return chapter, ordinal, offset
        if not stretches:
            return chapter, ordinal, 0
        return chapter, *(stretches[offset][0] if offset < len(stretches) else stretches[-1][1])

    def end(self, node: Node, offset: int) -> tuple[int, int, int] | None:
        """Give the original place behind what a character of a Str came from."""
        known = self.origins.get(id(node))
        if known is None:
            return None
        _, chapter, ordinal, stretches = known
        if stretches is None:
            return chapter, ordinal, offset + 1
        return chapter, *(stretches[offset][1] if stretches else (ordinal, 0))

    def splice(self, node: Node, start: int, end: int, length: int) -> None:
        """Note that `length` characters now stand where `start:end` stood."""
        known = self.origins.get(id(node))
        if known is None:
            return
        _, chapter, ordinal, _ = known
        old = self._stretches(node)
        if start < end:
            new = (old[start][0], old[end - 1][1])
        else:
            here = old[start][0] if start < len(old) else old[-1][1] if old else (ordinal, 0)
            new = (here, here)
        stretches = old[:start] + [new] * length + old[end:]
        self.origins[id(node)] = (node, chapter, ordinal, stretches)

    def split(self, node: Node, at: int) -> Node:
        """Cut a Str in two, in place; give its right half, which keeps its place."""
        right: Node = {"t": "Str", "c": node["c"][at:]}
        known = self.origins.get(id(node))
        if known is not None:
            _, chapter, ordinal, _ = known
            old = self._stretches(node)
            self.origins[id(node)] = (node, chapter, ordinal, old[:at])
            self.origins[id(right)] = (right, chapter, ordinal, old[at:])
        node["c"] = node["c"][:at]
        return right

    def join(self, first: Node, second: Node) -> Node:
        """Make one Str of two; each of its characters keeps its place."""
        joined: Node = {"t": "Str", "c": first["c"] + second["c"]}
        one, two = self.origins.get(id(first)), self.origins.get(id(second))
        if one is not None and two is not None and one[1] == two[1]:
            stretches = self._stretches(first) + self._stretches(second)
            self.origins[id(joined)] = (joined, one[1], one[2], stretches)
        return joined

    def adopt(self, node: Node, around: tuple[Origin, Origin], length: int) -> None:
        """Place a Str that stands where a space stood, between two points of one chapter."""
        (chapter, *start), (_, *end) = around
        stretch = ((start[0], start[1]), (end[0], end[1]))
        self.origins[id(node)] = (node, chapter, start[0], [stretch] * length)

    def _stretches(self, node: Node) -> Stretches:
        """Give what each character of a Str came from."""
        _, _, ordinal, stretches = self.origins[id(node)]
        if stretches is not None:
            return stretches
        return [((ordinal, at), (ordinal, at + 1)) for at in range(len(node["c"]))]


def strings(nodes: list[Node]) -> Iterator[Node]:
    """Give every Str below `nodes` in reading order: the order that numbers them."""
    found: list[Node] = []
    _collect(nodes, found)
    return iter(found)


def _collect(nodes: list[Node], found: list[Node]) -> None:
    """Gather in a list: nested generators would hand each Str up through every level."""
    for node in nodes:
        if node["t"] == "Str":
            found.append(node)
        elif node["t"] not in SPACES:
            for inner in children(node):
                _collect(inner, found)


@dataclass(frozen=True, slots=True)
class Change:
    """A change asked for: the characters `start:end` of a Run become `after`.

    Only the automatic tier is written; the others become findings and leave the text as it is.
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


@dataclass(slots=True)
class Piece:
    """The part of a Run that one node gives: `text[start:end]`, in the list `holder`."""

    start: int
    end: int
    node: Node | None
    holder: list[Node]
    fixed: bool


Part: TypeAlias = tuple[str, Node | None, list[Node], bool]
"""What one node gives: its text, the node, the list that holds it, whether it is fixed."""


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

    @property
    def pieces(self) -> list[Piece]:
        """What each node gives of the text: made when first asked for; most Runs never are."""
        if not self._pieces:
            start = 0
            for text, node, holder, fixed in self.parts:
                end = start + len(text)
                self._pieces.append(Piece(start, end, node, holder, fixed))
                start = end
        return self._pieces

    def is_fixed(self, start: int, end: int) -> bool:
        """Whether any of these characters must not be changed (literal, or foreign words)."""
        return any(p.fixed for p in self._overlapping(start, end))

    def lang_fixed(self) -> list[tuple[int, int]]:
        """Give the stretches that must not be changed."""
        return [(p.start, p.end) for p in self.pieces if p.fixed]

    def change(self, changes: list[Change]) -> list[Finding]:
        """Write the automatic changes; give a finding for each change, in order.

        Changes that overlap an earlier one, that touch fixed text, or that change nothing are
        left out. The Run's `text` is then no longer good: take the Runs anew.
        """
        findings: list[Finding] = []
        accepted: list[Change] = []
        last = 0
        for change in sorted(changes, key=lambda c: (c.start, c.end)):
            same = change.tier is Tier.AUTO and self.text[change.start : change.end] == change.after
            if same or change.start < last or self.is_fixed(change.start, change.end):
                continue
            findings.append(self.finding(change))
            if change.tier is Tier.AUTO:
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
        )

    def _overlapping(self, start: int, end: int) -> list[Piece]:
        first = bisect_right(self.pieces, start, key=lambda p: p.end)
        found = []
        for piece in self.pieces[first:]:
            if piece.start >= max(end, start + 1):
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
        here = bisect_right(self.pieces, inside, key=lambda p: p.end)
        piece = self.pieces[here] if here < len(self.pieces) else None
        if piece is not None and piece.start <= inside and _is_str(piece.node):
            locate = trace.end if following else trace.point
            return locate(piece.node or {}, inside - piece.start)
        earlier = self._nearest(range(min(here, len(self.pieces) - 1), -1, -1), at)
        later = self._nearest(range(here, len(self.pieces)), at)
        if later and (following or not earlier):
            return trace.point(later.node or {}, 0)
        if earlier:
            return trace.point(earlier.node or {}, earlier.end - earlier.start)
        return None

    def _nearest(self, numbers: range, at: int) -> Piece | None:
        """The first Str among these pieces that does not stand across `at`."""
        backwards = numbers.step < 0
        for number in numbers:
            piece = self.pieces[number]
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
        self.document.touched[id(piece.holder)] = piece.holder
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


@dataclass(slots=True)
class Prose:
    """The running text of a document, and what filters have done to it."""

    document: Document
    trace: Trace = field(default_factory=Trace)
    touched: dict[int, list[Node]] = field(default_factory=dict)

    def runs(self) -> Iterator[Run]:
        """Give every Run in reading order; a note's Runs follow the Run that holds its mark."""
        lang = meta_text(self.document.meta, "lang") or ""
        yield from _Reader(self).blocks(self.document.blocks, lang, 0, False)

    def tidy(self) -> None:
        """Leave the touched lists as pandoc's reader gives them: Str joined, spaces as Space."""
        for nodes in self.touched.values():
            join_strings(nodes, self.trace.join)
            _part_at_spaces(nodes, self.trace)
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


def same_language(one: str, other: str) -> bool:
    """Whether two language tags name the same language, whatever the region."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


@dataclass(slots=True)
class _Reader:
    """Flattens blocks into Runs."""

    prose: Prose
    owner: int = 0

    def blocks(self, blocks: list[Node], lang: str, depth: int, note: bool) -> Iterator[Run]:
        group = id(blocks)
        for block in blocks:
            kind = block["t"]
            if kind in LITERAL_BLOCKS:
                continue
            if kind in ("Para", "Plain", "Header"):
                content = block["c"][2] if kind == "Header" else block["c"]
                yield from self.inlines([content], lang, kind, group, depth, note)
            elif kind == "LineBlock":
                yield from self.inlines(block["c"], lang, kind, group, depth, note)
            elif kind == "DefinitionList":
                for term, definitions in block["c"]:
                    yield from self.inlines([term], lang, "Term", id(term), depth, note)
                    for definition in definitions:
                        yield from self.blocks(definition, lang, depth, note)
            else:
                inner_lang, literal = _language(block, lang)
                if literal:
                    continue
                deeper = depth + (kind == "BlockQuote")
                for inner in children(block):
                    yield from self.blocks(inner, inner_lang, deeper, note)

    def inlines(
        self, lines: list[list[Node]], lang: str, kind: str, group: int, depth: int, note: bool
    ) -> Iterator[Run]:
        flat = _Flat(lang)
        for number, line in enumerate(lines):
            if number:
                flat.parts.append(("\n", None, line, True))
            flat.read(line, False)
        yield Run(
            "".join([part[0] for part in flat.parts]),
            lang,
            kind,
            group,
            depth,
            note,
            flat.parts,
            self.prose,
            flat.marks,
            self.owner,
        )
        for alt in flat.images:
            yield from self.inlines([alt], lang, "Image", id(alt), depth, note)
        for blocks in flat.notes:
            outer, self.owner = self.owner, id(blocks)
            yield from self.blocks(blocks, lang, depth, True)
            self.owner = outer


def _language(node: Node, lang: str) -> tuple[str, bool]:
    """Give the language inside a node, and whether its text is to be left as it is."""
    attr = attr_of(node)
    if attr is None:
        return lang, False
    literal = not LITERAL_CLASSES.isdisjoint(attr[1])
    return dict(attr[2]).get("lang", lang), literal


@dataclass(slots=True)
class _Flat:
    """Collects the flattened text of inlines."""

    lang: str
    parts: list[Part] = field(default_factory=list)
    notes: list[list[Node]] = field(default_factory=list)
    images: list[list[Node]] = field(default_factory=list)
    marks: list[tuple[int, Node]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many characters have been read."""
        return sum(len(part[0]) for part in self.parts)

    def read(self, nodes: list[Node], fixed: bool) -> None:
        add = self.parts.append
        for node in nodes:
            kind = node["t"]
            if kind == "Str":
                add((node["c"], node, nodes, fixed))
            elif kind in SPACES:
                add((SPACES[kind], node, nodes, fixed))
            else:
                self._inside(node, nodes, fixed)

    def _inside(self, node: Node, nodes: list[Node], fixed: bool) -> None:
        """An inline that is neither Str nor space."""
        kind = node["t"]
        if kind in CONTAINERS:
            self.read(node["c"], fixed)
        elif kind in ("Span", "Link"):
            lang, literal = _language(node, self.lang)
            self.read(node["c"][1], fixed or literal or not same_language(lang, self.lang))
        elif kind == "Quoted":
            self._quoted(node, fixed)
        elif kind == "Note":
            self.notes.append(node["c"])
            self.marks.append((self.length, node))
        else:
            if kind == "Cite":
                self.marks.append((self.length, node))
            if kind == "Image":
                self.images.append(node["c"][1])
            self.parts.append((OBJECT, None, nodes, True))

    def _quoted(self, node: Node, fixed: bool) -> None:
        """A Quoted node, as plain pandoc with `smart` gives it, becomes typed quotation marks."""
        mark = '"' if node["c"][0]["t"] == "DoubleQuote" else "'"
        inner = node["c"][1]
        node.clear()
        opening: Node = {"t": "Str", "c": mark}
        closing: Node = {"t": "Str", "c": mark}
        node.update(t="Span", c=[["", ["quoted"], []], [opening, *inner, closing]])
        self.read(node["c"][1], fixed)
