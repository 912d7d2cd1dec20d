"""Finds the paragraphs of a plain text: at blank lines, at every line, or in hard-wrapped lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from octavo.manuscripts.pieces import Line, Piece
from octavo.manuscripts.plain.shape import stretches
from octavo.manuscripts.plain.shape.stretches import INDENT, indent

NARROWEST, WIDEST = 55, 90
"""Between how many columns most lines of a hard-wrapped text end."""

A_PARAGRAPH = 100
"""A line of more columns than this is a paragraph by itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand together, and how many blank lines there are before them."""

    lines: tuple[Line, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text was typed: `measure` is where its lines were wrapped (0: they were not)."""

    measure: int
    blank_lines: bool


def paragraphs(lines: list[Line], measure: int = 0) -> tuple[list[Piece], Shape]:
    """Return the paragraphs of a text, and how it was typed.

    `measure` is where its lines surely were wrapped, if that is known; else its lines show it.
    """
    groups = _groups(lines)
    shape = Shape(_measure(groups) or measure, len(groups) > 1)
    stanzas = stretches.stanzas([group.lines for group in groups], shape.measure)
    sung = stretches.sung([group.lines for group in groups], shape.measure)
    return [
        replace(piece, hard=True) if number in sung and len(piece.lines) > 1 else piece
        for number, group in enumerate(groups)
        for piece in (
            [Piece(group.lines, hard=True, gap=group.gap)]
            if number in stanzas
            else _pieces(group, shape)
        )
    ], shape


def _groups(lines: list[Line]) -> list[Group]:
    groups: list[Group] = []
    here: list[Line] = []
    gap = 0
    for line in lines:
        if not line.blank:
            here.append(line)
            continue
        if here:
            groups.append(Group(tuple(here), gap))
            here, gap = [], 0
        gap += 1
    if here:
        groups.append(Group(tuple(here), gap))
    return groups


def _measure(groups: list[Group]) -> int:
    """Return the measure of hard-wrapped text in columns, or 0."""
    inner = sorted(len(line.text.rstrip()) for group in groups for line in group.lines[:-1])
    wrapped = sum(NARROWEST <= length <= WIDEST for length in inner)
    if len(inner) >= 3 and wrapped >= 0.6 * len(inner):
        return inner[int(0.95 * (len(inner) - 1))]
    if any(len(line.text) > A_PARAGRAPH for group in groups for line in group.lines):
        return 0
    return stretches.measure_of([group.lines for group in groups])


def _pieces(group: Group, shape: Shape) -> list[Piece]:
    if len(group.lines) == 1:
        return [Piece(group.lines, gap=group.gap)]
    if shape.measure:
        return _wrapped(group, shape.measure)
    if not shape.blank_lines or any(len(line.text) > A_PARAGRAPH for line in group.lines):
        return [
            Piece((line,), gap=0 if number else group.gap)
            for number, line in enumerate(group.lines)
        ]
    return [Piece(group.lines, hard=True, gap=group.gap)]


def _wrapped(group: Group, measure: int) -> list[Piece]:
    """Return the paragraphs of lines that stand together in a text that was wrapped."""
    parts = stretches.divided(group.lines)
    if all(len(part) == 1 for part in parts) and min(map(indent, group.lines)) >= INDENT:
        parts = [list(group.lines)]  # a couplet whose second line is set farther in
    return [
        Piece(
            tuple(lines),
            hard=len(lines) > 1 and not stretches.is_prose(lines, measure),
            gap=0 if number else group.gap,
        )
        for number, lines in enumerate(parts)
    ]
