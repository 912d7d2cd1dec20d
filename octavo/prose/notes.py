"""Numbers citations through the book, as pandoc's reader does within one text."""

from __future__ import annotations

from octavo.model.nodes import LEAVES, Node, children


def number_citations(blocks: list[Node]) -> None:
    """Set `citationNoteNum` of every citation, in place, in reading order.

    Each note, and each Cite outside a note, is one more; a Cite inside a note bears the note's
    number. Citeproc needs the numbers to run through the whole book: *ibid.* and a reference to
    an earlier note go wrong from the second chapter on without it.
    """
    _number(blocks, 0, False)


def _number(nodes: list[Node], count: int, inside: bool) -> int:
    for node in [node for node in nodes if node["t"] not in LEAVES]:
        kind = node["t"]
        if kind == "Note":
            count += 1
            _number(node["c"], count, True)
            continue
        if kind == "Cite":
            count += not inside
            for citation in node["c"][0]:
                citation["citationNoteNum"] = count
                _number(citation["citationPrefix"], count, inside)
                _number(citation["citationSuffix"], count, inside)
            continue
        for inner in children(node):
            count = _number(inner, count, inside)
    return count
