"""Citations go out to Word as Zotero's fields, and come back by key."""

from __future__ import annotations

import html
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest

from octavo.book import metadata
from octavo.formats import archive
from octavo.formats.docx.read import reading_of
from octavo.formats.docx.xml import parse
from octavo.formats.docx.zotero import locator_of
from octavo.manuscripts.importing import import_manuscripts
from octavo.model.artefact import Reading
from octavo.model.finding import Severity
from octavo.press import build as pipeline
from tests.running import build
from tests.test_build import Silent, make
from tests.word_files import cites, references, told

IBID = "chicago-notes-bibliography-subsequent-ibid"
STYLES = [IBID, "oscola", "apa", "chicago-author-date", "ieee"]


TEXT = """\
# One

First [@moxon, p. 33]. Then [see @knuth, chapter 3; also @moxon, pp. 4-5, for more]. And
[-@knuth, pp. xi-xiv]. Typed. (Knuth, The TeXbook, p. 97.) Again. (Ibid., p. 98.)

A note.[^1] As @moxon [p. 7] says.

# Two

Across the chapter [@moxon, folio 3]. Bare [@knuth, 12]. None [@knuth].[^2]

[^1]: See [@moxon, p. 12], and [@knuth]. And more.
[^2]: A note of words.
"""


WANTED = [
    ("moxon", "", "page 33"), ("knuth", "see", "chapter 3"),
    ("moxon", "also", "page 4-5, for more"), ("knuth", "", "page xi-xiv"),
    ("knuth", "", "page 97"), ("knuth", "", "page 98"),
    ("moxon", "", "page 12"), ("knuth", "", ""), ("moxon", "", "page 7"),
    ("moxon", "", "folio 3"), ("knuth", "", "page 12"), ("knuth", "", ""),
]  # fmt: skip


def built(folder: Path, style: str) -> Path:
    """The Word file of a book that cites in a style."""
    root = make(folder, style)
    for path in (root / "source").glob("0*.md"):
        path.unlink()
    (root / "source" / "01-text.md").write_text(TEXT, encoding="utf-8")
    works = json.loads((root / "metadata" / "references.json").read_text(encoding="utf-8"))
    works[0]["note"] = "a remark that nobody is to read"
    (root / "metadata" / "references.json").write_text(json.dumps(works), encoding="utf-8")
    options = pipeline.Options(("docx",), folder / "out")
    done = build(metadata.load(root), options, Silent())
    assert [f for f in done.findings if f.severity is Severity.ERROR] == []
    return done.artefacts[0].path


@pytest.fixture(scope="module", params=STYLES)
def word(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("word"), request.param)


def test_citations_come_back_by_key(word: Path, tmp_path: Path) -> None:
    """The same works, locators, prefixes and suffixes, in the same order; nothing is in doubt."""
    done = import_manuscripts([word], tmp_path / "again", "en-GB")
    assert told(cites(done)) == WANTED
    works = references(done)
    assert {key: item["title"] for key, item in works.items()} == {
        "moxon": "Mechanick Exercises",
        "knuth": "The TeXbook",
    }
    assert works["knuth"]["author"] == [{"family": "Knuth", "given": "Donald E."}]
    assert works["knuth"]["issued"] == {"date-parts": [[1984]]}
    assert {f.rule for f in done.findings} & {"import-differs", "import-citations-unread"} == set()
    last = sorted((done.folder / "source").glob("*.md"))[-1].read_text(encoding="utf-8")
    assert re.sub(r"\s+", " ", last).strip() == "# Bibliography ::: {#refs} :::"


@pytest.mark.parametrize("style", [IBID, "chicago-author-date"])
def test_what_came_back_reads_the_same_when_it_is_built(tmp_path: Path, style: str) -> None:
    first = built(tmp_path, style)
    done = import_manuscripts([first], tmp_path / "again", "en-GB")
    design = done.folder / "metadata" / "design.yaml"
    design.write_text(f"citation-style: {style}\n", encoding="utf-8")
    options = pipeline.Options(("docx",), tmp_path / "out2")
    again = build(metadata.load(done.folder), options, Silent())
    before, after = (reading(path) for path in (first, again.artefacts[0].path))
    assert before.notes == after.notes
    assert before.body == after.body[-len(before.body) :], "behind the list of contents"


def reading(path: Path) -> Reading:
    with zipfile.ZipFile(path) as packed:
        body, notes = (packed.read(f"word/{name}.xml") for name in ("document", "footnotes"))
    return reading_of(parse(body), parse(notes))


def test_a_field_holds_what_the_style_set(word: Path) -> None:
    """Word shows the field's result; Zotero asks where that is not what it last wrote."""
    members = archive.read(word)
    shown = codes = 0
    for name in ("word/document.xml", "word/footnotes.xml"):
        text = members[name].decode()
        for code, result in re.findall(
            r"CSL_CITATION (\{.*?\}) </w:instrText>.*?\"separate\" ?/></w:r>(.*?)<w:r><w:fldChar"
            r" w:fldCharType=\"end\"",
            text,
            re.DOTALL,
        ):
            codes += 1
            data = json.loads(html.unescape(code))
            letters = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", result))
            shown += data["properties"]["plainCitation"] == html.unescape(letters)
    assert shown == codes == 11


def test_italics_around_a_work_come_back(tmp_path: Path) -> None:
    root = make(tmp_path, "apa")
    (root / "source" / "01-case.md").write_text(
        "# One {#case}\n\nA [see *esp.* @moxon, p. 3, *passim*] and [@knuth, p. 4].\n",
        encoding="utf-8",
    )
    options = pipeline.Options(("docx",), tmp_path / "out")
    word = build(metadata.load(root), options, Silent()).artefacts[0].path
    done = import_manuscripts([word], tmp_path / "again", "en-GB")
    text = "".join(
        path.read_text(encoding="utf-8") for path in (done.folder / "source").glob("*.md")
    )
    assert "[see *esp.* @moxon, p. 3, *passim*]" in text


def test_names_of_fields_are_unique_and_the_bytes_the_same(tmp_path: Path) -> None:
    one, two = (built(tmp_path / name, IBID) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    whole = b"".join(archive.read(one).values())
    names = re.findall(rb'"citationID":"(\w+)"', whole)
    assert len(names) == len(set(names)) == 11
    assert b"nobody is to read" not in whole


@pytest.mark.parametrize(("style", "notes"), [(IBID, "1"), ("apa", "0")])
def test_zotero_takes_the_document_over(tmp_path: Path, style: str, notes: str) -> None:
    """The preferences name the style and say whether it makes notes, in pieces of 255 letters."""
    path = built(tmp_path, style)
    custom = archive.read(path)["docProps/custom.xml"].decode()
    pieces = re.findall(r'name="(ZOTERO_PREF_\d)".*?<vt:lpwstr>(.*?)</vt:lpwstr>', custom)
    assert [name for name, _ in pieces] == ["ZOTERO_PREF_1", "ZOTERO_PREF_2"]
    assert all(len(html.unescape(piece)) <= 255 for _, piece in pieces)
    data = html.unescape("".join(piece for _, piece in pieces))
    assert f'<style id="http://www.zotero.org/styles/{style}" locale="en-GB"' in data
    assert f'<pref name="noteType" value="{notes}"/>' in data
    assert docx.Document(str(path)).paragraphs


@pytest.mark.parametrize(
    ("suffix", "locator", "rest"),
    [
        (", p. 33", ("page", "33"), ""),
        (", pp. 4-5, for more", ("page", "4-5"), ", for more"),
        (", pp. 32-3", ("page", "32-33"), ""),
        (" p. 7", ("page", "7"), ""),
        (", 12", ("page", "12"), ""),
        (", chap. 3, p. 9", ("chapter", "3"), ", p. 9"),
        (", {p. 27: 273}, x", ("page", "27: 273"), ", x"),
        (", fol. 3", ("folio", "3"), ""),
        (", passim", None, ", passim"),
        (" and others", None, " and others"),
        ("", None, ""),
    ],
)  # fmt: skip
def test_a_suffix_is_parted(suffix: str, locator: tuple[str, str] | None, rest: str) -> None:
    found, after = locator_of(suffix)
    assert (found.get("label"), found.get("locator")) == (locator or (None, None))
    assert after == rest
