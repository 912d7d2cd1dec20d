"""Raw HTML and TeX of the Markdown: read where they mean something, told where they do not."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from octavo import pandoc
from octavo.book.filtering import built_in_filter
from octavo.model.finding import Finding
from octavo.model.nodes import Document, Node, each_list, join_strings, meta_value, walk
from octavo.prose.prose import Prose

FOLDER = Path(__file__).parent / "cases"
FILES = ("markup.yaml", "markup-kept-aside.yaml")


def cases() -> list[Any]:
    params = []
    for file in FILES:
        for case in yaml.safe_load((FOLDER / file).read_text(encoding="utf-8")):
            params.append(pytest.param(case, id=case["title"]))
    return params


def read(text: str, lang: str = "en-GB") -> tuple[Document, list[Finding]]:
    """Read a text, and its raw markup by the filter."""
    document = pandoc.read(text.encode())
    document.meta["lang"] = meta_value(lang)
    prose = Prose(document)
    prose.trace.number(0, document.blocks)
    findings: list[Finding] = built_in_filter("markup").apply(prose)
    return document, findings


def plain(blocks: list[Node]) -> list[Node]:
    """Return blocks as pandoc's reader joins them; of a citation, what it says by its parts."""
    blocks = copy.deepcopy(blocks)
    each_list(blocks, join_strings)
    for node in walk(blocks):
        if node["t"] == "Cite":
            node["c"][1] = []
            for citation in node["c"][0]:
                citation["citationNoteNum"] = 0
        elif node["t"] == "SoftBreak":
            node["t"] = "Space"
    return blocks


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    document, findings = read(case["in"])
    assert plain(document.blocks) == plain(pandoc.read(case["out"].encode()).blocks)
    assert [finding.rule for finding in findings] == case.get("findings", [])


@pytest.mark.parametrize("case", cases())
def test_nothing_raw_is_left_and_twice_is_once(case: dict[str, Any]) -> None:
    document, _ = read(case["in"])
    assert not [node for node in walk(document.blocks) if node["t"].startswith("Raw")]
    once = copy.deepcopy(document.blocks)
    assert built_in_filter("markup").apply(Prose(document)) in ([], None) or case.get("findings")
    assert document.blocks == once
