"""A citation that begins a paragraph and is read as an example is an error at its line."""

from __future__ import annotations

from pathlib import Path

from octavo import pandoc
from octavo.bibliography import as_examples
from octavo.book.chapter import Chapter
from octavo.model.finding import Severity
from octavo.model.nodes import walk
from tests.running import call

PANDOC = Path(__file__).parents[1] / "metadata" / "pandoc.json"
TEXT = """# Rain

@rain2020. It fell.

A note.[^a] Another [@rain2020].

[^a]: @rain2020. "Wet" it was.

> (@rain2020) said so.

@good. An example, and (@good) names it.
"""


def test_works_that_are_read_as_examples_are_told() -> None:
    chapter = Chapter("source/01.md", TEXT, pandoc.read(TEXT.encode()).dumps())
    findings = list(as_examples.check([chapter], lambda: {"rain2020"}))
    places = [str(one.place) for one in findings]
    assert places == ["source/01.md:3:1", "source/01.md:7:7", "source/01.md:9:3"]
    assert {one.severity for one in findings} == {Severity.ERROR}
    assert "@{rain2020}." in findings[0].hint


def test_what_the_hint_says_cites_the_work() -> None:
    blocks = pandoc.read(b"@{rain2020}. It fell.\n").blocks
    assert [node for node in walk(blocks) if node["t"] == "Cite"]


def test_a_book_says_so(tmp_path: Path) -> None:
    for name, text in (
        ("source/01.md", TEXT),
        ("metadata/edition.yaml", "title: Rain\nlang: en-GB\nbibliography: references.json\n"),
        ("metadata/pandoc.json", PANDOC.read_text(encoding="utf-8")),
        ("metadata/references.json", '[{"id": "rain2020", "type": "book", "title": "Rain"}]'),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = call(tmp_path, "lint")
    assert "01.md:3:1: error: Here @rain2020. is the mark of an example" in done.stdout
