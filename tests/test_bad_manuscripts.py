"""Manuscripts that are damaged, or written as few programs do: one line, or a book."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.finding import InputError
from octavo.manuscripts.importing import Imported, import_manuscripts
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
