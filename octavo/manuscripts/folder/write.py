"""Writes the pieces of a plain text as Markdown, and proves it by reading it back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypeAlias

from octavo import pandoc
from octavo.manuscripts.folder.escape import FULLEST, escape
from octavo.manuscripts.pieces import Kind, Line, Piece, collapse, stronger
from octavo.model.finding import InputError
from octavo.model.nodes import Document, Node

ROUNDS = 5
"""How often single paragraphs are escaped more, before all of a chapter are escaped fully."""

WHITE = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
KINDS = {"Para": Kind.PARAGRAPH, "Header": Kind.HEADING, "BlockQuote": Kind.QUOTATION}
Content: TypeAlias = tuple[Kind | None, str]
"""The kind and the text of a block; line breaks that are kept are newlines."""


def markdown(pieces: Sequence[Piece]) -> str:
    """Return the Markdown of some pieces."""
    text = "\n\n".join(_block(piece) for piece in pieces) + "\n"
    # Pandoc takes a mark at the start of a file for one of byte order.
    return text.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "&#xFEFF;", 1) if _marked(text) else text


def _marked(text: str) -> bool:
    return text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")


def _block(piece: Piece) -> str:
    if piece.kind is Kind.HEADING:
        words = escape([collapse(piece.text)], piece.strength)[0]
        return f"# {words}" + (f" {{.{piece.division}}}" if piece.division else "")
    lines = escape(_typed(piece), piece.strength)
    if piece.hard:
        lines = [f"{line}\\" for line in lines[:-1]] + lines[-1:]
    mark = "> " if piece.kind is Kind.QUOTATION else ""
    return "\n".join(f"{mark}{line}" for line in lines)


def _typed(piece: Piece) -> list[str]:
    """Return the lines with all their white space, where pandoc does not read it as markup.

    Two spaces at the end of a line would break it: they go to the next one's beginning. Four at
    the beginning of a paragraph would make it code: up to three stay.
    """
    made: list[str] = []
    carried = ""
    for number, line in enumerate(piece.lines):
        body = line.text.rstrip(" \t")
        trailing = line.text[len(body) :]
        last = number == len(piece.lines) - 1
        made.append(carried + body + (trailing if last else ""))
        carried = "" if last else trailing
    first = made[0].lstrip(" \t")
    indent = made[0][: len(made[0]) - len(first)]
    made[0] = ("" if "\t" in indent else indent[:3]) + first
    return made


def prove(chapters: list[list[Piece]]) -> list[tuple[str, list[Node]]]:
    """Return each chapter's Markdown, escaped as little as reads back with every character.

    With it come the blocks that it reads as.

    Raises InputError where a text changes even with full escaping; no such text is known.
    """
    for number in range(ROUNDS + 2):
        written = [markdown(pieces) for pieces in chapters]
        read = read_apart(written)
        wrong = [_unequal(p, blocks) for p, blocks in zip(chapters, read, strict=True)]
        if not any(wrong):
            return list(zip(written, read, strict=True))
        chapters = [
            _escalate(pieces, bad, fully=number >= ROUNDS)
            for pieces, bad in zip(chapters, wrong, strict=True)
        ]
    at = next(bad for bad in wrong if bad)
    raise InputError(
        f"Paragraph {min(at) + 1} cannot be written as Markdown: it would not read as it was."
    )


def _escalate(pieces: list[Piece], wrong: set[int], *, fully: bool) -> list[Piece]:
    if fully and wrong:
        return [_with_strength(piece) for piece in pieces]
    return [
        stronger(piece) if i in wrong and piece.strength < FULLEST else piece
        for i, piece in enumerate(pieces)
    ]


def _with_strength(piece: Piece) -> Piece:
    while piece.strength < FULLEST:
        piece = stronger(piece)
    return piece


def read_apart(texts: list[str]) -> list[list[Node]]:
    """Read the chapters as a build does, each alone, in one run of pandoc."""
    if len(texts) == 1:
        return [pandoc.read(texts[0].encode()).blocks]
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{number:04}.md" for number in range(len(texts))]
        for name, text in zip(names, texts, strict=True):
            (Path(folder) / name).write_bytes(text.encode())
        reader = str(pandoc.data_dir().resolve() / "custom" / "chapters.lua")
        read = pandoc.run(["-f", reader, "-t", "json", *names], cwd=Path(folder))
    return [block["c"][1] for block in Document.loads(read).blocks]


def _unequal(pieces: list[Piece], blocks: list[Node]) -> set[int]:
    """Return the numbers of the pieces that did not come back as they were."""
    targets = [expected(piece) for piece in pieces]
    got = [content_of(block) for block in blocks]
    if len(targets) == len(got):
        return {i for i, pair in enumerate(zip(targets, got, strict=True)) if pair[0] != pair[1]}
    same: set[int] = set()
    for match in SequenceMatcher(None, targets, got, autojunk=False).get_matching_blocks():
        same.update(range(match.a, match.a + match.size))
    wrong = set(range(len(targets))) - same
    # A block may be swallowed by the one before it (a list, a definition, an open Div).
    return wrong | {i - 1 for i in wrong if i}


def expected(piece: Piece) -> Content:
    """Return kind and text that a piece must have when it is read again."""
    if not piece.hard:
        return piece.kind, piece.plain
    return piece.kind, "\n".join(collapse(line.text) for line in piece.lines)


def content_of(block: Node) -> Content:
    """Return kind and text of a block; the kind is None unless it holds only plain text."""
    kind = KINDS.get(block["t"])
    content = block["c"]
    if kind is Kind.HEADING:
        content = content[2]
    elif kind is Kind.QUOTATION:
        if len(content) != 1 or content[0]["t"] != "Para":
            return None, ""
        content = content[0]["c"]
    elif kind is None:
        return None, ""
    return _flat(kind, content)


def _flat(kind: Kind, inlines: list[Node]) -> Content:
    parts = []
    for node in inlines:
        if node["t"] != "Str" and node["t"] not in WHITE:
            return None, ""
        parts.append(WHITE.get(node["t"]) or node["c"])
    lines = "".join(parts).split("\n")
    return kind, "\n".join(collapse(line) for line in lines)


@dataclass(frozen=True, slots=True)
class Division:
    """The pieces of one source file, with the words of its heading."""

    title: str
    pieces: list[Piece]


def divide(pieces: list[Piece], title: str) -> list[Division]:
    """Split pieces at the headings; what stands before the first one bears the book's title."""
    divisions: list[Division] = []
    for piece in pieces:
        if piece.kind is Kind.HEADING or not divisions:
            name = piece.plain if piece.kind is Kind.HEADING else title
            divisions.append(Division(name, []))
        divisions[-1].pieces.append(piece)
    return divisions


def heading(text: str, line: Line) -> Piece:
    """Make a heading piece of some words at the place of a line."""
    return Piece((Line(text, line.number, line.start, line.column),), Kind.HEADING)
