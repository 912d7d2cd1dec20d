"""The lines of code of a Word file, which are paragraphs there, as one leaf again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from octavo.desk.merge.leaf import Atom, Leaf, Token

STYLE = "source code"


def is_code(style: str) -> bool:
    """Whether a paragraph is code, by the name of its style."""
    return style.lower() == STYLE


def joined(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Join each line of code with the one before; the bookmark of a leaf begins another.

    The end of a line bears the tracked change of the paragraph that ended there.
    """
    made: list[Leaf] = []
    for leaf in leaves:
        last = made[-1] if made else None
        if last is None or {*leaf.ids} - {*last.ids} or not _follows(leaf, last):
            made.append(leaf)
            continue
        end = Token("\n", atom=Atom.BREAK, change=last.mark)
        made[-1] = replace(
            last, raw=(*last.raw, end, *leaf.raw), mark=leaf.mark, ends_section=leaf.ends_section
        )
    return made


def _follows(leaf: Leaf, last: Leaf) -> bool:
    is_same = (leaf.kind, leaf.note, leaf.table) == (last.kind, last.note, last.table)
    return is_same and is_code(leaf.style) and is_code(last.style)
