"""Writes the pieces of a plain text as Markdown, and proves it by reading it back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count, groupby
from pathlib import Path
from typing import TypeAlias

from octavo import pandoc
from octavo.manuscripts.folder import items, marks
from octavo.manuscripts.folder.escape import FULLEST, escape
from octavo.manuscripts.folder.piped import piped, simple_cells
from octavo.manuscripts.pieces import Kind, Line, Piece, collapse, stronger
from octavo.model.finding import InputError
from octavo.model.nodes import Document, Node

ROUNDS = 5
"""How often single paragraphs are escaped more, before all of a chapter are escaped fully."""

KINDS = {
    "Para": Kind.PARAGRAPH,
    "Header": Kind.HEADING,
    "BlockQuote": Kind.QUOTATION,
    "LineBlock": Kind.VERSE,
    "BulletList": Kind.LIST,
    "Table": Kind.TABLE,
    "HorizontalRule": Kind.BREAK,
}
LEAVES = frozenset(("dedication", "epigraph", items.INDEX))
"""Classes of what has a page to itself, or is set as an index."""

Content: TypeAlias = tuple[Kind | None, str]
"""The kind and the text of a block; line breaks that are kept are newlines."""


def markdown(pieces: Sequence[Piece]) -> str:
    """Return the Markdown of some pieces."""
    numbers = count(1)
    blocks = []
    for leaf, together in groupby(pieces, _leaf):
        block = "\n\n".join(_block(piece, numbers) for piece in together)
        blocks.append(f"::: {leaf}\n{block}\n:::" if leaf else block)
    text = "\n\n".join(blocks) + "\n"
    # Pandoc takes a mark at the start of a file for one of byte order.
    return text.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "&#xFEFF;", 1) if _marked(text) else text


def _leaf(piece: Piece) -> str:
    """Return whether a piece has a page to itself, as a dedication has: the class of its Div."""
    return "" if piece.kind is Kind.HEADING else piece.division


def _marked(text: str) -> bool:
    return text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")


def _block(piece: Piece, numbers: Iterator[int]) -> str:
    """Return the Markdown of a piece, and below it its notes; `numbers` name those of a chapter."""
    if piece.kind is Kind.BREAK:
        return "* * *"
    text = marks.written(_bare(piece))
    called = [sign.note for sign in piece.signs if sign.note]
    parts = [text]
    for note in called:
        name = f"[^{next(numbers)}]"
        parts[0] = parts[0].replace(marks.NOTE, name, 1)
        body = "\n\n".join(_block(one, numbers) for one in note)
        parts.append(f"{name}: {body}".replace("\n", "\n    ").replace("\n    \n", "\n\n"))
    return "\n\n".join(parts)


def _bare(piece: Piece) -> str:
    """Return the Markdown of a piece, in which marks stand for typed signs."""
    if piece.kind is Kind.HEADING:
        words = _escaped(piece, [collapse(piece.replaced())], inside=True)[0]
        mark = "#" * piece.level
        return f"{mark} {words}" + (f" {{.{piece.division}}}" if piece.division else "")
    if piece.kind is Kind.QUERY:
        return "{>>" + _escaped(piece, [piece.made], inside=True)[0] + "<<}"
    if piece.kind is Kind.TABLE:
        return piped([_escaped(piece, list(row), inside=True) for row in piece.cells])
    if piece.kind is Kind.LIST:
        rows = ((depth, _escaped(piece, [words])[0]) for depth, words in items.items(piece))
        return "\n".join(f"{'  ' * depth}- {words}" for depth, words in rows)
    if piece.kind is Kind.VERSE:
        stanza = _escaped(piece, _stanza(piece), inside=True)
        return "\n".join(f"| {line}" for line in stanza)
    return _paragraph(piece)


def _escaped(piece: Piece, lines: list[str], *, inside: bool = False) -> list[str]:
    return escape(lines, piece.strength, inside=inside)


def _paragraph(piece: Piece) -> str:
    lines = _typed(piece)
    if not piece.hard:
        lines = _joined(lines)
    lines = _escaped(piece, lines)
    if piece.hard:
        lines = [f"{line}\\" for line in lines[:-1]] + lines[-1:]
    mark = "> " if piece.kind is Kind.QUOTATION else ""
    return "\n".join(f"{mark}{line}" for line in lines)


def _joined(lines: list[str]) -> list[str]:
    """Make one line of those of a paragraph; after a hyphen the line ends as it was typed.

    Whether the hyphen goes or stays is for the filters, which know the language.
    """
    made = lines[:1]
    for line in lines[1:]:
        if made[-1].endswith(HYPHENS):
            made.append(line)
        else:
            made[-1] = f"{made[-1].rstrip(' ')} {line.lstrip(' ')}"
    return made


HYPHENS = ("-", "\N{HYPHEN}", "\N{SOFT HYPHEN}", "\N{NOT SIGN}")


def _stanza(piece: Piece) -> list[str]:
    """Return the lines of a stanza; what most of them are indented by is left out."""
    lines = [line.expandtabs(8).rstrip() for line in piece.replaced().split("\n")]
    base = min(len(line) - len(line.lstrip(" ")) for line in lines)
    base = base if piece.edge is None else min(base, piece.edge)
    return [line[base:] for line in lines]


def _typed(piece: Piece) -> list[str]:
    """Return the lines with all their white space, where pandoc does not read it as markup.

    Two spaces at the end of a line would break it: they go to the next one's beginning. Four at
    the beginning of a paragraph would make it code: up to three stay.
    """
    made: list[str] = []
    carried = ""
    lines = piece.replaced().split("\n")
    if piece.flush:
        lines = [line.lstrip(" \t") for line in lines]
    for number, line in enumerate(lines):
        body = line.rstrip(" \t")
        trailing = line[len(body) :]
        last = number == len(lines) - 1
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
    chapters, waiting = [*chapters], [*range(len(chapters))]
    read: dict[int, list[Node]] = {}
    for number in range(ROUNDS + 2):
        again = read_apart([markdown(_printed(chapters[n])) for n in waiting])
        read |= zip(waiting, again, strict=True)
        wrong = {n: bad for n in waiting if (bad := _unequal(chapters[n], read[n]))}
        if not wrong:
            return [(markdown(pieces), read[n]) for n, pieces in enumerate(chapters)]
        for n, bad in wrong.items():
            chapters[n] = _escalate(chapters[n], bad, fully=number >= ROUNDS)
        waiting = [*wrong]
    at = next(iter(wrong.values()))
    raise InputError(
        f"Paragraph {min(at) + 1} cannot be written as Markdown: it would not read as it was."
    )


def _escalate(pieces: list[Piece], wrong: set[int], *, fully: bool) -> list[Piece]:
    if fully and wrong:
        return [_harder(_with_strength(piece)) for piece in pieces]
    return [_harder(piece) if i in wrong else piece for i, piece in enumerate(pieces)]


def _harder(piece: Piece) -> Piece:
    """Escape a piece more; where that is done fully, what was typed in it stays as it was typed."""
    if piece.strength < FULLEST:
        return stronger(piece)
    return replace(piece, signs=tuple(sign for sign in piece.signs if sign.note))


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
    numbers = [i for i, piece in enumerate(pieces) if piece.kind is not Kind.QUERY]
    return {numbers[i] for i in _differing(_printed(pieces), blocks)}


def _printed(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces that a build reads: queries are for the desk alone."""
    return [piece for piece in pieces if piece.kind is not Kind.QUERY]


def _differing(pieces: list[Piece], blocks: list[Node]) -> set[int]:
    targets = [expected(piece) for piece in pieces]
    got = [content_of(block) for block in _opened(blocks)]
    if len(targets) == len(got):
        return {i for i, pair in enumerate(zip(targets, got, strict=True)) if pair[0] != pair[1]}
    same: set[int] = set()
    for match in SequenceMatcher(None, targets, got, autojunk=False).get_matching_blocks():
        same.update(range(match.a, match.a + match.size))
    wrong = set(range(len(targets))) - same
    # A block may be swallowed by the one before it (a list, a definition, an open Div).
    return wrong | {i - 1 for i in wrong if i}


def _opened(blocks: list[Node]) -> Iterator[Node]:
    """Yield blocks, those of a dedication or a motto by themselves."""
    for block in blocks:
        if block["t"] == "Div" and LEAVES.issuperset(block["c"][0][1]):
            yield from block["c"][1]
        else:
            yield block


def expected(piece: Piece) -> Content:
    """Return kind and text that a piece must have when it is read again."""
    listed, tabled = piece.kind is Kind.LIST, piece.kind is Kind.TABLE
    words = (words for _, words in items.items(piece)) if listed else ()
    text = "\n".join(words) if listed else _rows(piece) if tabled else piece.replaced()
    for sign in piece.signs:
        if sign.note:
            body = "".join(expected(one)[1] for one in sign.note).replace("\n", " ")
            text = text.replace(marks.NOTE, f"{marks.BODY}{body}{marks.END}", 1)
    if piece.kind is Kind.BREAK:
        return piece.kind, ""
    if listed or tabled:
        return piece.kind, text
    if not piece.hard and piece.kind is not Kind.VERSE:
        return piece.kind, collapse(text)
    return piece.kind, "\n".join(collapse(line) for line in text.split("\n"))


def _rows(piece: Piece) -> str:
    """Return the words of a table, a line for each cell; an empty head has no row."""
    rows = piece.cells[0 if any(piece.cells[0]) else 1 :]
    return "\n".join(collapse(cell) for row in rows for cell in row)


def content_of(block: Node) -> Content:
    """Return kind and text of a block; the kind is None unless it holds only plain text."""
    kind = KINDS.get(block["t"])
    if kind is None or kind is Kind.BREAK:
        return kind, ""
    content = block["c"]
    if kind is Kind.HEADING:
        return _flat(kind, content[2])
    if kind in (Kind.VERSE, Kind.TABLE):
        return _lines(kind, content if kind is Kind.VERSE else simple_cells(block))
    if kind is Kind.LIST:
        read = list(items.read(content))
        plain = [words for words in read if words is not None]
        return _lines(kind, plain) if len(plain) == len(read) else (None, "")
    if kind is Kind.QUOTATION:
        if len(content) != 1 or content[0]["t"] != "Para":
            return None, ""
        content = content[0]["c"]
    return _flat(kind, content)


def _lines(kind: Kind, lines: list[list[Node]]) -> Content:
    """Return the text of lines; spaces that indent a line of verse are no-break ones to pandoc."""
    read = [_flat(kind, line) for line in lines]
    if any(one is None for one, _ in read):
        return None, ""
    return kind, "\n".join(text.lstrip("\N{NO-BREAK SPACE}") for _, text in read)


def _flat(kind: Kind, inlines: list[Node]) -> Content:
    text = marks.read(inlines, content_of)
    if text is None:
        return None, ""
    return kind, "\n".join(collapse(line) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Division:
    """The pieces of one source file, with the words of its heading."""

    title: str
    pieces: list[Piece]


def divide(pieces: list[Piece], title: str) -> list[Division]:
    """Split pieces at the headings; what stands before the first one bears the book's title."""
    divisions: list[Division] = []
    parts = any(piece.kind is Kind.HEADING and piece.division == "part" for piece in pieces)
    for piece in pieces:
        heads = piece.kind is Kind.HEADING
        top = heads and (piece.level == 1 or (parts and piece.division == "chapter"))
        if top or not divisions:
            name = piece.plain if piece.kind is Kind.HEADING else title
            divisions.append(Division(name, []))
        divisions[-1].pieces.append(piece)
    return divisions


def heading(text: str, line: Line) -> Piece:
    """Make a heading piece of some words at the place of a line."""
    return Piece((Line(text, line.number, line.start, line.column),), Kind.HEADING)
