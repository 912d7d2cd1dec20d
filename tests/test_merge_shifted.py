"""What LibreOffice does to tracked changes of notes, and to joins, is set right."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned, sent
from octavo.desk.merge.merging import Merge
from octavo.formats import archive
from octavo.formats.docx.xml import w
from tests import libreoffice
from tests.bench.word_merge import resaved
from tests.test_merge import make
from tests.test_merge_scripts import CITED, WORKS
from tests.word_editor import Editor

AUTHOR = "Ann Lee"
PLAIN, LONG, FIRST, LAST, ALONE = (
    "So the book of",
    ", but not",
    "is the best modern",
    "Best is the",
    "p. 12",
)
"""Words of the notes."""

TEXT = CITED.replace(
    "[^1]: So the book of the works has it, as @coe knows.\n",
    """[^1]: So the book of the works has it, as @coe knows.
[^2]: @coe is the best modern description of it.
[^3]: Best is the description by @lee [p. 5]
[^4]: So [@coe, p. 4] and more so [@lee, p. 5], but not *here* nor there.
[^5]: [@coe, p. 12; @lee]
""",
)
TEXT = TEXT.replace("The quay is gone", "The quay[^2] is[^3] gone[^4]")
TEXT = TEXT.replace("Boats rot there.", "Boats rot there.[^5]")

Edit = Callable[[Editor], object]


def shown(editor: Editor, within: str, number: int) -> str:
    """Return what a field of a paragraph shows."""
    made: list[str] = []
    is_shown = False
    for run in editor.find(within).iter(w("r")):
        kind = next((mark.get(w("fldCharType")) for mark in run.iter(w("fldChar"))), "")
        made += [""] if kind == "separate" else []
        is_shown = kind == "separate" or (is_shown and kind != "end")
        if is_shown:
            made[-1] += "".join(one.text or "" for one in run.findall(w("t")))
    return made[number]


def over(within: str, number: int = 0, new: str = "(see Brown)") -> Edit:
    """Type over what a field shows."""
    return lambda e: e.replace(shown(e, within, number), new, within)


def each(*edits: Edit) -> Edit:
    return lambda e: [edit(e) for edit in edits]


CASES: dict[str, Edit] = {
    "a citation at the end is typed over": over(PLAIN),
    "one at the beginning": over(FIRST),
    "one that is last": over(LAST),
    "the first of two": over(LONG),
    "the second of two": over(LONG, 1),
    "both": each(over(LONG, 1), over(LONG, 0)),
    "one that stands alone": over(ALONE),
    "one that is gone": over(FIRST, 0, ""),
    "a part of one": lambda e: e.replace("1902, p. 5", "1903, p. 5", LONG),
    "one, and a word behind it": each(
        over(LONG), lambda e: e.replace("there", "yonder", LONG)
    ),
    "one, and a word before it": each(
        lambda e: e.replace("more", "much more", LONG), over(LONG, 1)
    ),
    "words around two": each(
        lambda e: e.replace("So", "Thus", LONG),
        lambda e: e.replace("more", "less", LONG),
        lambda e: e.replace("there", "yonder", LONG),
    ),
    "a half of a word": lambda e: e.replace("scription", "lineation", FIRST),
    "italics": lambda e: e.format("there", within=LONG),
    "a word behind one": lambda e: e.replace("modern", "ancient", FIRST),
    "a word that goes": lambda e: e.replace("modern ", "", FIRST),
    "a word at the end": lambda e: e.add("description by", " our friend"),
    "a note that is parted": lambda e: e.split("there"),
    "a note before the others": each(lambda e: e.note("Boats", "New.", "The quay"), over(FIRST)),
    "one in the text": over("they said"),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shifted")
    book = make(folder / "book", TEXT)
    (book / "metadata" / "references.json").write_bytes(orjson.dumps(WORKS))
    send.send(Book.open(book), send.Parcel(out=folder / "sent.docx"))
    return folder


def edited(folder: Path, name: str, edit: Edit) -> Path:
    editor = Editor.open(folder / "sent.docx", AUTHOR)
    edit(editor)
    return editor.save(folder / f"{name}.docx")


def laid(folder: Path, path: Path) -> Merge:
    came = returned.opened(path)
    book = Book.open(folder / "book")
    return merging.lay(book, sent.load(book.root, came.id), came.leaves)


def read(merge: Merge) -> list[tuple[str, ...]]:
    """What a merge proposes: kinds, authors, words before and after."""
    return [
        (one.landed.hunk.what, one.landed.hunk.author, one.finding.before, one.finding.after)
        for one in merge.proposed
    ]


@pytest.mark.parametrize("name", CASES)
def test_changes_stand_on_their_words(folder: Path, name: str) -> None:
    tracked = edited(folder, "tracked", CASES[name])
    expected = read(laid(folder, tracked))
    assert expected
    assert {author for _, author, _, _ in expected} == {AUTHOR}
    members = libreoffice.saved(archive.read(tracked))
    archive.write(folder / "again.docx", members, archive.EARLIEST)
    assert read(laid(folder, folder / "again.docx")) == expected


def test_a_file_of_another_program_is_left_as_it_stands(folder: Path) -> None:
    """A half of a word was taken away: nothing tells LibreOffice's fault but its name."""
    path = edited(folder, "half", lambda e: e.replace("mode", "", FIRST))
    [(_, _, before, after)] = read(laid(folder, path))
    assert (before, after) == ("modern", "rn")


JOINS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "behind a note": ("until the salt", [("joined", "conflict")]),
    "without one": ("Carts took", [("joined", "placed")]),
}


@pytest.mark.parametrize("name", JOINS)
def test_a_join_that_may_be_lost_is_asked(folder: Path, name: str) -> None:
    words, expected = JOINS[name]
    path = edited(folder, "join", lambda e: e.join(words))
    archive.write(path, libreoffice.saved(archive.read(path)), archive.EARLIEST)
    merge = laid(folder, path)
    assert [(one.landed.hunk.what, one.state) for one in merge.proposed] == expected
    assert [one.landed.hunk.author for one in merge.proposed] == [AUTHOR]


def test_a_join_made_by_hand_is_not_asked_again(folder: Path) -> None:
    path = edited(folder, "join", lambda e: e.join("until the salt"))
    archive.write(path, libreoffice.saved(archive.read(path)), archive.EARLIEST)
    chapter = folder / "book" / "source" / "01-pans.md"
    chapter.write_text(TEXT.replace("fell.[^1]\n\nThey", "fell.[^1] They"), encoding="utf-8")
    try:
        assert [one.state for one in laid(folder, path).proposed] == ["made"]
    finally:
        chapter.write_text(TEXT, encoding="utf-8")


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_saves_them_all(folder: Path, tmp_path: Path) -> None:
    joins = {words: lambda e, words=words: e.join(words) for words, _ in JOINS.values()}
    edits = {**CASES, **joins}
    files = [edited(folder, f"case-{number}", edit) for number, edit in enumerate(edits.values())]
    again = resaved(files, tmp_path)
    for name, one, other in zip(edits, files, again, strict=True):
        assert (name, read(laid(folder, other))) == (name, read(laid(folder, one)))
