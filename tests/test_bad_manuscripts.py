"""Manuscripts that are damaged, or written as few programs do: one line, or a book."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.manuscripts.word.fields import HELD
from octavo.model.finding import InputError
from octavo.verbs.command import run
from tests.careless_book import manuscripts


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return manuscripts(tmp_path_factory.mktemp("good"))


def imported(folder: Path, name: str, data: bytes) -> Imported:
    (folder / name).write_bytes(data)
    return import_manuscripts([folder / name], folder / "book", "en-GB")


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Give an archive with its members changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def in_utf16(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx")):
        return data
    text = data.decode().replace("UTF-8", "UTF-16").replace("utf-8", "UTF-16")
    return text.encode("utf-16")


@pytest.mark.parametrize("name", ["m.docx", "m.odt", "m.epub"])
def test_xml_in_utf_16_is_read(tmp_path: Path, good: dict[str, bytes], name: str) -> None:
    done = imported(tmp_path, name, changed(good[name], in_utf16))
    text = "".join(p.read_text(encoding="utf-8") for p in done.folder.glob("source/*.md"))
    assert "*emphasis*" in text
    assert "A note" in text


@pytest.mark.parametrize(
    ("name", "part"), [("m.docx", "word/document.xml"), ("m.odt", "content.xml")]
)
def test_a_part_that_is_damaged_is_named(
    tmp_path: Path, good: dict[str, bytes], name: str, part: str
) -> None:
    def cut(member: str, data: bytes) -> bytes:
        return data[: len(data) // 2] if member == part else data

    with pytest.raises(InputError, match=f"damaged in its part {part}") as fault:
        imported(tmp_path, name, changed(good[name], cut))
    assert "CallStack" not in str(fault.value)
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize("name", ["m.docx", "m.odt", "m.epub"])
def test_an_archive_cut_anywhere_is_damaged(
    tmp_path: Path, good: dict[str, bytes], name: str
) -> None:
    data = good[name]
    for end in range(4, len(data), len(data) // 25):
        with pytest.raises(InputError, match="damaged"):
            imported(tmp_path, name, data[:end])
        with pytest.raises(InputError, match="damaged"):
            imported(tmp_path, name, data[:end] + data[end + 9 :])


def test_numbers_of_an_rtf_file_that_no_program_writes(
    tmp_path: Path, good: dict[str, bytes]
) -> None:
    long = b"9" * 5_000
    stray = rb"{\fonttbl{\f%b\fcharset%b x;}}\uc%b \u%b ?\bin%b " % (long, long, long, long, b"1")
    data = good["m.rtf"].replace(b"{\\pard", stray + b"{\\pard", 1)
    assert imported(tmp_path, "m.rtf", data).files


CITATION = 'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": [{"id": 1, "itemData": %s}]}'


@pytest.mark.parametrize(
    "code",
    [
        CITATION % '{"type": "book", "title": "A"',
        CITATION % ("[" * 50_000),
        CITATION % ('{"a":' * 500 + "1" + "}" * 500),
        CITATION % '{"type": "book", "title": "\\ud800"}',
        CITATION % '{"type": "book", "title": "\\u0000"}',
        CITATION % '{"type": "book", "volume": [1]}',
        CITATION % '{"type": "book", "author": [1]}',
        CITATION % "null",
        "ADDIN ZOTERO_ITEM CSL_CITATION {",
        "ADDIN ZOTERO_ITEM CSL_CITATION []",
        'ADDIN ZOTERO_BIBL {"a": ',
    ],
)
def test_a_field_that_cannot_be_read_stays_text(
    tmp_path: Path, good: dict[str, bytes], code: str
) -> None:
    marks = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    runs = [marks[0], f"<w:instrText> {escape(code)} </w:instrText>", marks[1], "<w:t>(A 3)</w:t>"]
    paragraph = "".join(f"<w:r>{run}</w:r>" for run in [*runs, marks[2]])

    def with_field(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        return data.replace(b"<w:sectPr", f"<w:p>{paragraph}</w:p><w:sectPr".encode(), 1)

    done = imported(tmp_path, "m.docx", changed(good["m.docx"], with_field))
    assert run(["lint", "--project", str(done.folder)]) in (0, 1)


def test_what_a_stranger_writes_where_a_bibliography_stands(
    tmp_path: Path, good: dict[str, bytes]
) -> None:
    paragraph = f'<w:p><w:r><w:t>{HELD}["id"</w:t></w:r></w:p><w:sectPr'

    def with_words(name: str, data: bytes) -> bytes:
        is_text = name == "word/document.xml"
        return data.replace(b"<w:sectPr", paragraph.encode(), 1) if is_text else data

    assert imported(tmp_path, "m.docx", changed(good["m.docx"], with_words)).files
