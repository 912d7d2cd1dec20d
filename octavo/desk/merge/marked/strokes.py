"""Finds the signs under a stroke on a page, and where among them a caret stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from octavo.desk.merge.marked.pages import Cell, Leaflet
from octavo.desk.merge.marked.signs import Signs
from octavo.formats.pdf.proofs.glyphs import Box

COVERED = 0.5
"""The share of a letter that a stroke must cover to be meant for it."""

SURE = 0.25
"""The share of a letter that a stroke may cover, or leave out, and still end beside it."""

BAND = 0.35
"""How far from the middle of a line a stroke may run, in heights of the line."""

SLACK = 0.8
"""Points by which a caret may miss the edge between two narrow letters."""

FAR = 1.5
"""The farthest, in heights of a line, that a mark may stand before or behind its words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Signs that follow one another; whether the stroke ends beside letters, not within one."""

    first: int
    end: int
    starts_clean: bool = True
    ends_clean: bool = True


@dataclass(frozen=True, slots=True)
class Caret:
    """Where a caret stands: the signs before and behind it, each None if it has no sign there.

    `is_clean` says that it stands between two letters, not within one. `lean` is -1 at the end of
    the word before, 1 at the beginning of the one behind, 0 in the midst between them.
    """

    before: int | None
    behind: int | None
    is_clean: bool = True
    lean: int = 0


def _sides(box: Box, *, is_turned: bool) -> tuple[float, float, float, float]:
    """Return the ends of a box along a line, and across it."""
    if is_turned:
        return box.foot, box.head, box.left, box.right
    return box.left, box.right, box.foot, box.head


def covered(leaflet: Leaflet, boxes: Iterable[Box], signs: Signs) -> list[Stretch]:
    """Return the stretches of signs under some boxes, in the order of the text."""
    parts: dict[int, float] = {}
    for box in boxes:
        for row in leaflet.lines:
            for cell, part in _under(row, box):
                parts[cell.sign] = max(parts.get(cell.sign, 0.0), part)
    own = {cell.sign for cell in leaflet.cells}
    return list(_stretches(parts, own, signs))


def _under(row: Sequence[Cell], box: Box) -> Iterator[tuple[Cell, float]]:
    """Yield the cells of a line that a box touches, and how much of each."""
    first = row[0]
    start, end, low, high = _sides(box, is_turned=first.is_turned)
    middle, height = (first.low + first.high) / 2, first.high - first.low
    if not (low <= middle <= high or abs((low + high) / 2 - middle) <= BAND * height):
        return
    for cell in row:
        size = max(cell.end - cell.start, 0.1)
        part = (min(cell.end, end) - max(cell.start, start)) / size
        if part > 0:
            yield cell, min(part, 1.0)


def _stretches(parts: dict[int, float], own: set[int], signs: Signs) -> Iterator[Stretch]:
    run: list[int] = []
    for sign in sorted(sign for sign, part in parts.items() if part >= COVERED):
        if run and not own.isdisjoint(range(run[-1] + 1, sign)):
            yield _stretch(run, parts)
            run = []
        if run and signs.leaf_of(run[-1]) != signs.leaf_of(sign):
            yield _stretch(run, parts)
            run = []
        run.append(sign)
    if run:
        yield _stretch(run, parts)


def _stretch(run: Sequence[int], parts: dict[int, float]) -> Stretch:
    first, last = run[0], run[-1]
    starts = parts[first] >= 1 - SURE and parts.get(first - 1, 0.0) <= SURE
    ends = parts[last] >= 1 - SURE and parts.get(last + 1, 0.0) <= SURE
    return Stretch(first, last + 1, starts, ends)


def joined(stretches: Iterable[Stretch], signs: Signs) -> list[Stretch]:
    """Join stretches that touch: of a word that is divided, each half may have its own stroke."""
    made: list[Stretch] = []
    for one in sorted(set(stretches), key=lambda each: (each.first, -each.end)):
        last = made[-1] if made else None
        is_same = last is not None and signs.leaf_of(last.first) == signs.leaf_of(one.first)
        if last is not None and is_same and one.first <= last.end:
            end = max(last.end, one.end)
            clean = one.ends_clean if one.end >= last.end else last.ends_clean
            made[-1] = Stretch(last.first, end, last.starts_clean, clean)
        else:
            made.append(one)
    return made


def nearest(leaflet: Leaflet, box: Box, signs: Signs) -> Cell | None:
    """Return the letter nearest to the middle of a box: on its line, if one is there."""
    best: tuple[float, float, int] | None = None
    near: Cell | None = None
    letters = any(signs.text[cell.sign].isalnum() for cell in leaflet.cells)
    for row in leaflet.lines:
        start, end, low, high = _sides(box, is_turned=row[0].is_turned)
        middle, height = (row[0].low + row[0].high) / 2, row[0].high - row[0].low
        off = max(abs((low + high) / 2 - middle) - height / 2, 0.0)
        for cell in row:
            score = (off, abs((start + end) / 2 - cell.middle), cell.sign)
            is_letter = signs.text[cell.sign].isalnum() or not letters
            if is_letter and (best is None or score < best):
                best, near = score, cell
    return near


def caret(leaflet: Leaflet, rect: Box, signs: Signs) -> Caret | None:
    """Return where a caret stands; None where it stands among no words."""
    rows = [(off, row) for row in leaflet.lines if (off := _off(row, rect)) is not None]
    if not rows:
        return None
    _, row = min(rows, key=lambda one: (one[0], one[1][0].sign))
    start, end, _, _ = _sides(rect, is_turned=row[0].is_turned)
    at = (start + end) / 2
    if _runs_left(row):  # seen in a mirror it runs as any other
        row = [replace(cell, start=-cell.end, end=-cell.start) for cell in reversed(row)]
        at = -at
    before = [cell for cell in row if cell.middle < at]
    behind = [cell for cell in row if cell.middle >= at]
    return _between(before[-1] if before else None, behind[0] if behind else None, at, signs)


def _runs_left(row: Sequence[Cell]) -> bool:
    """Whether a line is read from right to left."""
    back = sum(right.sign < left.sign for left, right in pairwise(row))
    return back * 2 > len(row)


def _off(row: Sequence[Cell], rect: Box) -> float | None:
    """Return how far a caret's point is from the band of a line; None where it is another's."""
    first = row[0]
    height = first.high - first.low
    start, end, low, high = _sides(rect, is_turned=first.is_turned)
    at, reach = (start + end) / 2, FAR * height
    ends = max(cell.end for cell in row)
    if not first.start - reach <= at <= ends + reach:
        return None
    tip = low if first.is_turned else high
    off = max(first.low - tip, tip - first.high, 0.0)
    is_over = low < first.high and first.low < high
    return off if off <= BAND * height or is_over else None


def _between(before: Cell | None, behind: Cell | None, at: float, signs: Signs) -> Caret | None:
    """Return a caret between two cells of a line."""
    if before and behind and not _follow(before, behind, signs):
        near = FAR * (before.high - before.low)
        if at - before.end <= behind.start - at and at - before.end <= near:
            behind = None
        elif behind.start - at <= near:
            before = None
        else:
            return None
    sides = [(abs(at - cell.end), cell) for cell in (before,) if cell]
    sides += [(abs(at - cell.start), cell) for cell in (behind,) if cell]
    if not sides:
        return None
    inside = [cell for cell in (before, behind) if cell and cell.start < at < cell.end]
    is_clean = all(
        min(at - cell.start, cell.end - at) <= max(SURE * (cell.end - cell.start), SLACK)
        for cell in inside
    )
    return _completed(before, behind, signs, is_clean=is_clean, lean=_lean(before, behind, at))


def _follow(before: Cell, behind: Cell, signs: Signs) -> bool:
    """Whether two cells of a line follow one another in the text, and do not only stand so."""
    is_next = behind.sign == before.sign + 1
    return is_next and signs.leaf_of(before.sign) == signs.leaf_of(behind.sign)


def _lean(before: Cell | None, behind: Cell | None, at: float) -> int:
    left = abs(at - before.end) if before else None
    right = abs(behind.start - at) if behind else None
    if left is not None and left <= SLACK and (right is None or right > left + SLACK / 2):
        return -1
    if right is not None and right <= SLACK and (left is None or left > right + SLACK / 2):
        return 1
    return 0


def _completed(
    before: Cell | None, behind: Cell | None, signs: Signs, *, is_clean: bool, lean: int
) -> Caret:
    """Return a caret; at the edge of a line the sign beyond it is that of the next line."""
    known = before or behind
    if known is None:
        return Caret(None, None)
    first, end = signs.ends(signs.leaf_of(known.sign))
    left = before.sign if before else known.sign - 1
    right = behind.sign if behind else known.sign + 1
    is_edge = before is None or behind is None
    if is_edge and first <= left and right < end and signs.is_word(left, right):
        is_clean = False  # the word is divided there
    return Caret(left if left >= first else None, right if right < end else None, is_clean, lean)
