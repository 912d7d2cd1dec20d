"""Citations that Zotero itself wrote into a Word file."""

from __future__ import annotations

import html
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from octavo import pandoc
from octavo.formats import archive
from octavo.manuscripts.importing import Imported, import_manuscripts
from tests.word_files import cites, item, references, told

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
        ("", {"locator": "27: 273-5"}, ("doe-book-types", "", "volume 27, pp. 273-5")),
        ("", {"locator": "2", "label": "volume"}, ("doe-book-types", "", "volume 2")),
        ("4", {"locator": "27: 273"}, ("doe-book-types", "", "page 27: 273")),
        ("", {"locator": "3:A", "label": "figure"}, ("doe-book-types", "", "figure 3:A")),
    ],
)
def test_a_volume_stands_before_its_page(
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


def test_fields_of_a_program_that_hold_no_work_stay_text(tmp_path: Path) -> None:
    """EndNote keeps numbers of somebody's library: pandoc would make keys of them."""
    record = "<EndNote><Cite><RecNum>12</RecNum></Cite></EndNote>"
    cited = field("(Doe, 1999)", code=record).replace("ZOTERO_ITEM CSL_CITATION", "EN.CITE")
    listed = field("Doe, J. (1999).", code=" ").replace("ZOTERO_ITEM CSL_CITATION", "EN.REFLIST")
    done = zotero(tmp_path, ["# T", f"A {cited}.", listed])
    text = next((done.folder / "source").glob("01*.md")).read_text(encoding="utf-8")
    assert "A (Doe, 1999)." in text
    assert "Doe, J. (1999)." in text
    unread = next(f for f in done.findings if f.rule == "import-citations-unread")
    assert unread.message == "1 citation of EndNote could not be read: it stays as text."
    assert "EndNote" in unread.hint
    assert "Zotero" not in unread.hint


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
