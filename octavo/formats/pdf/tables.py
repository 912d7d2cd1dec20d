"""Tables as Typst: head, bodies and foot, spans, widths and alignments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from octavo.formats.pdf.columns import Plan, plan
from octavo.formats.pdf.page import Page
from octavo.model.counted import counted
from octavo.model.finding import Finding
from octavo.model.nodes import Node, stringify
from octavo.model.rules import severity

PLAIN = Plan()
FIRST_WORDS = 16
"""Words that show where a table stands."""

ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}


def table(
    node: Node, blocks: Callable[[list[Node]], str], listed: str = "", plan: Plan = PLAIN
) -> str:
    """Return a Table as a call of the template's `tabular`; `blocks` writes cells and caption.

    `listed` is a setting for the list of tables, `plan` says how the table fits its page.
    """
    _, (_, caption), columns, head, bodies, foot = node["c"]
    parts = [
        f"columns: ({''.join(width + ', ' for width in _widths(columns, plan))})",
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
    return f"#tabular(table({', '.join(parts)}){words}{_settings(plan)});"


def _settings(plan: Plan) -> str:
    """Return what a table that is not set as any other is given."""
    settings = [
        f"scale: {plan.scale:g}" if plan.scale != 1 else "",
        f"white: {plan.inset:g}em" if plan.inset != PLAIN.inset else "",
        "hyphens: true" if plan.hyphens else "",
        "turned: true" if plan.turned else "",
    ]
    return "".join(f", {setting}" for setting in settings if setting)


def _widths(columns: Any, plan: Plan) -> list[str]:
    """Return the widths that were planned; else the words decide."""
    if not plan.widths:
        return ["auto"] * len(columns)
    return [f"{100 * width / plan.measure:.3f}%" for width in plan.widths]


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
    text = f"[#cell[{blocks(content)}];]" if content else "[]"
    return f"table.cell({', '.join(settings)}){text}" if settings else text


def table_findings(tables: Sequence[Node], page: Page) -> list[Finding]:
    """Report each table that is too wide to be set as others are."""
    plans = ((node, plan(node, page)) for node in tables)
    return [_finding(node, one) for node, one in plans if not one.is_plain]


def _finding(node: Node, one: Plan) -> Finding:
    rule, how = "pdf-table-fitted", f"is set in type of {one.scale:.0%} of a table's"
    if not one.fits:
        rule, how = (
            "pdf-table-wide",
            "is set in the smallest type, and its words are broken anywhere",
        )
    elif one.turned:
        rule, how = "pdf-table-turned", "stands across the page, its head at the left"
    count = len(node["c"][2])
    return Finding(
        rule,
        f"A table of {counted(count, 'column')} is too wide for the page: it {how}.",
        severity(rule),
        context=("", _first_words(node)),
        hint="Divide it, leave columns out, or choose a wider trim.",
        format="pdf",
    )


def _first_words(node: Node) -> str:
    """Return the first words of a table's cells, by which its place is found."""
    words: list[str] = []
    _, _, _, head, bodies, _ = node["c"]
    for row in [*head[1], *(row for body in bodies for row in [*body[2], *body[3]])]:
        words += [word for cell in row[1] for word in stringify(cell[4]).split()]
        if len(words) >= FIRST_WORDS:
            break
    return " ".join(words[:FIRST_WORDS])
