"""Tables as Typst: head, bodies and foot, spans, widths and alignments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from octavo.model.nodes import Node

ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}


def table(node: Node, blocks: Callable[[list[Node]], str], listed: str = "") -> str:
    """Return a Table as a call of the template's `tabular`; `blocks` writes cells and caption.

    `listed` is a setting for the list of tables.
    """
    _, (_, caption), columns, head, bodies, foot = node["c"]
    parts = [
        f"columns: ({''.join(width + ', ' for width in _widths(columns))})",
        f"align: ({''.join(_alignment(column) + ', ' for column in columns)})",
    ]
    if head[1]:
        cells = ", ".join(_row(row, blocks) for row in head[1])
        parts += [f"table.header({cells}, table.hline(stroke: rule-light))"]
    for number, body in enumerate(bodies):
        if number:
            parts.append("table.hline(stroke: rule-light)")
        parts += [_row(row, blocks) for row in [*body[2], *body[3]]]
    if foot[1]:
        parts.append("table.hline(stroke: rule-light)")
        cells = ", ".join(_row(row, blocks) for row in foot[1])
        parts.append(f"table.footer({cells})")
    words = f", caption: [{blocks(caption)}]{listed}" if caption else ""
    return f"#tabular(table({', '.join(parts)}){words});"


def _widths(columns: Any) -> list[str]:
    """Widths given for all columns share the measure; else the words decide."""
    widths = [width["c"] for _, width in columns if width["t"] == "ColWidth"]
    if len(widths) < len(columns):
        return ["auto"] * len(columns)
    return [f"{width:.4f}fr" for width in widths]


def _alignment(column: Any) -> str:
    return ALIGNMENTS.get(column[0]["t"], "left")


def _row(row: Any, blocks: Callable[[list[Node]], str]) -> str:
    return ", ".join(_cell(cell, blocks) for cell in row[1])


def _cell(cell: Any, blocks: Callable[[list[Node]], str]) -> str:
    _, alignment, rows, columns, content = cell
    settings = []
    if alignment["t"] in ALIGNMENTS:
        settings.append(f"align: {ALIGNMENTS[alignment['t']]}")
    if rows > 1:
        settings.append(f"rowspan: {rows}")
    if columns > 1:
        settings.append(f"colspan: {columns}")
    text = f"[{blocks(content)}]"
    return f"table.cell({', '.join(settings)}){text}" if settings else text
