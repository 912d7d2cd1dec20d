"""Pages and volumes that a style leaves out are told; those that it writes otherwise are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from octavo.bibliography.locators_printed import numbers
from octavo.book.book import Book
from octavo.model.finding import Finding
from octavo.press.prepare import prepare
from tests.test_build import make

TEXT = """\
# One

First [@moxon, pp. 114-117]. Again [@moxon, pp. 114-117]. Roman [@knuth, pp. xi-xiv]. Two
[@moxon, p. 3; @knuth, 19]. A note [@lenin-33, p. 12n].

Bare [@lenin-27]. And [@lenin-33]. Same [@lenin-33, p. 4].
"""
LENIN = {
    "id": "lenin",
    "type": "book",
    "author": [{"family": "Lenin", "given": "V. I."}],
    "title": "Collected Works",
    "number-of-volumes": "45",
    "issued": {"date-parts": [[1965]]},
}
IBID = "chicago-notes-bibliography-subsequent-ibid"


def volume(number: str) -> dict[str, object]:
    """A volume with an entry of its own."""
    whole = {k: v for k, v in LENIN.items() if k != "number-of-volumes"}
    return {**whole, "id": f"lenin-{number}", "volume": number}


def told(
    folder: Path, style: str, text: str = TEXT, *volumes: dict[str, object]
) -> dict[str, Finding]:
    root = make(folder, style)
    for path in (root / "source").glob("0*.md"):
        path.unlink()
    (root / "source" / "01.md").write_text(text, encoding="utf-8")
    path = root / "metadata" / "references.json"
    works = [*json.loads(path.read_text(encoding="utf-8")), LENIN, *volumes]
    path.write_text(json.dumps(works), encoding="utf-8")
    found = prepare(Book.open(root)).findings
    rules = ("cite-kind-lost", "cite-page-lost", "cite-volume-lost", "cite-volume-shown")
    return {f.rule: f for f in found if f.rule in rules}


@pytest.mark.parametrize(
    "style", [IBID, "oscola", "apa", "chicago-author-date", "ieee", "mhra-notes-subsequent-ibid"]
)
def test_nothing_is_told_where_all_is_printed(tmp_path: Path, style: str) -> None:
    assert told(tmp_path, style) == {}


def test_pages_that_a_style_never_prints_are_told_once(tmp_path: Path) -> None:
    found = told(tmp_path, "nature")
    assert set(found) == {"cite-page-lost", "cite-volume-shown"}
    assert "pp. 114–117 of moxon, and 3 more" in found["cite-page-lost"].message
    assert str(found["cite-page-lost"].place) == "source/01.md:3:7"


def test_a_volume_shown_with_the_page_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, "modern-language-association")
    assert list(found) == ["cite-volume-shown"]
    assert "2 citations" in found["cite-volume-shown"].message
    assert str(found["cite-volume-shown"].place) == "source/01.md:4:36"


def test_a_volume_that_is_lost_is_told(tmp_path: Path) -> None:
    """A style of a house's own, whose short form names the work and not the volume."""
    style = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">
      <info><title>x</title><id>x</id></info>
      <citation><layout suffix="."><group delimiter=", "><text variable="title"/>
      <text variable="page" prefix="0"/><choose><if variable="DOI"><number variable="volume"/></if>
      </choose><text variable="locator"/></group></layout></citation></style>"""
    make(tmp_path, IBID)
    (tmp_path / "metadata" / "own.csl").write_text(style, encoding="utf-8")
    found = told(tmp_path, "own.csl", TEXT, volume("27"), volume("33"))
    assert "33 of lenin-33, and 2 more" in found["cite-volume-lost"].message


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("32\N{EN DASH}3", {"32", "33"}),
        ("XXVII, p. 012", {"27", "12"}),
        ("xi\N{EN DASH}xiv", {"11", "14"}),
        ("12n. and 387 ff.", {"12", "387"}),
    ],
)
def test_numbers(text: str, wanted: set[str]) -> None:
    assert wanted <= numbers(text)


KINDS = """\
# One

First [@moxon, chapter 3]. Again [@moxon, chapter 4]. Words [@moxon, in chapter 5].
A page [@knuth, 7]. Line [@moxon, line 5]. Figures [@moxon, figs. 2-3].
"""


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        (IBID, ""),
        ("apa", ""),
        ("ieee", ""),
        ("oscola", "only the number of chapter 4 of moxon."),
        ("modern-language-association", "only the number of line 5 of moxon."),
    ],
)
def test_a_chapter_that_reads_as_a_page_is_told(tmp_path: Path, style: str, wanted: str) -> None:
    """OSCOLA prints `ibid 4` for chapter 4."""
    found = told(tmp_path, style, KINDS).get("cite-kind-lost")
    assert (found.message if found else "").endswith(wanted)
    assert bool(found) is bool(wanted)
