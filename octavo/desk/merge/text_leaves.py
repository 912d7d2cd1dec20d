"""Reads the leaves of a chapter, and where each word of them stands in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from typing import Any

from octavo.book.align import words as align_words
from octavo.book.align.inlines import Span
from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token, pieces
from octavo.model.nodes import Node, stringify
from octavo.prose.trace import strings

LOOKS = {
    "Emph": "emph",
    "Strong": "strong",
    "SmallCaps": "small-caps",
    "Strikeout": "strike",
    "Superscript": "sup",
    "Subscript": "sub",
}
SPACES = {"Space": " ", "SoftBreak": " "}
BLOCKS = ("BlockQuote", "BulletList", "OrderedList", "Div")

BETWEEN = " \t\r\n>|\\"
"""What may stand between two words and is no markup of them: new lines, and how they begin."""

REACH = 4000
"""How far behind the last word an atom is looked for, in characters."""

PATTERNS = {
    Atom.MATH: re.compile(r"\$\$.+?\$\$|\$(?:[^$\\]|\\.)+\$", re.DOTALL),
    Atom.NOTE: re.compile(r"\[\^[^\]\s]+\]|\^\["),
    Atom.IMAGE: re.compile(
        r"!\[(?:[^\[\]\\]|\\.|\[[^\]]*\])*\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?"
        r"(?:\{[^}\n]*\})?"
    ),
    Atom.BREAK: re.compile(r"\\\r?\n| {2,}\r?\n"),
    Atom.CITE: re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*@(?:[^\[\]]|\[[^\]]*\])*\]|-?@[\w:.#/-]*\w"),
}
"""How atoms are typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A leaf of a chapter, and the characters of each of its tokens (None where they are unknown).

    `wraps` say in which link or span a token stands, 0 in none. `start:end` are the characters of
    the leaf as far as its words go; `block` is the number of its block in the chapter; `depth`
    says in what it stands: `>` for a quotation, `-` for a list, `:` for a definition, `|` for a
    table or verse. `name` is the identifier of a heading.
    """

    leaf: Leaf
    spans: tuple[Span | None, ...]
    wraps: tuple[int, ...]
    block: int
    depth: str = ""
    name: str = ""

    @property
    def start(self) -> int:
        """Where its words begin; -1 where that is unknown."""
        return next((span[0] for span in self.spans if span), -1)

    @property
    def end(self) -> int:
        """Where its words end; -1 where that is unknown."""
        return next((span[1] for span in reversed(self.spans) if span), -1)


@dataclass(slots=True)
class _Sign:
    """A character of running text, or an atom, with its look and its span."""

    text: str
    look: frozenset[str]
    span: Span | None
    wrap: int
    atom: Atom = Atom.NONE


@dataclass(slots=True)
class _Reader:
    """Reads the leaves of one chapter; `text` is what pandoc read.

    If it `shows`, a citation is known by its works and the words that are set for it.
    """

    text: str
    spans: dict[int, Span | None]
    shows: bool = False
    leaves: list[Typed] = field(default_factory=list)
    block: int = 0
    cursor: int = 0
    wraps: int = 0
    _notes: list[list[Node]] = field(default_factory=list)

    def read(self, blocks: list[Node]) -> list[Typed]:
        """Return the leaves of a chapter's blocks."""
        for self.block, block in enumerate(blocks):
            self._visit(block, "")
        return self.leaves

    def _blocks(self, blocks: list[Node], depth: str, kind: Kind = Kind.PARAGRAPH) -> None:
        for block in blocks:
            self._visit(block, depth, kind)

    def _visit(self, block: Node, depth: str, kind: Kind = Kind.PARAGRAPH) -> None:
        name, content = block["t"], block.get("c", [])
        if name in ("Para", "Plain"):
            self._add(content, kind, depth)
        elif name == "Header":
            self._header(content, kind, depth)
        elif name == "LineBlock":
            self._verse(content, kind, depth)
        elif name == "CodeBlock":
            self._code(content[1], depth)
        elif name == "Figure":
            self._blocks(content[2], depth, kind)
            self._blocks(content[1][1], depth, Kind.CAPTION)
        elif name == "Table":
            self._table(content, depth)
        elif name == "DefinitionList":
            for term, definitions in content:
                self._add(term, kind, depth + ":")
                self._blocks(list(chain.from_iterable(definitions)), depth + ":", kind)
        elif name in BLOCKS:
            self._nested(name, content, depth, kind)

    def _header(self, content: Any, kind: Kind, depth: str) -> None:
        own = Kind.HEADING if kind is Kind.PARAGRAPH else kind
        before = len(self.leaves)
        self._add(content[2], own, depth, content[0])
        if len(self.leaves) > before:
            self.leaves[before] = replace(self.leaves[before], name=content[1][0])

    def _nested(self, name: str, content: Any, depth: str, kind: Kind) -> None:
        if name == "BlockQuote":
            self._blocks(content, depth + ">", kind)
        elif name == "Div":
            self._blocks(content[1], depth, kind)
        else:
            items = content if name == "BulletList" else content[1]
            self._blocks(list(chain.from_iterable(items)), depth + "-", kind)

    def _table(self, content: Any, depth: str) -> None:
        at = self.cursor
        self._blocks(content[1][1], depth, Kind.CAPTION)
        below, self.cursor = self.cursor, at
        heads, feet = content[3][1], content[5][1]
        bodies = [row for body in content[4] for row in (*body[2], *body[3])]
        for row in (*heads, *bodies, *feet):
            for cell in row[1]:
                self._blocks(cell[4], depth + "|", Kind.CELL)
        self.cursor = max(self.cursor, below)

    def _verse(self, lines: list[list[Node]], kind: Kind, depth: str) -> None:
        parted: list[Node] = []
        for number, line in enumerate(lines):
            parted += [{"t": "LineBreak"}, *line] if number else line
        self._add(parted, kind, depth + "|")

    def _code(self, text: str, depth: str) -> None:
        at = self.text.find(text, self.cursor)
        tokens, spans = [], list[Span | None]()
        for piece in pieces(text):
            tokens.append(Token(piece))
            spans.append((at, at + len(piece)) if at >= 0 else None)
            at = at + len(piece) if at >= 0 else -1
        self.cursor = max(self.cursor, at)
        leaf = Leaf(Kind.CODE, tuple(tokens))
        self.leaves.append(Typed(leaf, tuple(spans), (0,) * len(spans), self.block, depth))

    def _add(self, inlines: list[Node], kind: Kind, depth: str, level: int = 0) -> None:
        """Add a leaf, and behind it those of its notes."""
        outer, self._notes = self._notes, []
        signs = list(self._signs(inlines, frozenset(), 0))
        made = [*self._tokens(signs)]
        while made and made[0][0].is_space:
            made.pop(0)
        while made and made[-1][0].is_space:
            made.pop()
        leaf = Leaf(kind, tuple(token for token, _, _ in made), level=level)
        spans = self._with_spaces([(token, span) for token, span, _ in made])
        if made:
            wraps = tuple(wrap for _, _, wrap in made)
            self.leaves.append(Typed(leaf, spans, wraps, self.block, depth))
        notes, self._notes = self._notes, outer
        at = self.cursor
        for note in notes:
            self._blocks(note, "^", Kind.NOTE)
        self.cursor = at

    def _with_spaces(self, made: Sequence[tuple[Token, Span | None]]) -> tuple[Span | None, ...]:
        """Return the spans of tokens; white space is what stands alone between two of them."""
        spans = [span for _, span in made]
        for number, (token, _) in enumerate(made):
            is_blank = token.is_space or token.atom is Atom.BREAK
            if spans[number] or not is_blank or not 0 < number < len(made) - 1:
                continue
            left, right = spans[number - 1], spans[number + 1]
            if left and right and not self.text[left[1] : right[0]].strip(BETWEEN):
                spans[number] = (left[1], right[0])
        return tuple(spans)

    def _tokens(self, signs: list[_Sign]) -> Iterator[tuple[Token, Span | None, int]]:
        groups = groupby(signs, key=lambda sign: (sign.look, sign.wrap, sign.atom))
        for (look, wrap, atom), group in groups:
            each = list(group)
            if atom:
                yield from ((Token(one.text, look, atom), one.span, wrap) for one in each)
                continue
            at = 0
            for piece in pieces("".join(one.text for one in each)):
                own = [one.span for one in each[at : at + len(piece)]]
                first, last = own[0], own[-1]
                yield Token(piece, look), (first[0], last[1]) if first and last else None, wrap
                at += len(piece)

    def _signs(self, inlines: list[Node], look: frozenset[str], wrap: int) -> Iterator[_Sign]:
        for node in inlines:
            name, content = node["t"], node.get("c", [])
            if name == "Str":
                yield from self._letters(node, look, wrap)
            elif name in SPACES:
                yield _Sign(" ", look, None, wrap)
            elif name in LOOKS:
                yield from self._signs(content, look | {LOOKS[name]}, wrap)
            elif name == "Quoted" or (self.shows and name == "Cite" and _holds_note(content[1])):
                yield from self._signs(content[1], look, wrap)
            elif name in ("Span", "Link", "Underline"):
                yield from self._wrapped(name, content, look)
            elif name in ATOMS:
                yield self._atom(node, ATOMS[name], look, wrap)

    def _wrapped(self, name: str, content: Any, look: frozenset[str]) -> Iterator[_Sign]:
        self.wraps += 1
        own = self.wraps
        inside = content if name == "Underline" else content[1]
        classes = () if name == "Underline" else content[0][1]
        more = frozenset({"small-caps"}) if "smallcaps" in classes else frozenset()
        yield from self._signs(inside, look | more, own)

    def _letters(self, node: Node, look: frozenset[str], wrap: int) -> Iterator[_Sign]:
        text, span = node["c"], self.spans.get(id(node))
        letters = None if span is None else align_words.char_spans(self.text, text, span)
        if span is not None:
            self.cursor = max(self.cursor, span[1])
        for number, letter in enumerate(text):
            yield _Sign(letter, look, letters[number] if letters else None, wrap)

    def _atom(self, node: Node, atom: Atom, look: frozenset[str], wrap: int) -> _Sign:
        content = node.get("c", [])
        span = self._cited(content) if atom is Atom.CITE else None
        if span is None:
            pattern = _code_pattern(content[1]) if atom is Atom.CODE else PATTERNS[atom]
            match = pattern.search(self.text, self.cursor, self.cursor + REACH)
            span = match.span() if match else None
        if atom is Atom.NOTE:
            span = self._noted(content, span)
        if span is not None:
            self.cursor = span[1]
        shown = f"\n{stringify(content[1])}" if self.shows and atom is Atom.CITE else ""
        return _Sign(_known_by(content, atom) + shown, look, span, wrap, atom)

    def _cited(self, content: Any) -> Span | None:
        spans = [span for node in strings(content[1]) if (span := self.spans.get(id(node)))]
        return (spans[0][0], spans[-1][1]) if spans else None

    def _noted(self, blocks: list[Node], span: Span | None) -> Span | None:
        """Return the characters of a note's mark: of a note in the line, all of it."""
        self._notes.append(blocks)
        if span is None or self.text[span[0]] != "^":
            return span
        ends = [one[1] for node in strings(blocks) if (one := self.spans.get(id(node)))]
        close = self.text.find("]", max(ends, default=span[1]))
        return (span[0], close + 1) if close >= 0 else None


ATOMS = {
    "Cite": Atom.CITE,
    "Code": Atom.CODE,
    "Math": Atom.MATH,
    "Note": Atom.NOTE,
    "Image": Atom.IMAGE,
    "LineBreak": Atom.BREAK,
}


def _cited_as(citation: Node) -> str:
    """Return a work as it is cited: its key, how it is named, and the words around."""
    mode = citation["citationMode"]["t"]
    around = [stringify(citation[name]) for name in ("citationPrefix", "citationSuffix")]
    return " ".join([f"@{citation['citationId']}", mode, *around])


def _holds_note(inlines: Sequence[Node]) -> bool:
    return any(node["t"] == "Note" for node in inlines)


def _code_pattern(text: str) -> re.Pattern[str]:
    """Return how code is typed: between as many ticks as it needs."""
    words = r"\s+".join(map(re.escape, text.split()))
    return re.compile(rf"(?<!`)(`+) ?{words} ?\1(?!`)(?:\{{[^}}\n]*\}})?")


def _known_by(content: Any, atom: Atom) -> str:
    if atom is Atom.CITE:
        return "; ".join(_cited_as(citation) for citation in content[0])
    if atom in (Atom.CODE, Atom.MATH):
        text: str = content[1]
        return text if atom is Atom.CODE else "".join(text.split())
    if atom is Atom.BREAK:
        return "\n"
    return str(content[2][0]) if atom is Atom.IMAGE else str(atom)


def leaves(text: str, blocks: list[Node]) -> list[Typed]:
    """Return the leaves of a chapter, the notes last.

    `text` is what pandoc read, `blocks` what it made of it.
    """
    spans = align_words.align(text, blocks)
    known = {id(node): span for node, span in zip(strings(blocks), spans, strict=True)}
    return notes_last(_Reader(text, known).read(blocks))


def printed(blocks: list[Node]) -> list[Leaf]:
    """Return the leaves of a text as it is printed, its citations set, the notes last."""
    reader = _Reader("", {}, shows=True)
    return [one.leaf for one in notes_last(reader.read(blocks))]


def notes_last(read: Sequence[Typed]) -> list[Typed]:
    """Return leaves with the notes behind the others, as those of a Word file stand."""
    return sorted(read, key=lambda one: one.leaf.kind is Kind.NOTE)
