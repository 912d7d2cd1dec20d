"""Raw HTML and TeX of the Markdown: read where they mean something, told where they do not."""

from __future__ import annotations

import copy
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from octavo import pandoc
from octavo.book.filtering import built_in_filter
from octavo.model.finding import Finding, Severity
from octavo.model.nodes import Document, Node, each_list, join_strings, meta_value, walk
from octavo.prose.prose import Prose
from octavo.prose.trace import strings

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


def place_of(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.before) for finding in findings]


def raw(kind: str, text: str) -> Node:
    return {"t": "RawInline", "c": [kind, text]}


SHAPES = {
    "closed": lambda: [raw("html", "<b>"), {"t": "Str", "c": "x"}, raw("html", "</b>")],
    "never closed": lambda: [raw("html", "<b>"), {"t": "Str", "c": "x"}],
    "never opened": lambda: [raw("html", "</b>"), {"t": "Str", "c": "x"}],
    "open attributes": lambda: [raw("html", '<a "')],
    "cells": lambda: [raw("html", "<table><tr><td>"), {"t": "Str", "c": "x"}],
    "TeX": lambda: [raw("tex", "\\emph{a}"), {"t": "Space"}],
    "TeX that is not valid": lambda: [raw("tex", "\\emph{a"), {"t": "Space"}],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_markup(shape: str) -> None:
    least = []
    for size in (1000, 4000):
        nodes = [node for _ in range(size) for node in SHAPES[shape]()]
        document = Document({}, [{"t": "Para", "c": nodes}])
        start = time.process_time()
        built_in_filter("markup").apply(Prose(document))
        least.append(time.process_time() - start)
        assert len(list(strings(document.blocks))) >= nodes.count({"t": "Str", "c": "x"})
    assert least[1] < max(9 * least[0], 0.5)


def test_a_finding_stands_at_its_tag() -> None:
    text = "# One\n\nWords, then <b>bold.\n\n\\mystery{x}\n"
    document = pandoc.read(text.encode())
    prose = Prose(document)
    prose.trace.number(0, document.blocks)
    findings = built_in_filter("markup").apply(prose)
    assert place_of(findings) == [
        ("markup-lost", "\\mystery{x}"),
        ("markup-mended", "<b>"),
    ]
    assert all(finding.anchor for finding in findings)
    assert findings[0].severity is Severity.ERROR


def test_no_file_is_read_by_tex(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("hidden words", encoding="utf-8")
    for command in ("input", "include", "lstinputlisting", "verbatiminput"):
        text = f"A \\{command}{{{secret}}} \\emph{{\\{command}{{{secret}}}}} b.\n"
        document, findings = read(text)
        assert b"hidden" not in document.dumps()
        assert "markup-lost" in [finding.rule for finding in findings]
