"""Marks on lines of other kinds: divided words, two pages, turned tables, right to left, verse."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk.merge.marked.pages import LAST, Leaflets
from octavo.desk.merge.marked.reading import proof_of
from octavo.desk.merge.marked.signs import Signs
from octavo.desk.merge.sent import known_ids, load
from octavo.desk.send import Parcel
from octavo.desk.send_proof import send_proof
from tests.pdf_reader import Reader, Word, around
from tests.test_merge import CHAPTER, make
from tests.test_merge_proof import DAY, lay, written

NAMES = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
]
LONG = " ".join(
    f"Number {one} of the considerable correspondence about the salt of the islands is missing;"
    for one in range(101, 137)
)
TABLE = "\n".join("| " + " | ".join(f"{name}{row}xxxx" for name in NAMES) + " |" for row in "abc")
RULED = TABLE.replace("\n", "\n|" + "---|" * len(NAMES) + "\n", 1)
TEXT = f"""\
# The Salt

{LONG}

| The carts went down,
| the sacks came up,
| and nobody knew.

Salt[^a] was[^b] dear.

[^a]: The first.

[^b]: The second.

{RULED}

: What went out
"""
HEBREW = "# שלום\n\nהמלח נשקל פעם בחודש ואיש לא קיבל שכר על מה שהיה רטוב עד הערב.\n"


def sent(folder: Path, text: str, lang: str = "en-GB") -> Path:
    book = make(folder, text)
    path = book / "metadata" / "edition.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("en-GB", lang), encoding="utf-8")
    send_proof(Book.open(book), Parcel("", "proof", out=book / "proof.pdf"), DAY)
    return book


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sent(tmp_path_factory.mktemp("pages") / "book", TEXT)


@pytest.fixture
def book(proof: Path, tmp_path: Path) -> Path:
    return shutil.copytree(proof, tmp_path / "book")


def divided(reader: Reader) -> Word:
    """A word whose second half stands on the next line."""
    for number in range(101, 137):
        for word in ("considerable", "correspondence"):
            whole = f"Number {number} of the considerable correspondence"
            if "".join(whole.split()) in "".join(text for text, _ in reader.texts):
                at = reader.part(word, whole)
                if abs(at.boxes[0][1] - at.boxes[-1][1]) > 5:
                    return at
    raise AssertionError


def test_the_halves_of_a_divided_word_are_one(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    whole = divided(reader)
    first = [box for box in whole.boxes if abs(box[1] - whole.boxes[0][1]) < 3]
    reader.strike(Word(whole.page, first))
    reader.replace(Word(whole.page, whole.boxes[len(first) :]), "letters")
    (one,) = lay(book, reader).merge.open
    assert one.finding.after == "letters"
    assert one.finding.before in ("considerable", "correspondence")


def test_a_stroke_that_goes_on_over_the_page_is_one(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    solid = "".join(LONG.split())
    page, (text, boxes) = next(
        (number, one) for number, one in enumerate(reader.texts) if solid[:40] in one[0]
    )
    low = max(n for n in range(90, len(solid)) if solid[n - 90 : n] in text)
    at = text.find(solid[low - 90 : low]) + 90
    other, more = reader.texts[page + 1]
    start = other.find(solid[low : low + 60])
    assert start >= 0
    words = LONG.split()
    last = next(n for n in range(len(words)) if len("".join(words[: n + 1])) >= low)
    first = low - len("".join(words[: last - 1]))
    behind = len("".join(words[: last + 2])) - low
    reader.strike(Word(page, boxes[at - first : at]))
    reader.strike(Word(page + 1, more[start : start + behind]))
    struck = " " + " ".join(words[last - 1 : last + 2])
    before = " ".join(words[last - 4 : last - 1])
    text = TEXT.replace(before + struck, before)
    assert text != TEXT
    assert written(lay(book, reader)) == text


def test_a_turned_table_is_read_along_its_lines(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    word = reader.find("gammabxxxx")
    left, foot, right, head = around(word.boxes)
    assert head - foot > right - left
    mark = reader.mark("StrikeOut", word)
    mark.QuadPoints = reader.quad((left, foot, right, head))
    reader.caret(word, "none", IRT=mark, RT=reader.sign("Group"))
    assert written(lay(book, reader)) == TEXT.replace("gammabxxxx", "none")


def test_words_at_the_ends_of_verse_stay_in_their_lines(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.caret(reader.find("The carts went down,"), "and down again,")
    reader.caret(reader.find("and nobody knew"), "But then ", before=True)
    text = TEXT.replace("went down,", "went down, and down again,")
    assert written(lay(book, reader)) == text.replace("| and nobody", "| But then and nobody")


def test_what_stands_beside_the_marks_of_notes_keeps_them(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.part("Salt", "Salt1 was"), "Brine")
    reader.caret(reader.find("dear."), "very ", before=True)
    text = TEXT.replace("Salt[^a] was[^b] dear", "Brine[^a] was[^b] very dear")
    assert written(lay(book, reader)) == text


def test_pages_in_another_order_are_known_by_their_words(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    for old, new in (("nobody", "everybody"), ("gammabxxxx", "none"), ("Number 101", "Letter 101")):
        reader.replace(reader.find(old), new)
    reader.pdf.pages.reverse()
    text = TEXT.replace("nobody", "everybody").replace("gammabxxxx", "none")
    assert written(lay(book, reader)) == text.replace("Number 101", "Letter 101")


def test_the_letters_of_marked_pages_alone_are_laid_out(book: Path) -> None:
    known = load(book, known_ids(book)[0])
    leaflets = proof_of(known, len(Signs(known.leaves).text)).leaflets
    rows = leaflets.pages * 10
    many = Leaflets(rows)
    assert [page.label for page in many] == [page.label for page in rows]
    assert len(many._last) <= LAST
    assert many[4].cells == leaflets[4].cells
    signs = {cell.sign: 5 for cell in leaflets[5].cells}
    assert leaflets.pages_of(signs) == signs
    assert leaflets.pages_of([-1, len(Signs(known.leaves).text)]) == {}


def test_a_text_from_right_to_left(tmp_path: Path) -> None:
    book = sent(tmp_path / "book", HEBREW, "he")
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("בחודש"), "בשבוע")
    left, foot, _, head = reader.find("שכר").boxes[-1]
    middle = Word(reader.find("שכר").page, [(left, foot, left, head)])
    reader.caret(middle, " רב")
    text = HEBREW.replace("בחודש", "בשבוע").replace("שכר", "שכר רב")
    assert written(lay(book, reader)) == text
    assert (book / CHAPTER).read_text(encoding="utf-8") == HEBREW
