"""Manuscripts that cannot be read, and folders that are not written over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.book import metadata
from octavo.manuscripts.folder.pictures import safe_name
from octavo.manuscripts.importing import import_manuscripts
from octavo.manuscripts.kinds import EXPORTS, kind_of
from octavo.model.finding import InputError
from tests.import_books import docx_members, imported, packed, write
from tests.shared import SAMPLE, STALINISM, shared


@pytest.fixture(scope="module", params=[STALINISM, SAMPLE], ids=["shared", "sample"])
def manuscript(request: pytest.FixtureRequest) -> Path:
    """The manuscript that must always import, and the sample of our own."""
    return request.param if isinstance(request.param, Path) else shared(*request.param)


# --- bad input -------------------------------------------------------------------------------


def refused(folder: Path, name: str, content: bytes) -> InputError:
    path = write(folder, name, content)
    with pytest.raises(InputError) as caught:
        import_manuscripts([path], folder / "book", "en-GB")
    assert not (folder / "book").exists()
    assert [p.name for p in folder.iterdir()] == [name]  # nothing half-written
    assert str(path) in str(caught.value)
    return caught.value


@pytest.mark.parametrize("suffix", sorted(EXPORTS))
def test_files_of_other_programs_name_the_export_to_make(tmp_path: Path, suffix: str) -> None:
    fault = refused(tmp_path, f"book{suffix}", b"whatever it holds")
    assert EXPORTS[suffix][1] in str(fault)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word 97"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "PageMaker".encode("utf-16-le"), "PageMaker"),
        (bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d"), "InDesign"),
        (b"\0\0MMXPR3", "QuarkXPress"),
        (packed({"mimetype": b"application/vnd.adobe.indesign-idml-package"}), "InDesign"),
    ],
)
def test_they_are_known_by_their_bytes_whatever_they_are_called(data: bytes, words: str) -> None:
    for name in ("manuscript.txt", "manuscript.docx", "manuscript"):
        with pytest.raises(InputError, match=words):
            kind_of(data, name)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"word/media/bomb.bin": bytes(20_000_000)}, "packed"),
        ({"../outside.xml": b"x"}, "leads out"),
        ({"/etc/outside": b"x"}, "leads out"),
        ({"word/x.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}, "entities"),
        ({"word/link": b"/etc/passwd"}, "is a link"),
    ],
)
def test_unsafe_archives_are_refused(tmp_path: Path, change: dict[str, bytes], words: str) -> None:
    members = {**docx_members(tmp_path), **change}
    assert words in str(refused(tmp_path, "x.docx", packed(members, ("word/link",))))


def test_a_damaged_docx_is_refused(tmp_path: Path) -> None:
    data = packed(docx_members(tmp_path))
    refused(tmp_path, "x.docx", data[: len(data) // 2])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", b""),
        ("x.txt", b" \n \n"),
        ("x.txt", b"a\0b"),
        ("x.docx", b"text"),
        ("x.xyz", b"a"),
    ],
)
def test_what_cannot_be_read_is_one_error(tmp_path: Path, name: str, content: bytes) -> None:
    assert refused(tmp_path, name, content).message


def test_a_missing_file_a_folder_and_no_file_are_errors(tmp_path: Path) -> None:
    for files in ([tmp_path / "none.txt"], [tmp_path], []):
        with pytest.raises(InputError):
            import_manuscripts(files, tmp_path / "book", "en-GB")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "x.txt").open("wb") as file:
        file.truncate(65_000_000)
    with pytest.raises(InputError, match="65 megabytes"):
        import_manuscripts([tmp_path / "x.txt"], tmp_path / "book", "en-GB")


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    files = [write(tmp_path, "x.txt", "One."), write(tmp_path / "a", "X.txt", "Two.")]
    with pytest.raises(InputError, match="Two files"):
        import_manuscripts(files, tmp_path / "book", "en-GB")


@pytest.mark.parametrize("tag", ["", "english", "en_GB", "e", "en-GB-", "../x"])
def test_a_language_is_a_tag(tmp_path: Path, tag: str) -> None:
    with pytest.raises(InputError, match="language tag"):
        import_manuscripts([write(tmp_path, "x.txt", "Text.")], tmp_path / "book", tag)


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / "source").mkdir(parents=True)
    write(book / "source", "01.md", "Mine.")
    with pytest.raises(InputError, match="source"):
        imported(tmp_path, "x.txt", "Text.")
    assert [p.name for p in book.rglob("*")] == ["source", "01.md"]


def test_a_folder_that_holds_other_things_takes_the_book(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    write(tmp_path / "book", "README.md", "Ours.")
    done = imported(tmp_path, "x.txt", "Text.")
    assert (done.folder / "README.md").read_text(encoding="utf-8") == "Ours."
    assert metadata.load(done.folder).edition.lang == "en-GB"


@pytest.mark.parametrize(
    ("name", "safe"),
    [("Ünter träume (2).txt", "Unter-traume-2.txt"), ("con.txt", "m.txt"), ("../../x.png", "x.png"),
     (".hidden", "hidden"), ("Привет.docx", "Privet.docx"), ("???.docx", "docx"),
     ("a b.txt", "a-b.txt"), ("a — b--c.txt", "a-b--c.txt")],
)  # fmt: skip
def test_names_are_made_safe(name: str, safe: str) -> None:
    made = safe_name(name, "m")
    assert made == safe
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", made)
