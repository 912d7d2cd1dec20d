"""The lines of code of a Word file, which are paragraphs there, as one leaf again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from octavo.desk.merge.leaf import Atom, Leaf, Token, pieces

STYLE = "source code"


def is_code(style: str) -> bool:
    """Whether a paragraph is code, by the name of its style."""
    return style.lower() == STYLE


def joined(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Join each line of code with the one before; the bookmark of a leaf begins another.

    The end of a line bears the tracked change of the paragraph that ended there.
    """
    made: list[Leaf] = []
    for leaf in _set_as_code(leaves):
        last = made[-1] if made else None
        if last is None or {*leaf.ids} - {*last.ids} or not _follows(leaf, last):
            made.append(leaf)
            continue
        end = Token("\n", atom=Atom.BREAK, change=last.mark)
        made[-1] = replace(
            last, raw=(*last.raw, end, *leaf.raw), mark=leaf.mark, ends_section=leaf.ends_section
        )
    return made


def as_sent(sent: Sequence[Leaf], read: Sequence[Leaf]) -> list[Leaf]:
    """Return returned leaves with lines of code in their style that were sent as code.

    LibreOffice has given them another: their bookmark says what they are, and their look.
    """
    known = {leaf.ids[0]: leaf for leaf in sent if leaf.ids and is_code(leaf.style)}
    made = []
    for leaf in read:
        line = known.get(leaf.ids[0]) if leaf.ids and leaf.raw else None
        is_other = line is not None and not is_code(leaf.style) and _is_typed(leaf)
        made.append(_as_code(leaf, line) if line is not None and is_other else leaf)
    return made


def _set_as_code(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return leaves with the first lines of code in their style.

    Behind a paragraph that a tracked change takes away LibreOffice gives them that one's style.
    """
    made = [*leaves]
    for number, (gone, leaf, behind) in enumerate(zip(made, made[1:], made[2:], strict=False), 1):
        is_first = not is_code(leaf.style) and is_code(behind.style) and not behind.ids
        if is_first and leaf.styled is None and _is_taken(gone) and _is_typed(leaf):
            made[number] = _as_code(leaf, behind)
    return made


def _is_taken(leaf: Leaf) -> bool:
    return leaf.mark is not None and leaf.mark.kind in ("del", "moveFrom") and not leaf.tokens


def _is_typed(leaf: Leaf) -> bool:
    return all(token.atom is Atom.CODE for token in leaf.raw)


def _as_code(leaf: Leaf, line: Leaf) -> Leaf:
    raw = (
        replace(token, text=text, atom=Atom.NONE)
        for token in leaf.raw
        for text in pieces(token.text)
    )
    return replace(leaf, kind=line.kind, style=line.style, raw=tuple(raw))


def _follows(leaf: Leaf, last: Leaf) -> bool:
    is_same = (leaf.kind, leaf.note, leaf.table) == (last.kind, last.note, last.table)
    return is_same and is_code(leaf.style) and is_code(last.style)
