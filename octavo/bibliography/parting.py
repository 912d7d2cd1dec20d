"""Chapters parted for citeproc, so that *ibid.* does not lead back over a chapter's beginning.

Citeproc calls a citation *ibid.* that cites the same work as the one before it. Between two
chapters there stands, while it works, a citation of a work that nobody wrote.
"""

from __future__ import annotations

from octavo.bibliography.places import opens_division
from octavo.model.nodes import Document, Node, each_list, meta_text, meta_value, walk

NOBODY = "octavo-between-chapters"
WORK = {"id": NOBODY, "type": "book", "title": "\N{EM DASH}", "issued": "1000"}
"""A work with a date, so that no style prints *no date* for it."""


def part(document: Document) -> None:
    """Set a citation between each division and the next, in place, after the first that cites."""
    made: list[Node] = []
    number = 0
    for block in document.blocks:
        if number and opens_division(block):
            made.append(_nothing(number))
        made.append(block)
        number = max([number, *_numbers(block)])
    document.blocks = made
    if any(map(_is_nothing, made)):
        listed = document.meta.get("references", {"t": "MetaList", "c": []})["c"]
        document.meta["references"] = {"t": "MetaList", "c": [*listed, meta_value(WORK)]}


def join(document: Document) -> None:
    """Take out again what `part` set, in place: the citations, the work, its entry."""
    listed = document.meta.get("references", {"c": []})["c"]
    if not any(meta_text(work["c"], "id") == NOBODY for work in listed):
        return
    document.meta["references"]["c"] = [w for w in listed if meta_text(w["c"], "id") != NOBODY]
    each_list(document.blocks, _take_out)


def _take_out(nodes: list[Node]) -> None:
    nodes[:] = [node for node in nodes if not _is_nothing(node) and not _is_entry(node)]


def _nothing(number: int) -> Node:
    around = {"citationPrefix": [], "citationSuffix": [], "citationHash": 0}
    citation = {
        "citationId": NOBODY,
        "citationNoteNum": number,
        "citationMode": {"t": "NormalCitation"},
    }
    cite = {"t": "Cite", "c": [[{**around, **citation}], []]}
    return {"t": "Div", "c": [["", [NOBODY], []], [{"t": "Para", "c": [cite]}]]}


def _is_nothing(node: Node) -> bool:
    return bool(node["t"] == "Div" and node["c"][0][1] == [NOBODY])


def _is_entry(node: Node) -> bool:
    return bool(node["t"] == "Div" and node["c"][0][0] == f"ref-{NOBODY}")


def _numbers(block: Node) -> list[int]:
    cites = (node for node in walk([block]) if node["t"] == "Cite")
    return [citation["citationNoteNum"] for cite in cites for citation in cite["c"][0]]
