"""Citations go out to Word as Zotero's fields, and come back by key."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from octavo import pandoc
from octavo.book import metadata
from octavo.formats import archive
from octavo.formats.docx.read import reading_of
from octavo.formats.docx.xml import parse
from octavo.formats.docx.zotero import locator_of
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.model.artefact import Reading
from octavo.model.finding import Severity
from octavo.model.nodes import Node, stringify, walk
from octavo.press import build
from tests.test_build import Silent, make

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
    options = build.Options(("docx",), folder / "out")
    done = build.build(metadata.load(root), options, Silent())
    assert [f for f in done.findings if f.severity is Severity.ERROR] == []
    return done.artefacts[0].path


@pytest.fixture(scope="module", params=STYLES)
def word(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("word"), request.param)


def cites(done: Imported) -> list[Node]:
    texts = [
        path.read_text(encoding="utf-8") for path in sorted((done.folder / "source").glob("*.md"))
    ]
    blocks = [block for text in texts for block in pandoc.read(text.encode()).blocks]
    return [node for node in walk(blocks) if node["t"] == "Cite"]


def told(cited: list[Node]) -> list[tuple[str, str, str]]:
    return [
        (c["citationId"], stringify(c["citationPrefix"]), place(stringify(c["citationSuffix"])))
        for cite in cited
        for c in cite["c"][0]
    ]


def place(suffix: str) -> str:
    """A suffix with the kind of its locator in full, however it is shortened in a language."""
    locator, rest = locator_of(suffix)
    return " ".join([locator["label"], locator["locator"]]) + rest if locator else rest


def references(done: Imported) -> dict[str, dict[str, Any]]:
    path = done.folder / "metadata" / "references.json"
    return {item["id"]: item for item in json.loads(path.read_text(encoding="utf-8"))}


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
    options = build.Options(("docx",), tmp_path / "out2")
    again = build.build(metadata.load(done.folder), options, Silent())
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
    options = build.Options(("docx",), tmp_path / "out")
    word = build.build(metadata.load(root), options, Silent()).artefacts[0].path
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


# --- written by Zotero itself ---------------------------------------------------------------------

DOE = {
    "id": 17,
    "type": "book",
    "title": "A Book of Types",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [["1999"]]},
}
ROE = {"id": 17, "type": "article-journal", "title": "On Ems", "author": [{"family": "Roe"}]}
A, B = "http://zotero.org/users/1/items/AAAA", "http://zotero.org/groups/2/items/BBBB"


def zotero(folder: Path, paragraphs: list[str], notes: str = "") -> Imported:
    """Import a Word file of some paragraphs; `@1` in them stands for a field of a citation."""
    text = "\n\n".join([*paragraphs, notes])
    data = pandoc.run(["-f", "markdown-smart", "-t", "docx", "-o", "-"], text.encode(), folder)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    path = folder / "written.docx"
    archive.write(path, members, 1768435200)
    return import_manuscripts([path], folder / "book", "en-GB")


def field(shown: str, *items: dict[str, Any], code: str = "", pieces: int = 1) -> str:
    """A citation's field as raw OpenXML in Markdown; Word cuts its code in `pieces`."""
    code = code or json.dumps({"citationID": "x", "properties": {}, "citationItems": items})
    code = f" ADDIN ZOTERO_ITEM CSL_CITATION {code} "
    size = -(-len(code) // pieces)
    cut = [html.escape(code[i : i + size], quote=False) for i in range(0, len(code), size)]
    runs = "".join(
        f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in cut
    )
    mark = '`<w:r><w:fldChar w:fldCharType="{}"/></w:r>{}`{{=openxml}}'.format
    opening = mark("begin", f'{runs}<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    return f"{opening}{shown}{mark('end', '')}"


def item(data: dict[str, Any], uri: str, **more: Any) -> dict[str, Any]:
    return {"id": data["id"], "uris": [uri], "itemData": data, **more}


def test_numbers_of_a_library_become_keys(tmp_path: Path) -> None:
    """One number may mean two works, in two people's libraries; the address tells them apart."""
    done = zotero(
        tmp_path,
        [
            "# T",
            "A " + field("(Doe 1999, 3)", item(DOE, A, locator="3", label="page"), pieces=3) + ".",
            "B " + field("(Roe)", item(ROE, B, prefix="see ", suffix=" and others")) + ".",
            "C "
            + field("(Doe 1999)", item({**DOE, "id": 99}, A, **{"suppress-author": True}))
            + ".",
        ],
    )
    assert told(cites(done)) == [
        ("doe-book-types", "", "page 3"),
        ("roe-on-ems", "see", " and others"),
        ("doe-book-types", "", ""),
    ]
    works = references(done)
    assert list(works) == ["doe-book-types", "roe-on-ems"]
    assert works["doe-book-types"]["issued"] == {"date-parts": [["1999"]]}
    assert cites(done)[2]["c"][0][0]["citationMode"]["t"] == "SuppressAuthor"
    assert "(Doe" not in "".join(p.read_text() for p in (done.folder / "source").glob("*.md"))


def test_a_note_that_is_a_citation_becomes_one(tmp_path: Path) -> None:
    alone = field("Doe, *A Book of Types*, 3.", item(DOE, A, locator="3"))
    more = field("Ibid., 4.", item(DOE, A, locator="4"))
    done = zotero(
        tmp_path, ["# T", "One.[^1] Two.[^2]"], f"[^1]: {alone}\n\n[^2]: {more} He agrees."
    )
    text = next((done.folder / "source").glob("01*.md")).read_text(encoding="utf-8")
    assert "One. [@doe-book-types, p. 3] Two.[^1]" in text
    assert "[^1]: [@doe-book-types, p. 4]. He agrees." in text


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"locator": "3", "label": "chapter"}, "chapter 3"),
        ({"locator": "3-5, 9", "label": "page"}, "page 3-5, 9"),
        ({"locator": "4", "label": "verse"}, ", verse 4"),
        ({"locator": "A; B", "label": "figure"}, "figure A; B"),
        ({"locator": "3", "suffix": ", *sic*"}, "page 3, *sic*"),
        ({"suffix": " <i>passim</i>"}, " passim"),
    ],
)
def test_locators_and_suffixes(tmp_path: Path, more: dict[str, str], wanted: str) -> None:
    done = zotero(tmp_path, ["# T", "A " + field("(Doe)", item(DOE, A, **more)) + "."])
    assert [suffix for _, _, suffix in told(cites(done))] == [wanted]
    assert "import-differs" not in {f.rule for f in done.findings}


@pytest.mark.parametrize(
    ("volume", "more", "wanted"),
    [
        ("", {"locator": "27: 273-5"}, ("doe-book-types-27", "", "page 273-275")),
        ("", {"locator": "2", "label": "volume"}, ("doe-book-types-2", "", "")),
        ("4", {"locator": "27: 273"}, ("doe-book-types", "", "page 27: 273")),
        ("", {"locator": "3:A", "label": "figure"}, ("doe-book-types", "", "figure 3:A")),
    ],
)
def test_a_volume_has_a_key_of_its_own(
    tmp_path: Path, volume: str, more: dict[str, str], wanted: tuple[str, str, str]
) -> None:
    """A field has room for one locator: of a work in volumes that is the volume too."""
    work = {**DOE, "volume": volume} if volume else DOE
    done = zotero(tmp_path, ["# T", "A " + field("(Doe)", item(work, A, **more)) + "."])
    assert told(cites(done)) == [wanted]


def test_a_key_of_better_bibtex_stays(tmp_path: Path) -> None:
    data = {**DOE, "citation-key": "doe1999types"}
    done = zotero(tmp_path, ["# T", "A " + field("(Doe)", item(data, A)) + "."])
    assert told(cites(done)) == [("doe1999types", "", "")]
    assert "citation-key" not in references(done)["doe1999types"]


def test_a_field_that_cannot_be_read_stays_text_and_is_told(tmp_path: Path) -> None:
    done = zotero(tmp_path, ["# T", "A " + field("(Doe 1999)", code='{"citationItems": [') + "."])
    text = next((done.folder / "source").glob("01*.md")).read_text(encoding="utf-8")
    assert "A (Doe 1999)." in text
    assert "import-citations-unread" in {f.rule for f in done.findings}


def test_the_bibliography_keeps_its_place(tmp_path: Path) -> None:
    cited = "A " + field("(Doe)", item(DOE, A)) + "."
    listed = field("Doe, Jane. A Book of Types.", code="{}").replace(
        "ADDIN ZOTERO_ITEM CSL_CITATION", "ADDIN ZOTERO_BIBL"
    )
    done = zotero(tmp_path, ["# T", cited, "## Works", listed, "# After", "Words."])
    first, second = sorted((done.folder / "source").glob("*.md"))
    assert first.read_text(encoding="utf-8").rstrip().endswith("## Works\n\n::: {#refs}\n:::")
    assert second.read_text(encoding="utf-8").split() == ["#", "After", "Words."]


def test_a_bibliography_with_more_than_is_cited_stays(tmp_path: Path) -> None:
    cited = "A " + field("(Doe)", item(DOE, A)) + "."
    listed = field("Doe, Jane. A Book of Types.", code='{"uncited":[["x"]],"custom":[]}').replace(
        "ADDIN ZOTERO_ITEM CSL_CITATION", "ADDIN ZOTERO_BIBL"
    )
    done = zotero(tmp_path, ["# T", cited, "## Works", listed])
    text = next((done.folder / "source").glob("01*.md")).read_text(encoding="utf-8")
    assert "Doe, Jane. A Book of Types." in text
    assert "import-bibliography-kept" in {f.rule for f in done.findings}


def test_no_bibliography_is_lost_with_citations_that_were_not_read(tmp_path: Path) -> None:
    lost = "A " + field("(Doe 1999)", code='{"citationItems": [') + "."
    listed = field("Doe, Jane. A Book of Types.", code="{}").replace(
        "ADDIN ZOTERO_ITEM CSL_CITATION", "ADDIN ZOTERO_BIBL"
    )
    done = zotero(tmp_path, ["# T", lost, "## Works", listed])
    text = next((done.folder / "source").glob("01*.md")).read_text(encoding="utf-8")
    assert "Doe, Jane. A Book of Types." in text


def test_endnote_s_fields_stay_text(tmp_path: Path) -> None:
    """EndNote keeps numbers of somebody's library: pandoc would make keys of them."""
    record = (
        "<EndNote><Cite><Author>Doe</Author><Year>1999</Year><RecNum>12</RecNum><record>"
        '<rec-number>12</rec-number><ref-type name="Book">6</ref-type><titles><title>T</title>'
        "</titles></record></Cite></EndNote>"
    )
    cited = field("(Doe, 1999)", code=record).replace("ZOTERO_ITEM CSL_CITATION", "EN.CITE")
    listed = field("Doe, J. (1999).", code=" ").replace("ZOTERO_ITEM CSL_CITATION", "EN.REFLIST")
    done = zotero(tmp_path, ["# T", f"A {cited}.", listed])
    text = next((done.folder / "source").glob("01*.md")).read_text(encoding="utf-8")
    assert "A (Doe, 1999)." in text
    assert "Doe, J. (1999)." in text
    assert "import-citations-unread" in {f.rule for f in done.findings}


def test_a_key_means_one_work_in_all_manuscripts_of_a_book(tmp_path: Path) -> None:
    other = {**DOE, "title": "Another Book", "citation-key": "doe"}
    one, two = (tmp_path / name for name in ("one", "two"))
    paths = []
    for folder, data, uri in ((one, {**DOE, "citation-key": "doe"}, A), (two, other, B)):
        folder.mkdir()
        zotero(folder, [f"# {folder.name}", "A " + field("(Doe)", item(data, uri)) + "."])
        paths.append(shutil.move(folder / "written.docx", tmp_path / f"{folder.name}.docx"))
    done = import_manuscripts([Path(path) for path in paths], tmp_path / "book", "en-GB")
    assert [key for key, _, _ in told(cites(done))] == ["doe", "doe-2"]
    assert [work["title"] for work in references(done).values()] == [
        "A Book of Types",
        "Another Book",
    ]


def test_a_file_without_fields_is_as_it_was(tmp_path: Path) -> None:
    done = zotero(tmp_path, ["# T", "Words (Doe 1999)."])
    assert "import-citations" not in {f.rule for f in done.findings}
    shutil.rmtree(done.folder)
