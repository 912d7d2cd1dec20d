"""Reads the cells of a table that was drawn with strokes or set by spaces, from its lines.

Spaces part columns where nearly all rows have two or more at one place. Strokes part them where the
rows have as many. A line of strokes below the first rows makes these the head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

Cells = list[str]

STROKES = re.compile(r"[\s|+:=_\N{EM DASH}-]*")
"""A line that only draws."""

LEADERS = re.compile(r"(?:\s?\.){4,}\s*")
GUTTER = 2
"""So many spaces, one below the other, part two columns."""

ROWS, COLUMNS, WIDEST = 3, 3, 12
"""A table set by spaces has so many rows, and columns, or more; and not too many columns."""

HEAD = 3
"""At most so many lines at the top are its head."""

FILLED, NUMBERS = 0.6, 0.6
"""The share of rows with words in every column, and of cells with figures in one of them."""

LONGEST = 60
"""Of two columns, the left has cells of so many letters at most."""

YEAR = re.compile(r"1\d{3}|20\d{2}")
FIGURE = re.compile(r"[$\N{POUND SIGN}+\N{PLUS-MINUS SIGN}-]?\s?\d")


def drawn(lines: Sequence[str]) -> tuple[list[Cells], int]:
    """Return the rows of a table drawn with strokes, and how many are its head; or no rows."""
    words = [line for line in lines if not STROKES.fullmatch(line)]
    counts = Counter(line.strip().count("|") for line in words)
    strokes, many = counts.most_common(1)[0] if counts else (0, 0)
    usual = next((line for line in words if line.strip().count("|") == strokes), "")
    edges = [at for at, sign in enumerate(usual) if sign == "|"]
    framed = usual.strip().startswith("|") and usual.rstrip().endswith("|")
    if strokes < 2 + framed or many < ROWS - 1 or many < FILLED * len(words):
        return [], 0
    edges = edges if framed else [-1, *edges, len(usual.rstrip())]
    rows = [_cut(line, edges) for line in words]
    first = next((n for n, line in enumerate(lines) if n and _rules(lines, n)), 0)
    above = sum(not STROKES.fullmatch(line) for line in lines[:first])
    head = above if 0 < above < len(words) else 0
    return _joined(rows, head)


def _rules(lines: Sequence[str], n: int) -> bool:
    """Whether a line parts the head of a table from its rows: it crosses all columns."""
    line = lines[n].strip()
    crossed = bool(STROKES.fullmatch(line)) and line[:1] in "|+-=" and "  " not in line
    return crossed and any(not STROKES.fullmatch(one) for one in lines[:n])


def _cut(line: str, edges: Sequence[int]) -> Cells:
    """Return the cells of a line; one that reaches over several columns stands in the first."""
    cells = [""] * (len(edges) - 1)
    start = 0
    for part in re.split(r"(\|)", line):
        middle = start + (len(part) - len(part.lstrip()))
        if part != "|" and not STROKES.fullmatch(part):
            column = max((n for n, edge in enumerate(edges[:-1]) if edge <= middle), default=0)
            cells[column] = f"{cells[column]} {part.strip()}".strip()
        start += len(part)
    return cells


def spaced(lines: Sequence[str]) -> tuple[list[Cells], int]:
    """Return the rows of a table set by spaces, and how many are its head; or no rows."""
    texts = [
        LEADERS.sub(lambda match: " " * len(match[0]), line.expandtabs(8).rstrip())
        for line in lines
        if line.strip() and not STROKES.fullmatch(line)
    ]
    tries: list[tuple[int, int]] = []
    for head in range(min(HEAD, len(texts) - 1) + 1):
        columns = _columns(texts[head:])
        enough = len(texts) >= ROWS and len(texts) - head >= ROWS - (head > 0)
        if enough and all(map(_may_head, texts[:head])) and _is_table(texts[head:], columns):
            tries.append((len(columns), head))
    if not tries:
        return [], 0
    most, _ = max(tries)
    head = min(head for count, head in tries if count == most)
    columns = _columns(texts[head:])
    while head < HEAD and _may_head(texts[head]):
        head += 1
    rows = [_cells(text, columns) for text in texts[head:]]
    return _joined([*_heads(texts[:head], columns), *rows], head)


def _may_head(text: str) -> bool:
    """Whether a line may be one of a head: words over two columns, without figures but years."""
    words = re.split(r"\s{2,}", text.strip())
    figures = [word for word in words if FIGURE.match(word)]
    return len(words) > 1 and (not figures or all(YEAR.fullmatch(word) for word in words[1:]))


def _columns(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the columns between the gutters begin and end."""
    width = max(map(len, texts), default=0)
    free = [all(at >= len(text) or text[at] == " " for text in texts) for at in range(width)]
    columns: list[tuple[int, int]] = []
    start = -1
    for at in range(width + GUTTER):
        if at < width and not free[at]:
            start = at if start < 0 else start
        elif start >= 0 and all(free[at : at + GUTTER]):
            columns.append((start, at))
            start = -1
    return columns


def _cells(text: str, columns: Sequence[tuple[int, int]]) -> Cells:
    return [" ".join(text[start:end].split()) for start, end in columns]


def _is_table(texts: Sequence[str], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether rows are a table: three columns, or two of which the right one has figures."""
    rows = [_cells(text, columns) for text in texts]
    if not 1 < len(columns) <= WIDEST or any(len(row[0]) > LONGEST for row in rows):
        return False
    full = sum(all(row) for row in rows) >= FILLED * len(rows)
    figures = [
        sum(bool(FIGURE.match(cell)) for cell in column) for column in zip(*rows, strict=True)
    ]
    counted = max(figures[1:]) >= NUMBERS * len(rows)
    return full and counted and (len(columns) >= COLUMNS or figures[0] < len(rows) / 2)


def _heads(texts: Sequence[str], columns: Sequence[tuple[int, int]]) -> Iterator[Cells]:
    """Yield the words of a head, each above the column that it stands over most, or the first."""
    for text in texts:
        cells = [""] * len(columns)
        for match in re.finditer(r"\S+(?: \S+)*", text):
            over = [min(match.end(), end) - max(match.start(), start) for start, end in columns]
            near = [-abs(match.start() - start) for start, _ in columns]
            best = over if max(over) > 0 else near
            column = best.index(max(best))
            cells[column] = f"{cells[column]} {match[0]}".strip()
        yield cells


def _joined(rows: list[Cells], head: int) -> tuple[list[Cells], int]:
    """Join the rows of a head to one; a row without a first cell goes on with the one above."""
    made: list[Cells] = []
    for n, row in enumerate(rows):
        goes_on = n > head and not row[0] and made
        if (0 < n < head) or goes_on:
            made[-1] = [f"{a} {b}".strip() for a, b in zip(made[-1], row, strict=True)]
        else:
            made.append(row)
    return made, min(head, 1)
