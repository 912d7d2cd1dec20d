"""Files come back as programs leave them: other names of parts and styles, runs parted at will."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.formats import archive
from tests.bench.word_merge import resaved
from tests.running import call
from tests.test_merge import CHAPTER, TEXT, make
from tests.word_editor import Editor

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = make(tmp_path_factory.mktemp("habits") / "book")
    send.send(Book.open(book), send.Parcel(out=book / "sent.docx"))
    return book


@pytest.fixture
def book(sent: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sent, tmp_path / "book")


def named_as_on_the_web(members: Members) -> Members:
    """Word for the web calls the main part document2.xml."""
    made = {
        name.replace("word/document.xml", "word/document2.xml"): data
        for name, data in members.items()
    }
    made["word/_rels/document2.xml.rels"] = made.pop("word/_rels/document.xml.rels")
    for part in ("[Content_Types].xml", "_rels/.rels"):
        made[part] = made[part].replace(b"word/document.xml", b"word/document2.xml")
    return made


def with_edits_apart(members: Members) -> Members:
    """Word parts runs by the times of editing, and marks what its spelling checker doubts."""

    def parted(match: re.Match[bytes]) -> bytes:
        properties, text = match[1] or b"", match[2]
        cut = text.find(b" ") + 1 or len(text) // 2
        run = b'<w:r w:rsidR="00AB12CD">%b<w:t xml:space="preserve">%b</w:t></w:r>'
        return b'<w:proofErr w:type="spellStart"/>'.join(
            run % (properties, one) for one in (text[:cut], text[cut:])
        )

    pattern = rb"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>([^<]{4,})</w:t></w:r>"
    document = re.sub(pattern, parted, members["word/document.xml"])
    return {**members, "word/document.xml": document}


def with_other_styles(members: Members) -> Members:
    """A German Word calls the styles by German identifiers; their names stay."""
    made = dict(members)
    for part in ("word/document.xml", "word/footnotes.xml", "word/styles.xml"):
        data = re.sub(rb'w:val="(BodyText|FirstParagraph|Heading2)"', rb'w:val="x\1"', made[part])
        made[part] = re.sub(
            rb'w:styleId="(BodyText|FirstParagraph|Heading2)"', rb'w:styleId="x\1"', data
        )
    return made


def without_bookmarks(members: Members) -> Members:
    """Google Docs keeps no bookmark, property or part of custom XML that it does not know."""
    made = {
        name: data
        for name, data in members.items()
        if not name.startswith(("customXml", "docProps/custom"))
    }
    for part in ("word/document.xml", "word/footnotes.xml"):
        made[part] = re.sub(rb"<w:bookmark(Start|End)[^>]*/>", b"", made[part])
    for part in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        made[part] = re.sub(
            rb"<(?:Override|Relationship)\b[^>]*(?:customXml|custom\.xml)[^>]*/>", b"", made[part]
        )
    return made


def with_endnotes(members: Members) -> Members:
    """An editor has converted all footnotes to endnotes: References, Footnotes, Convert."""
    made = {name.replace("footnotes", "endnotes"): data for name, data in members.items()}
    for part in (
        *("word/document.xml", "word/endnotes.xml"),
        *("[Content_Types].xml", "word/_rels/document.xml.rels", "word/settings.xml"),
    ):
        data = re.sub(rb"footnote(?=s|Ref|Pr|\b)", b"endnote", made[part])
        made[part] = data.replace(b"FootnoteText", b"EndnoteText")
    names = (b'"FootnoteText"', b'"EndnoteText"'), (b'"footnote text"', b'"endnote text"')
    for old, new in names:
        made["word/styles.xml"] = made["word/styles.xml"].replace(old, new)
    assert b"endnoteReference" in made["word/document.xml"]
    return made


HABITS: dict[str, Callable[[Members], Members]] = {
    "Word for the web": named_as_on_the_web,
    "edits apart": with_edits_apart,
    "other styles": with_other_styles,
    "no bookmarks": without_bookmarks,
    "endnotes": with_endnotes,
}


@pytest.mark.parametrize("name", HABITS)
def test_a_program_changes_nothing_by_its_habits(name: str, book: Path) -> None:
    identifier = next((book / "sent").iterdir()).name
    archive.write(
        book / "bare.docx", HABITS[name](archive.read(book / "sent.docx")), archive.EARLIEST
    )
    done = call(book, "merge", "bare.docx", "--sent", identifier)
    assert "0 changes." in done.stdout, done.stdout + done.stderr
    editor = Editor.open(book / "sent.docx", "Ann Lee")
    editor.replace("month", "week")
    editor.new_paragraph("The quay is gone", "The sea is not.")
    members = archive.read(editor.save(book / "edited.docx"))
    archive.write(book / "edited.docx", HABITS[name](members), archive.EARLIEST)
    done = call(book, "merge", "edited.docx", "--sent", identifier)
    assert "2 changes, 2 can be written." in done.stdout, done.stdout + done.stderr
    text = TEXT.replace("month", "week").replace("is gone.\n", "is gone.\n\nThe sea is not.\n")
    assert (book / CHAPTER).read_text(encoding="utf-8") == text


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_saves_it_again(book: Path, tmp_path: Path) -> None:
    editor = Editor.open(book / "sent.docx", "Ann Lee")
    editor.replace("month", "week")
    editor.note("The quay is gone.", "Since 1701.")
    editor.save(book / "edited.docx")
    bare, edited = resaved([book / "sent.docx", book / "edited.docx"], tmp_path)
    assert "0 changes." in call(book, "merge", str(bare)).stdout
    done = call(book, "merge", str(edited))
    assert "2 changes, 2 can be written." in done.stdout, done.stdout
    text = TEXT.replace("month", "week").replace("quay is gone.", "quay is gone.^[Since 1701.]")
    assert (book / CHAPTER).read_text(encoding="utf-8") == text
