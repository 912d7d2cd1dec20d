"""Bibliographies by chapter and by kind of source, and *ibid.* that stays in its chapter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from octavo.book import metadata
from octavo.book.book import Book
from octavo.manuscripts.importing import import_manuscripts
from octavo.model.finding import Finding, InputError, Severity
from octavo.model.nodes import Document, Node, stringify, walk
from octavo.press import build as pipeline
from octavo.press.prepare import Prepared, prepare
from tests.running import CHECKED, LONG, build
from tests.test_build import Silent, make
from tests.test_defaults import by_pandoc

IBID = "chicago-notes-bibliography-subsequent-ibid"
ONE = "# One {#one}\n\nFirst [@moxon, p. 3]. Then [@knuth, p. 4]. Again [@knuth, p. 5].\n"
TWO = "# Two {#two}\n\nMore [@knuth, p. 5]. And [@knuth, p. 6]. Back [@moxon].\n"
NONE = "# Three {#three}\n\nNothing is cited.\n"
BY_KIND = """\
# Bibliography {.backmatter}

## Primary

::: {.references keyword="primary"}
:::

## Secondary

::: {.references notkeyword="primary"}
:::
"""


def book(folder: Path, style: str = IBID, end: str = "", **design: str) -> Path:
    """A book of three chapters; `end` is its last file, `design` more lines of design.yaml."""
    root = make(folder / "book", style)
    for path in (root / "source").glob("*.md"):
        path.unlink()
    for number, text in enumerate([ONE, TWO, NONE, end]):
        if text:
            (root / "source" / f"{number}.md").write_text(text, encoding="utf-8")
    lines = [
        f"citation-style: {style}",
        *(f"{k.replace('_', '-')}: {v}" for k, v in design.items()),
    ]
    (root / "metadata" / "design.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    works = json.loads((root / "metadata" / "references.json").read_text(encoding="utf-8"))
    works[0]["keyword"] = "typefounding, Primary"
    (root / "metadata" / "references.json").write_text(json.dumps(works), encoding="utf-8")
    return root


def prepared(root: Path) -> Prepared:
    return prepare(Book.open(root))


def lists(document: Document) -> list[list[str]]:
    """The beginnings of the entries of each bibliography, in reading order."""
    divs = (node for node in walk(document.blocks) if node["t"] == "Div")
    return [
        [stringify(entry["c"][1][0]["c"])[:5] for entry in div["c"][1]]
        for div in divs
        if "references" in div["c"][0][1]
    ]


def notes(document: Document) -> list[str]:
    found = (node for node in walk(document.blocks) if node["t"] == "Note")
    return [stringify(note["c"][0]["c"]) for note in found]


def identifiers(blocks: list[Node]) -> list[str]:
    attrs = {"Header": 1, "Div": 0, "Span": 0}
    found = (node["c"][attrs[node["t"]]][0] for node in walk(blocks) if node["t"] in attrs)
    return [identifier for identifier in found if identifier]


def rules(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings if finding.rule.startswith("bibliography-")}


@pytest.mark.parametrize("style", [IBID, "oscola", "apa", "ieee"])
def test_each_chapter_lists_what_it_cites(tmp_path: Path, style: str) -> None:
    document = prepared(book(tmp_path, style, bibliography_place="chapter")).document
    assert [len(entries) for entries in lists(document)] == [2, 2]
    headings = [stringify(b["c"][2]) for b in document.blocks if b["t"] == "Header"]
    assert headings == ["One", "Bibliography", "Two", "Bibliography", "Three"]
    names = identifiers(document.blocks)
    assert len(names) == len(set(names))
    links = [n["c"][2][0][1:] for n in walk(document.blocks) if n["t"] == "Link"]
    assert links
    assert set(links) <= set(names)


def test_citations_lead_to_their_own_chapter(tmp_path: Path) -> None:
    document = prepared(book(tmp_path, "apa", bibliography_place="chapter")).document
    second = next(
        i for i, b in enumerate(document.blocks) if b["t"] == "Header" and b["c"][1][0] == "two"
    )
    links = {n["c"][2][0] for n in walk(document.blocks[second:]) if n["t"] == "Link"}
    assert links <= {f"#{name}" for name in identifiers(document.blocks[second:])}


def test_the_whole_bibliography_stays_under_its_heading(tmp_path: Path) -> None:
    end = "# Works cited\n\n::: {#refs}\n:::\n"
    document = prepared(book(tmp_path, end=end, bibliography_place="chapter")).document
    assert [len(entries) for entries in lists(document)] == [2, 2, 2]
    assert len(set(identifiers(document.blocks))) == len(identifiers(document.blocks))


def test_an_editor_may_say_where_a_chapter_s_list_stands(tmp_path: Path) -> None:
    root = book(tmp_path)
    place = "\n## Works of this chapter\n\n::: {.references}\n:::\n\n## After\n\nWords.\n"
    path = root / "source" / "0.md"
    path.write_text(path.read_text(encoding="utf-8") + place, encoding="utf-8")
    done = prepared(root)
    assert [len(entries) for entries in lists(done.document)] == [2]
    assert rules(done.findings) == set()


def test_primary_and_secondary_sources(tmp_path: Path) -> None:
    done = prepared(book(tmp_path, end=BY_KIND))
    assert lists(done.document) == [["Moxon"], ["Knuth"]]
    assert rules(done.findings) == set()
    assert [name for name in identifiers(done.document.blocks) if name.startswith("ref-")] == [
        "ref-moxon",
        "ref-knuth",
    ]


def test_no_dash_stands_for_an_author_of_another_list(tmp_path: Path) -> None:
    """OSCOLA writes a dash for the author of the entry before: Knuth, here, of another chapter."""
    root = book(tmp_path, "oscola", bibliography_place="chapter")
    path = root / "metadata" / "references.json"
    works = json.loads(path.read_text(encoding="utf-8"))
    works.append({**works[1], "id": "knuth-art", "title": "Writing"})
    path.write_text(json.dumps(works), encoding="utf-8")
    (root / "source" / "2.md").write_text("# Three\n\nOnly [@knuth-art].\n", encoding="utf-8")
    assert lists(prepared(root).document)[2] == ["Knuth"]


def test_what_no_part_lists_is_told_and_no_link_is_dead(tmp_path: Path) -> None:
    done = prepared(book(tmp_path, end=BY_KIND.replace("notkeyword", "type")))
    found = {f.rule: f.message for f in done.findings if f.rule.startswith("bibliography-")}
    assert "The work knuth is cited" in found["bibliography-left-out"]
    assert 'type="primary"' in found["bibliography-empty"]
    names = set(identifiers(done.document.blocks))
    links = {n["c"][2][0][1:] for n in walk(done.document.blocks) if n["t"] == "Link"}
    assert links <= names


def test_a_selector_that_nobody_knows_stops_the_build(tmp_path: Path) -> None:
    done = prepared(book(tmp_path, end=BY_KIND.replace("notkeyword", "section")))
    [wrong] = [f for f in done.findings if f.rule == "bibliography-selector"]
    assert wrong.severity is Severity.ERROR
    assert '::: {.references section="primary"}' in wrong.message


def test_a_place_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is end or chapter") as told:
        metadata.load(book(tmp_path, bibliography_place="margin"))
    assert str(told.value.place) == "metadata/design.yaml:2"


def test_a_setting_whose_filter_is_not_listed_is_told(tmp_path: Path) -> None:
    root = book(tmp_path, ibid_across_chapters="no")
    listed = root / "metadata" / "pandoc.json"
    listed.write_text(
        listed.read_text(encoding="utf-8").replace('"apparatus.py", ', ""), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"apparatus\.py") as told:
        prepared(root)
    assert str(told.value.place) == "metadata/design.yaml:2"


def test_a_place_that_no_listed_filter_fills_is_told(tmp_path: Path) -> None:
    """A book made with an older list of filters would lack its bibliography without a word."""
    root = book(tmp_path, end=BY_KIND)
    listed = root / "metadata" / "pandoc.json"
    listed.write_text(
        listed.read_text(encoding="utf-8").replace(', "bibliographies.py"', ""), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"bibliographies\.py") as told:
        prepared(root)
    assert str(told.value.place) == "metadata/pandoc.json"


@pytest.mark.parametrize(
    ("style", "stays", "wanted"),
    [
        (IBID, "yes", ["Ibid.", "Ibid., 6."]),
        (IBID, "no", ["Knuth, The TeXbook, 5.", "Ibid., 6."]),
        ("oscola", "yes", ["Ibid.", "Ibid 6."]),
        ("oscola", "no", ["Knuth (n 2) 5.", "Ibid 6."]),
    ],
)
def test_ibid_stays_in_its_chapter(
    tmp_path: Path, style: str, stays: str, wanted: list[str]
) -> None:
    document = prepared(book(tmp_path, style, ibid_across_chapters=stays)).document
    assert notes(document)[3:5] == wanted
    assert len(notes(document)) == 6
    assert notes(document)[5] == (
        "Moxon (n 1)." if style == "oscola" else "Moxon, Mechanick Exercises."
    )
    assert b"octavo-between" not in document.dumps()
    assert [len(entries) for entries in lists(document)] == [2]


@pytest.mark.long
@pytest.mark.parametrize("style", [IBID, pytest.param("ieee", marks=LONG)])
def test_plain_pandoc_gives_the_same(tmp_path: Path, style: str) -> None:
    """The settings stand in a file that pandoc reads too."""
    root = book(tmp_path, style, BY_KIND, bibliography_place="chapter", ibid_across_chapters="no")
    assert prepared(root).document.blocks == by_pandoc(root, tmp_path).blocks


@CHECKED
def test_all_formats_agree_and_the_epub_is_valid(tmp_path: Path, checked: bool) -> None:
    root = book(
        tmp_path, "oscola", BY_KIND, bibliography_place="chapter", ibid_across_chapters="no"
    )
    project = metadata.load(root)
    options = pipeline.Options(project.edition.outputs, tmp_path / "out", draft=not checked)
    done = build(project, options, Silent())
    assert [f for f in done.findings if f.severity is not Severity.INFO] == []
    assert len(done.artefacts) == 6


def test_the_places_come_back_from_word(tmp_path: Path) -> None:
    root = book(tmp_path, "apa", BY_KIND, bibliography_place="chapter")
    done = build(metadata.load(root), pipeline.Options(("docx",), tmp_path / "out"), Silent())
    again = import_manuscripts([done.artefacts[0].path], tmp_path / "again", "en-GB")
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((again.folder / "source").glob("*.md"))
    )
    assert text.count("::: {.references}\n:::") == 2
    assert text.count('::: {.references keyword="primary"}\n:::') == 1
    assert text.count('::: {.references notkeyword="primary"}\n:::') == 1
    assert "Addison" not in text
    works = json.loads((again.folder / "metadata" / "references.json").read_text(encoding="utf-8"))
    assert {work["id"]: work.get("keyword") for work in works} == {
        "moxon": "primary",
        "knuth": None,
    }
    assert "import-differs" not in {finding.rule for finding in again.findings}
