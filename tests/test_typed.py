"""What authors type by hand for want of a style: lists, notes, verse, scene breaks, captions."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from octavo import pandoc
from octavo.files import yaml
from octavo.manuscripts.typed.structure import structure
from octavo.manuscripts.typed.verse import is_verse
from octavo.manuscripts.word.compare import canonical
from octavo.model.nodes import Document, Node, stringify

FILE = Path(__file__).parent / "cases" / "typed.yaml"


@cache
def cases() -> list[dict[str, Any]]:
    return list(yaml.load(FILE, FILE.name).value)


@cache
def blocks_of(side: str) -> list[list[Node]]:
    """The blocks of every case, read by pandoc at once."""
    texts = [case[side] for case in cases()]
    parted = [f"::: {{.case}}\n{text}\n:::\n" for text in texts if "[^" not in text]
    together = _read("\n".join(parted))
    return [_read(text) if "[^" in text else together.pop(0)["c"][1] for text in texts]


def _read(text: str) -> list[Node]:
    return pandoc.loads(pandoc.run(["-f", "markdown-smart", "-t", "json"], text.encode())).blocks


@pytest.mark.parametrize("number", range(len(cases())), ids=[case["name"] for case in cases()])
def test_what_was_typed_becomes_what_it_is(number: int) -> None:
    blocks = Document({}, blocks_of("in")[number]).blocks
    before = "".join(stringify(blocks).split())
    findings = structure(blocks, "in.docx")
    assert canonical(blocks) == canonical(blocks_of("out")[number])
    assert [finding.rule for finding in findings] == cases()[number]["findings"]
    again = structure(blocks, "in.docx")
    assert canonical(blocks) == canonical(blocks_of("out")[number])
    assert {finding.tier for finding in again} <= {"flag"}
    assert before or not findings


@pytest.mark.parametrize(
    "lines",
    [
        ["To the Editor", "The Times", "London"],
        ["Tel: 020 7946 0000", "Fax: 020 7946 0001", "Mail: a@example.org"],
        ["one,", "two,", "three."],
        ["A line of verse, and then", "a line that is far too long to be a line of any verse, for it is as long as prose is.", "end."],  # noqa: E501
    ],
)  # fmt: skip
def test_other_lines_are_no_verse(lines: list[str]) -> None:
    assert not is_verse(lines)
