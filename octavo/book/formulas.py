"""Formulas that are not valid TeX: no format can set them, and each prints what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from octavo import pandoc
from octavo.model.nodes import Document, Node, string

END_OF_ONE = "\N{REFERENCE MARK}"


def unreadable(formulas: Iterable[str]) -> set[str]:
    """Return those of some formulas that pandoc cannot read as TeX."""
    every = tuple(dict.fromkeys(formulas))
    return set(_unreadable(every)) if every else set()


@cache
def _unreadable(formulas: tuple[str, ...]) -> tuple[str, ...]:
    """Ask pandoc: what it cannot read, it does not make MathML of."""
    blocks: list[Node] = []
    for tex in formulas:
        blocks.append({"t": "Para", "c": [{"t": "Math", "c": [{"t": "InlineMath"}, tex]}]})
        blocks.append({"t": "Para", "c": [string(END_OF_ONE)]})
    options = ["-f", "json", "-t", "html5", "--mathml", "--wrap=none", "--quiet"]
    written = pandoc.run(options, Document({}, blocks).dumps()).decode("utf-8")
    pieces = written.split(f"<p>{END_OF_ONE}</p>")
    return tuple(tex for tex, piece in zip(formulas, pieces, strict=False) if "<math" not in piece)
