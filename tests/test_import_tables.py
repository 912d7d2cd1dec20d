"""Tables of a Word file: those that arrange a page, wide ones, and what pandoc need not read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from octavo import pandoc
from octavo.manuscripts.folder import rewrite, tables
from octavo.manuscripts.importing import import_manuscripts
from octavo.manuscripts.word import prepare
from octavo.manuscripts.word.cited import Library
from octavo.manuscripts.word.slim import slim
from octavo.model.nodes import Node, walk
from octavo.ooxml.names import W
from octavo.ooxml.package import Package
from tests.import_books import imported, only, rules
from tests.word_parts import docx, members

LONG = "The pilots sat on the wall and mended what there was to mend, and talked of ice. " * 3
FRAME = f"""<p>Before the frame.</p><w:tbl><w:tr><w:tc><p>{LONG}</p><w:tbl><w:tr><w:tc><p>One.</p>
<p>Two.</p></w:tc></w:tr></w:tbl><p>Last.</p></w:tc></w:tr></w:tbl><p>Behind it.</p>"""


def read(markdown: str) -> list[Node]:
    return pandoc.read(markdown.encode()).blocks


def test_a_frame_that_was_taken_apart_is_no_lost_table(tmp_path: Path) -> None:
    given = tmp_path / "in.docx"
    given.write_bytes(docx(FRAME))
    done = import_manuscripts([given], tmp_path / "book", "en-GB")
    told = [finding for finding in done.findings if finding.rule == "import-layout-table"]
    assert [re.sub(r"text\..*", "text", finding.message) for finding in told] == [
        "2 tables that only arranged the page went: what stood in them is text"
    ]
    assert not [finding for finding in done.findings if finding.rule.startswith("import-lost")]


DRAWN = f"""
+---------+---------+
| {LONG}  | Short.  |
|         |         |
| Second. |         |
+---------+---------+
| - item  | Two     |
+---------+---------+
"""


def drawn() -> list[Node]:
    """A drawn table of long paragraphs."""
    width = len(LONG) + 2
    made = []
    for line in DRAWN.strip().split("\n"):
        if line.startswith("+"):
            made.append(f"+{'-' * (width + 2)}+---------+")
        else:
            left, right = line.strip("|").split("|")
            made.append(f"| {left.strip():<{width}} | {right.strip():<7} |")
    return read("\n".join(made) + "\n")


def test_a_wide_table_is_written_narrow_and_comes_back() -> None:
    blocks = [*read("Before.\n"), *drawn(), *read("Behind.\n")]
    assert tables.drawn(blocks) == [1]
    proved = rewrite.prove([blocks])[0]
    assert proved.difference is None
    assert max(map(len, proved.text.splitlines())) <= tables.WIDTH + 10
    assert [block["t"] for block in proved.blocks] == ["Para", "Table", "Para"]


@pytest.mark.parametrize("sign", ["1.", "- -", "#", "> a", "| b", ":::", "+---+", "***"])
def test_signs_where_a_cell_is_broken_into_lines_stay_words(sign: str) -> None:
    blocks = drawn()
    words = [node for node in walk(blocks) if node["t"] == "Str"]
    for node in words[:48]:
        node["c"] = sign.replace(" ", "\N{NO-BREAK SPACE}")
    proved = rewrite.prove([blocks])[0]
    assert proved.difference is None


def test_a_table_with_a_note_is_written_with_its_text() -> None:
    blocks = drawn()
    cell = next(node for node in walk(blocks) if node["t"] in ("Para", "Plain"))
    cell["c"].append({"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "Note."}]}]})
    assert tables.drawn(blocks) == []
    assert "[^1]: Note." in rewrite.prove([blocks])[0].text


LOOKS = """<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>
<w:tr><w:trPr><w:trHeight w:val="9"/></w:trPr><w:tc><w:tcPr><w:shd w:fill="FFFFFF"/>
<w:gridSpan w:val="2"/></w:tcPr><w:p w:rsidR="00AB"><w:pPr><w:spacing w:after="0"/>
<w:jc w:val="center"/><w:rPr><w:b/></w:rPr></w:pPr>
<w:r><w:rPr><w:b/><w:sz w:val="16"/></w:rPr><w:t>Lamp</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><p>Oil</p></w:tc><w:tc><p>2</p></w:tc></w:tr></w:tbl><p style="Heading1">Next</p>"""


def test_what_pandoc_reads_past_is_not_given_to_it() -> None:
    package = Package(members(LOOKS))
    slim(package)
    package.save()
    root = package.tree(package.main)
    assert root is not None
    there = {element.tag.removeprefix(W) for element in root.iter(etree.Element)}
    assert not there & {"tblBorders", "trHeight", "trPr", "shd", "spacing", "sz"}
    assert {"gridSpan", "jc", "b", "tc"} <= there
    assert not any(paragraph.attrib for paragraph in root.iter(f"{W}p"))
    assert root.find(f".//{W}pPr/{W}rPr") is None
    styles = package.of_kind("styles")
    assert styles is not None
    named = {style.get(f"{W}styleId") for style in styles.iterfind(f"{W}style")}
    assert "Heading1" in named
    assert "Caption" not in named


def test_pandoc_reads_the_same_document_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    for make in (slim, lambda package: None):
        monkeypatch.setattr("octavo.manuscripts.word.slim.slim", make)
        made = prepare.prepare(members(LOOKS), "in.docx", Library("en-GB"))
        read.append(pandoc.run(["-f", prepare.READER, "-t", "json"], made.data))
    assert read[0] == read[1]


def test_an_empty_row_does_not_end_a_table(tmp_path: Path) -> None:
    rows = "<tr><th>Year</th><th>Boats</th></tr><tr><td></td><td></td></tr>"
    rows += "<tr><td>1901</td><td>12</td></tr>"
    done = imported(tmp_path, "x.html", f"<h1>One</h1><p>A.</p><table>{rows}</table><p>B.</p>")
    blocks = pandoc.read(only(done).encode()).blocks
    assert [block["t"] for block in blocks] == ["Header", "Para", "Table", "Para"]
    assert "import-differs" not in rules(done)


def test_a_column_of_marks_is_narrow() -> None:
    def cell(*words: str, span: int = 1) -> Node:
        paras = [{"t": "Para", "c": [{"t": "Str", "c": word}]} for word in words]
        return [["", [], []], {"t": "AlignDefault"}, 1, span, paras]  # type: ignore[return-value]

    half = [{"t": "AlignDefault"}, {"t": "ColWidth", "c": 0.5}]
    rows = [
        [["", [], []], [cell("*"), cell("A-wife-without-a-smile")]],
        [["", [], []], [cell(), cell("Iris-and-others-of-the-house")]],
        [["", [], []], [cell("One.", "Two.", span=2)]],
    ]
    empty = [["", [], []], []]
    table: Node = {"t": "Table", "c": [["", [], []], [None, []], [half, list(half)], empty,
                   [[["", [], []], 0, [], rows]], empty]}  # fmt: skip
    tables.share(table)
    assert [width["c"] for _, width in table["c"][2]] == [0.1, 0.9]
