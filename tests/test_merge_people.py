"""Files come back as people leave them: half accepted, pasted into, retyped. Nothing is lost."""

from __future__ import annotations

import re
import shutil
from copy import deepcopy
from pathlib import Path

import orjson
import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import comments_in, merging
from octavo.desk.merge.merging import Merge
from octavo.desk.merge.returned import Returned, opened
from octavo.desk.merge.sent import Sent
from octavo.formats import archive
from octavo.formats.docx.comments import Said, Thread, add_comments, leaf_texts
from octavo.formats.docx.xml import Element, w
from octavo.formats.docx.xml import make as element
from tests import word_more
from tests.test_merge import CHAPTER, make
from tests.test_merge_scripts import CITED, WORKS
from tests.word_editor import Editor, text_of

ANN = "Ann Lee"
Way = tuple[Book, Sent, Path]


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Way:
    folder = make(tmp_path_factory.mktemp("people") / "book", CITED)
    (folder / "metadata" / "references.json").write_bytes(orjson.dumps(WORKS))
    book = Book.open(folder)
    made = send.send(book, send.Parcel(out=folder / "sent.docx"))
    return book, made.sent, made.path


def laid_on(posted: Way, path: Path) -> tuple[Merge, Returned]:
    came = opened(path)
    return merging.lay(posted[0], posted[1], came.leaves), came


def text_and_asked(laid: Merge) -> tuple[str, list[str]]:
    """Return the text that is written, and the words of what waits for a person."""
    made, refused = laid.patches(laid.open)
    asked = [one.finding.after or one.finding.before for one in (*laid.conflicts, *refused)]
    return (made[0].after.decode() if made else CITED), asked


def accept(editor: Editor, words: str) -> None:
    """Accept the tracked changes of one paragraph."""
    paragraph = editor.find(words)
    for gone in list(paragraph.iter(w("del"))):
        gone.getparent().remove(gone)
    for new in list(paragraph.iter(w("ins"))):
        for run in list(new):
            new.addprevious(run)
        new.getparent().remove(new)


def paragraph(words: str, style: str) -> Element:
    look = element("rPr", element("rFonts", ascii="Arial"), element("sz", val="22"))
    text = element("t")
    text.text = words
    named = element("pPr", element("pStyle", val=style)) if style else element("pPr")
    return element("p", named, element("r", look, text))


def test_half_of_the_changes_were_accepted(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2], ANN)
    editor.replace("month", "week")
    editor.replace("winter", "summer")
    accept(editor, "in summer")
    laid, _ = laid_on(posted, editor.save(tmp_path / "back.docx"))
    text, asked = text_and_asked(laid)
    assert text == CITED.replace("month", "week").replace("winter", "summer")
    assert not asked
    assert sorted(one.landed.hunk.author for one in laid.proposed) == ["", ANN]


@pytest.mark.parametrize("style", ["Normal", "", "Standard", "MsoNormal"])
def test_a_chapter_was_pasted_in(style: str, posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    made = [
        paragraph("The boats", "Heading2"),
        paragraph("Boats came up the river at night. Nobody saw them.", style),
        paragraph("They took the salt and left a paper.", style),
    ]
    place = editor.find("The quay is gone")
    for one in reversed(made):
        place.addnext(one)
    laid, _ = laid_on(posted, editor.save(tmp_path / "back.docx"))
    text, asked = text_and_asked(laid)
    assert not asked
    pasted = "\n\n".join(["", "## The boats", *map(text_of, made[1:])])
    at = CITED.index("\n\n[^1]:")
    assert text == CITED[:at] + pasted + CITED[at:]


def test_a_table_was_pasted_in(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    table = next(editor.trees["word/document.xml"].iter(w("tbl")))
    new = deepcopy(table)
    for number, one in enumerate(new.iter(w("t")), 1):
        one.text = f"pasted{number}"
    editor.find("Carts took it").addnext(new)
    laid, _ = laid_on(posted, editor.save(tmp_path / "back.docx"))
    text, asked = text_and_asked(laid)
    count = len(list(new.iter(w("t"))))
    words = " ".join(asked) + text
    assert [n for n in range(1, count + 1) if not re.search(rf"pasted{n}\b", words)] == []


def test_a_note_was_retyped(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    editor.delete_note(0)
    editor.note("the salt fell.", "As the ledger of the works shows.")
    laid, _ = laid_on(posted, editor.save(tmp_path / "back.docx"))
    text, asked = text_and_asked(laid)
    assert "As the ledger of the works shows." in text or any("ledger" in one for one in asked)
    assert len(laid.proposed) <= 3


def test_a_note_was_retyped_as_it_was(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    words = text_of(editor.find("So the book of the works")).strip()
    editor.delete_note(0)
    editor.note("the salt fell.", words)
    laid, _ = laid_on(posted, editor.save(tmp_path / "back.docx"))
    text, asked = text_and_asked(laid)
    assert not asked
    note = CITED.index("[^1]:")
    assert text[:note] == CITED[:note]  # a citation that was retyped is words now
    assert words.split()[:5] == text[note:].split()[1:6]


def test_a_paragraph_was_copied_with_its_bookmark(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    one = editor.find("They weighed it")
    copy = deepcopy(one)
    editor.find("Carts took it").addnext(copy)
    laid, _ = laid_on(posted, editor.save(tmp_path / "back.docx"))
    text, asked = text_and_asked(laid)
    assert not asked
    assert text.count("They weighed it once a month. Nobody was paid for what was wet.") == 2


def test_all_was_typed_anew(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    new = "Each month a clerk came with a beam."
    editor.replace(text_of(editor.find("They weighed it")), new)
    text, asked = text_and_asked(laid_on(posted, editor.save(tmp_path / "back.docx"))[0])
    assert new in text
    assert not asked


def unlinked(path: Path) -> None:
    """Every field as the words that it shows."""
    members = archive.read(path)
    for part in ("word/document.xml", "word/footnotes.xml"):
        data = re.sub(
            rb"<w:r>(?:(?!</w:r>).)*<w:(?:instrText|fldChar).*?</w:r>",
            b"",
            members[part],
            flags=re.DOTALL,
        )
        members[part] = re.sub(rb"</?w:hyperlink[^>]*>", b"", data)
    archive.write(path, members, archive.EARLIEST)


@pytest.mark.parametrize("author", ["", ANN], ids=["untracked", "tracked"])
def test_citations_were_unlinked(author: str, posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2], author)
    editor.replace("month", "week")
    editor.replace("rot there", "lie there")
    path = editor.save(tmp_path / "back.docx")
    unlinked(path)
    text, asked = text_and_asked(laid_on(posted, path)[0])
    assert not asked
    assert text == CITED.replace("month", "week").replace("rot there", "lie there")


def test_a_citation_that_was_unlinked_and_changed_is_asked(posted: Way, tmp_path: Path) -> None:
    path = tmp_path / "back.docx"
    path.write_bytes(posted[2].read_bytes())
    unlinked(path)
    editor = Editor.open(path)
    where = "Boats rot there"
    editor.replace("Coe", "Brown", where)
    text, asked = text_and_asked(laid_on(posted, editor.save(path))[0])
    assert "Brown" in text or any("Brown" in one for one in asked)


def test_answers_stand_in_comments(posted: Way, tmp_path: Path) -> None:
    members = archive.read(posted[2])
    names = [name for name, text in leaf_texts(members).items() if "weighed" in text]
    talk = (
        Said("Ben", "2026-03-01T10:00:00Z", "Once a week, surely?"),
        Said(ANN, "2026-03-02T10:00:00Z", "No: a month. See the ledger."),
    )
    add_comments(members, [Thread(names[0], 0, 4, talk)])
    path = tmp_path / "back.docx"
    archive.write(path, members, archive.EARLIEST)
    laid, came = laid_on(posted, path)
    taken = comments_in.taken(posted[0], came.name, came.comments)
    assert laid.proposed == []
    assert [one["text"] for one in taken.entries] == [one.text for one in talk]
    assert taken.entries[1]["reply-to"] == taken.entries[0]["id"]


def test_bookmarks_are_lost_and_paragraphs_parted(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    editor.split("Nobody was paid")
    path = editor.save(tmp_path / "back.docx")
    members = archive.read(path)
    for part in ("word/document.xml", "word/footnotes.xml"):
        members[part] = re.sub(rb"<w:bookmark(Start|End)[^>]*/>", b"", members[part])
    archive.write(path, members, archive.EARLIEST)
    text, asked = text_and_asked(laid_on(posted, path)[0])
    assert not asked
    assert text == CITED.replace("month. Nobody", "month.\n\nNobody")


@pytest.mark.parametrize("author", ["", ANN], ids=["untracked", "tracked"])
def test_a_new_row_is_typed_behind_that_before_it(author: str, posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2], author)
    word_more.new_row(editor, "1684", "Ash")
    laid, _ = laid_on(posted, editor.save(tmp_path / "back.docx"))
    row = "| 1684 | few   |\n"
    assert text_and_asked(laid) == (CITED.replace(row, f"{row}| Ash 1 | Ash 2 |\n"), [])
    [one] = laid.proposed
    assert one.landed.hunk.author == author


def test_a_new_row_that_was_made_by_hand_stands(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    word_more.new_row(editor, "1684", "Ash")
    path = editor.save(tmp_path / "back.docx")
    folder = shutil.copytree(posted[0].root, tmp_path / "book")
    row = "| 1684 | few   |\n"
    for rows, state in (("| Ash 1 | Ash 2 |\n", "made"), ("| Ash 1 | Else |\n", "conflict")):
        (folder / CHAPTER).write_text(CITED.replace(row, row + rows), encoding="utf-8")
        laid = merging.lay(Book.open(folder), posted[1], opened(path).leaves)
        assert [one.state.value for one in laid.proposed] == [state]


@pytest.mark.parametrize("author", ["", ANN], ids=["untracked", "tracked"])
def test_a_row_that_is_gone_goes(author: str, posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2], author)
    word_more.delete_row(editor, "1683")
    laid, _ = laid_on(posted, editor.save(tmp_path / "back.docx"))
    assert text_and_asked(laid) == (CITED.replace("| 1683 | many  |\n", ""), [])
    assert {one.landed.hunk.author for one in laid.proposed} == {author}
