"""Tables that are typed as lists of lists: MyST's `list-table` (MyST, "Tables", "List tables")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

ROW = re.compile(r"^[ \t]{0,3}[*+-][ \t]+[*+-](?:[ \t]+(?P<words>.*))?$")
CELL = re.compile(r"^[ \t]+[*+-](?:[ \t]+(?P<words>.*))?$")


def written(body: Sequence[str], caption: str, name: str) -> Iterator[str]:
    """Yield the lines of a pipe table, its first row the header; other lists as they are typed.

    The lines of a cell are one line there: that is what a pipe table has.
    """
    rows = _rows(body)
    if rows is None:
        yield from ("", *body, "")
        return
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    yield ""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if not number:
            yield "|" + "---|" * width
    yield ""
    if caption or name:
        yield from (f": {caption}{f' {{#{name}}}' if name else ''}", "")


def _rows(body: Sequence[str]) -> list[list[str]] | None:
    """Return the cells of each row; None where the lines are no such list."""
    rows: list[list[str]] = []
    for line in body:
        match = ROW.match(line)
        if match:
            rows.append([_cell(match["words"])])
            continue
        match = CELL.match(line) if rows else None
        if match:
            rows[-1].append(_cell(match["words"]))
        elif line.strip() and rows and line[:1].isspace():
            rows[-1][-1] = f"{rows[-1][-1]} {_cell(line)}".strip()
        elif line.strip():
            return None
    return rows or None


def _cell(words: str | None) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", (words or "").strip())
