"""Citekeys with signs that no format takes in a name: their links lead to the entries."""

from __future__ import annotations

from octavo.bibliography.places import arrange
from octavo.model.nodes import Document, Node


def _entry(key: str) -> Node:
    return {"t": "Div", "c": [[f"ref-{key}", ["csl-entry"], []], []]}


def _link(key: str) -> Node:
    link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "Roe"}], [f"#ref-{key}", ""]]}
    return {"t": "Para", "c": [link]}


def test_links_lead_to_entries_whose_keys_have_slashes() -> None:
    keys = ("DBLP:books/roe", "DBLP:books-roe", "books roe/1", "roe")
    refs = {"t": "Div", "c": [["refs", [], []], [_entry(key) for key in keys]]}
    document = Document({}, [*map(_link, keys), refs])
    arrange(document)
    names = [entry["c"][0][0] for entry in refs["c"][1]]
    assert names == ["ref-DBLP:books-roe-2", "ref-DBLP:books-roe", "ref-books-roe-1", "ref-roe"]
    assert [block["c"][0]["c"][2][0] for block in document.blocks[:-1]] == [f"#{n}" for n in names]
