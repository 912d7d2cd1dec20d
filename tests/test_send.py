"""A Word file is sent: its leaves and itself are named, and what was sent is kept."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from PIL import Image

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, sent, word_leaves
from octavo.formats import archive
from octavo.model.finding import InputError
from tests.output_books import refused
from tests.running import call, snapshot
from tests.test_merge import CHAPTER, TEXT, make


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("send") / "book")


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "book")


def members(book: Path, *arguments: str) -> dict[str, bytes]:
    done = call(book, "send", "--out", "sent.docx", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    read = archive.read(book / "sent.docx")
    (book / "sent.docx").unlink()
    return read


def test_each_leaf_has_a_bookmark_and_the_file_its_name(book: Path) -> None:
    read = members(book, "--to", "Ann Lee")
    (name,) = sent.known_ids(book)
    assert f'id="{name}"'.encode() in read["customXml/item1.xml"]
    assert f">{name}<".encode() in read["docProps/custom.xml"]
    stories = read["word/document.xml"] + read["word/footnotes.xml"]
    marks = re.findall(rb'<w:bookmarkStart w:id="(\d+)" w:name="(_Oct\d+)"', stories)
    known = sent.load(book, name)
    named = {one for leaf in known.leaves for one in leaf.ids}
    assert {mark.decode() for _, mark in marks} == named
    every = re.findall(rb'<w:bookmarkStart w:id="(\d+)"', stories)
    assert len(every) == len(set(every))
    assert known.to == ("Ann Lee",)
    assert known.files[CHAPTER] == TEXT.encode()


def test_it_is_known_where_in_the_text_each_leaf_stands(book: Path) -> None:
    members(book)
    known = sent.load(book, sent.known_ids(book)[0])
    places = zip(known.leaves, known.where, strict=True)
    typed = {leaf.text: TEXT[at.start : at.end] for leaf, at in places if at}
    assert typed["The carts"] == "The carts"
    assert typed["So the book of the works has it."] == "So the book of the works has it."
    assert typed["few"] == "few"
    assert "iron pans* until" in typed[next(text for text in typed if "brine" in text)]
    assert known.where[0] is None  # the title page is the metadata's


def test_the_same_text_is_the_same_file_under_the_same_name(book: Path, tmp_path: Path) -> None:
    other = shutil.copytree(book, tmp_path / "other")
    assert members(book) == members(other)
    assert sent.known_ids(book) == sent.known_ids(other)
    folder = Path("sent") / sent.known_ids(book)[0] / "text.zip"
    assert (book / folder).read_bytes() == (other / folder).read_bytes()
    members(book, "--variant", "manuscript")
    (other / CHAPTER).write_text(TEXT.replace("month", "week"), encoding="utf-8")
    members(other)
    assert len({*sent.known_ids(book), *sent.known_ids(other)}) == 3


A4, LETTER = (11906, 16838), (12240, 15840)


@pytest.mark.parametrize(
    ("lang", "size", "paper"),
    [("en-GB", A4, ""), ("en-US", LETTER, ""), ("en-GB", LETTER, "letter"), ("en-US", A4, "a4")],
)
def test_a_manuscript_is_ragged_and_double_spaced(
    lang: str, size: tuple[int, int], paper: str, book: Path
) -> None:
    path = book / "metadata" / "edition.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("en-GB", lang), encoding="utf-8")
    asked = ["--paper", paper] if paper else []
    read = members(book, "--variant", "manuscript", "--lines", *asked)
    assert b'<w:jc w:val="both"/>' not in read["word/styles.xml"]
    assert b"autoHyphenation" not in read["word/settings.xml"]
    document = read["word/document.xml"]
    assert b'<w:lnNumType w:countBy="1"' in document
    uncounted = re.findall(
        rb'w:styleId="(\w+)"(?:(?!</w:style>).)*suppressLineNumbers', read["word/styles.xml"], re.S
    )
    assert {b"Title", b"TOC1", b"FootnoteText", b"Figure"} <= set(uncounted)
    assert b"BodyText" not in uncounted
    found = {
        tuple(map(int, one)) for one in re.findall(rb'<w:pgSz w:w="(\d+)" w:h="(\d+)"', document)
    }
    assert len(found) == 1
    assert all(abs(a - b) <= 2 for a, b in zip(found.pop(), size, strict=True))
    text = re.search(
        rb'<w:style [^>]*w:styleId="FootnoteText".*?</w:style>', read["word/styles.xml"], re.S
    )
    assert text is not None
    assert b'w:line="480"' in text[0]


def test_a_file_that_somebody_changed_is_not_written_over(book: Path) -> None:
    posted = send.send(Book.open(book), send.Parcel("Ann"))
    again = send.send(Book.open(book), send.Parcel("Ben"))
    assert again.path == posted.path
    assert again.sent.to == ("Ann", "Ben")
    posted.path.write_bytes(b"edited")
    with pytest.raises(InputError, match="somebody changed it"):
        send.send(Book.open(book), send.Parcel())
    assert posted.path.read_bytes() == b"edited"


def test_a_line_before_a_break_is_not_stretched(book: Path) -> None:
    assert b"<w:doNotExpandShiftReturn/>" in members(book)["word/settings.xml"]


def test_a_page_has_no_paper_of_the_office(book: Path) -> None:
    refused(call(book, "send", "--paper", "a4"), "Only a manuscript is set on office paper.")
    assert not (book / "sent").exists()


def test_the_lines_of_a_page_are_not_counted(book: Path) -> None:
    done = call(book, "send", "--lines")
    assert done.returncode == 2
    assert "The lines of the edition's pages are not counted." in done.stderr
    assert not (book / "sent").exists()


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\n", "\x1b", "\x7f", "\x80", "\u2028", "\udcff"])
def test_nobody_is_called_by_a_control_character(book: Path, sign: str) -> None:
    with pytest.raises(InputError, match="control character"):
        send.send(Book.open(book), send.Parcel(f"Ann{sign}Lee"))
    assert not (book / "sent").exists()


def test_a_name_of_letters_of_any_script_is_taken(book: Path) -> None:
    name = "Zoë\N{NO-BREAK SPACE}\N{HEBREW LETTER ALEF}"
    assert send.send(Book.open(book), send.Parcel(name)).sent.to == (name,)


def test_a_folder_is_no_file_to_write(book: Path) -> None:
    refused(call(book, "send", "--out", "source"), "source: This is a folder")
    refused(call(book, "send", "--out", "a" * 5000), "cannot be the name of a file")
    assert not (book / "sent").exists()


def test_what_was_kept_may_be_damaged(book: Path) -> None:
    members(book)
    (name,) = sent.known_ids(book)
    (book / "sent" / name / "text.zip").write_bytes(b"PK")
    with pytest.raises(InputError, match="damaged"):
        sent.load(book, name)
    (book / "sent" / name / "sent.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError):
        sent.load(book, name)


def test_leaves_that_are_none_are_damage(book: Path) -> None:
    members(book)
    (name,) = sent.known_ids(book)
    path = book / "sent" / name / sent.TEXT
    whole = archive.read(path)
    first, *others = orjson.loads(whole[sent.LEAVES])
    wrong: list[Any] = [None, {}, [], [1], ["a"], [{}]]
    for key, values in {
        "kind": ("zz", 5),
        "at": (5, [1, 2], ["a", "b", "c"], ["gone.md", 0, 1], [CHAPTER, 5, 2], [CHAPTER, 0, 10**9]),
        "ids": (5, [5]),
        "level": ("x", -1, 10**6),
        "style": (5,),
        "runs": (5, ["a"], [[5, [], ""]], [["a", [[1]], ""]], [["a", [], "zz"]]),
    }.items():
        wrong += [[{**first, key: value}, *others] for value in values]
    for value in wrong:
        archive.write(path, {**whole, sent.LEAVES: orjson.dumps(value)}, archive.EARLIEST)
        with pytest.raises(InputError, match="damaged"):
            sent.load(book, name)
    for data in (b"[" * 100_000, b"\xff"):
        archive.write(path, {**whole, sent.LEAVES: data}, archive.EARLIEST)
        with pytest.raises(InputError, match="damaged"):
            sent.load(book, name)
    archive.write(path, {**whole, CHAPTER: b"\xff"}, archive.EARLIEST)
    with pytest.raises(InputError, match="damaged"):
        sent.load(book, name)
    archive.write(path, whole, archive.EARLIEST)
    for record in ("[]", "5", "{}", '{"to": 5, "variant": "page", "title": "x"}', "[" * 100_000):
        (book / "sent" / name / sent.RECORD).write_text(record, encoding="utf-8")
        with pytest.raises(InputError):
            sent.load(book, name)


@pytest.mark.parametrize("items", ["5", "null", '"a"', "{}", "[5]", "[]", "[" * 100_000])
def test_a_citation_that_lists_no_works_is_known_by_its_code(items: str) -> None:
    code = f'ADDIN ZOTERO_ITEM CSL_CITATION {{"citationItems": {items}}}'
    assert word_leaves.works(code) == code


def test_two_files_that_differ_have_two_names(book: Path) -> None:
    members(book)
    picture = book / "source" / "images" / "pan.png"
    picture.parent.mkdir(exist_ok=True)
    (book / CHAPTER).write_text(f"{TEXT}\n![A pan](images/pan.png)\n", encoding="utf-8")
    for shade in ("white", "black"):
        Image.new("RGB", (8, 8), shade).save(picture)
        members(book)
    assert len(sent.known_ids(book)) == 3


def test_nothing_else_is_kept_under_a_known_name(book: Path) -> None:
    posted = send.send(Book.open(book), send.Parcel("Ann")).sent
    kept = snapshot(book / "sent")
    other = replace(posted, files={**posted.files, "metadata/more.txt": b"more"})
    with pytest.raises(InputError, match="Something else"):
        sent.keep(book, other)
    assert snapshot(book / "sent") == kept


def test_what_a_link_fetches_from_elsewhere_is_not_kept(book: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a word", encoding="utf-8")
    (book / "metadata" / "pw.txt").symlink_to(secret)
    members(book)
    (name,) = sent.known_ids(book)
    assert "metadata/pw.txt" not in sent.load(book, name).files
    assert "metadata/edition.yaml" in sent.load(book, name).files


@pytest.mark.parametrize(
    "data", ["- 5\n", "a: b\n", "[", "- decision: maybe\n  rule: a\n  file: b\n"]
)
def test_wrong_decisions_about_a_file_are_named_by_their_own_file(book: Path, data: str) -> None:
    members(book)
    (name,) = sent.known_ids(book)
    path = f"sent/{name}/{merging.DECISIONS}"
    (book / path).write_text(data, encoding="utf-8")
    with pytest.raises(InputError) as refused_as:
        merging.answers(book, name)
    assert refused_as.value.place is not None
    assert refused_as.value.place.file == path
