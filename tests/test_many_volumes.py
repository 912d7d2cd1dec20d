"""Works of many volumes: one work in every style, as `cases/many-volumes.yaml` has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from octavo import pandoc
from octavo.bibliography import citeproc
from octavo.book.filtering import load
from octavo.files import yaml
from octavo.model.nodes import Document, Node, meta_value, stringify, walk
from octavo.prose.prose import Prose
from tests.making import FILTERS

FILE = Path(__file__).parent / "cases" / "many-volumes.yaml"
CASES = yaml.load(FILE, FILE.name).value
SET = [(case, style) for case in CASES for style in case["styles"]]


def cited(text: str, works: list[dict[str, Any]], style: str, lang: str = "en-GB") -> Document:
    """A text through the filter and citeproc."""
    document = pandoc.read(text.encode())
    plain = {"lang": lang, "references": works, "citation-style": style}
    document.meta |= {name: meta_value(value) for name, value in plain.items()}
    for name in ("citations", "apparatus"):
        load(FILTERS / f"{name}.py").apply(Prose(document))
    return citeproc.cite(document)


def marked(nodes: list[Node]) -> str:
    """Words with `*…*` around italics, small capitals as capitals, plain spaces."""
    parts = []
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Emph":
            parts.append(f"*{marked(content)}*")
        elif kind == "SmallCaps":
            parts.append(marked(content).upper())
        elif kind in ("Span", "Link"):
            parts.append(marked(content[1]))
        elif kind == "Note":
            parts += [marked(block["c"]) for block in content]
        else:
            parts.append(stringify([node]))
    return "".join(parts).replace("\N{NO-BREAK SPACE}", " ")


def notes(document: Document) -> list[str]:
    """What each citation prints, in its note or in the text."""
    return [marked(cite["c"][1]) for cite in citeproc.cites(document)]


def bibliography(document: Document) -> list[str]:
    """The entries of the bibliography."""
    divs = [n for n in walk(document.blocks) if n["t"] == "Div" and "csl-entry" in n["c"][0][1]]
    return [marked(div["c"][1][0]["c"]) for div in divs]


@pytest.mark.parametrize(("case", "style"), SET, ids=[f"{c['name'][:20]}-{s}" for c, s in SET])
def test_it_is_set_as_an_editor_sets_it(case: dict[str, Any], style: str) -> None:
    expected = case["styles"][style]
    document = cited(case["text"], case["works"], style, expected.get("lang", "en-GB"))
    assert notes(document) == expected["notes"]
    assert bibliography(document) == expected["bibliography"]
