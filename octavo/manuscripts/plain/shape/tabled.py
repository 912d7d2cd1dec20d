"""Makes tables of lines that were drawn as tables, or set as tables by spaces."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.shape import grids
from octavo.manuscripts.plain.shape.parts import CLOSING, OPENING
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

GAP = re.compile(r"\S {3,}\S|\S\t+\S")
GAPS = re.compile(r"  |[|\n]")
WALL = re.compile(r"[|\n\t]| {3}")
HEAD = 3
"""A head that stands apart from its rows has so many lines at most."""


def find(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Make tables of what surely are; report them once, with all their lines."""
    made: list[Piece] = []
    tables: list[Piece] = []
    for piece in pieces:
        table = _with_head(made, piece) or _table(piece)
        if table is None:
            made.append(piece)
            continue
        if len(table.lines) > len(piece.lines):
            made.pop()
        made.append(table)
        tables.append(table)
    if not tables:
        return pieces, []
    message = f"{many(len(tables), 'table', 'tables')} typed with strokes or spaces became"
    message += " a table." if len(tables) == 1 else " tables."
    hint = "Compare head and cells with the original."
    finding = finding_at(file, tables[0], Note("import-table-typed", message, hint, Tier.AUTO))
    return made, [replace(finding, before="\n\n".join(table.text for table in tables))]


def _may_be(piece: Piece) -> bool:
    return piece.kind is Kind.PARAGRAPH and len(piece.lines) >= grids.ROWS - 1


def _table(piece: Piece) -> Piece | None:
    """Return a piece as a table; in lines that may run on, all have strokes or a wide gap."""
    if not _may_be(piece):
        return None
    lines = _as_wide(piece).split("\n")
    rows, head = grids.drawn(lines)
    if not rows and (piece.hard or all(GAP.search(line.strip()) for line in lines)):
        rows, head = grids.spaced(lines)
    if not rows:
        return None
    kept = _inside_cells(piece) if any(_is_cut(cell) for row in rows for cell in row) else piece
    if kept != piece:
        return _table(kept)
    top = [] if head else [[""] * len(rows[0])]
    cells = tuple(tuple(row) for row in [*top, *rows])
    return replace(piece, kind=Kind.TABLE, hard=False, cells=cells)


def _as_wide(piece: Piece) -> str:
    """Return its text with marks, every column as wide as it was typed."""
    parts: list[str] = []
    at = owed = 0
    for start, end, mark in (*((s.start, s.end, s.mark) for s in piece.signs), (None, 0, "")):
        text = piece.text[at:start]
        gap = GAPS.search(text) if owed else None
        if gap:
            text = text[: gap.start()] + " " * owed + text[gap.start() :]
            owed = 0
        owed += (end - start - len(mark)) if start is not None else 0
        parts += [text, mark]
        at = end
    return "".join(parts)


def _is_cut(cell: str) -> bool:
    """Whether italics open in a cell and close in another."""
    return any(cell.count(a) != cell.count(b) for a, b in zip(OPENING, CLOSING, strict=True))


def _inside_cells(piece: Piece) -> Piece:
    """Leave as typed what was taken for italics and reaches over cells: equals signs, say."""
    opened = {s.start: e for s, e in pairwise(piece.signs) if s.mark in OPENING}
    over = [s for s in opened if WALL.search(piece.text, s, opened[s].end)]
    gone = {*over, *(opened[s].start for s in over)}
    return replace(piece, signs=tuple(sign for sign in piece.signs if sign.start not in gone))


def _with_head(made: list[Piece], piece: Piece) -> Piece | None:
    """Return a table with the head that stands a blank line above its rows."""
    above = made[-1] if made else None
    if above is None or above.kind is not Kind.PARAGRAPH or not piece.hard or piece.gap != 1:
        return None
    if len(above.lines) > HEAD or not all("  " in line.text.strip() for line in above.lines):
        return None
    shift = len(above.text) + 1
    moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in piece.signs)
    lines = (*above.lines, *piece.lines)
    return _table(replace(above, lines=lines, signs=(*above.signs, *moved), hard=True))
