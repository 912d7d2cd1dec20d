"""What a reader marks on a proof comes back: each mark its change or its comment, in its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from octavo.book import queries
from octavo.book.book import Book
from octavo.desk.merge import came, returned
from octavo.desk.merge.came import Laid
from octavo.desk.merge.landing import State
from octavo.desk.query import Asked, ask
from octavo.desk.send import Parcel
from octavo.desk.send_proof import send_proof
from tests.pdf_reader import HABITS, Reader
from tests.running import call
from tests.test_merge import CHAPTER, make

TEXT = """\
# The Pans {#pans}

The brine ran down to the pans -- in winter it ran at night, through the long flat fields behind
the difficult dike, and nobody in the town could say why it had been dug there at all, nor by whom,
nor in which of the many hard years before the first of the great floods. It was boiled in *iron
pans* until the salt fell.[^1]

They weighed it once a month, every monday. Nobody was paid for what was wet.

## The carts {#carts}

Carts took it to the quay, pp. 3-4, in [long sacks](#pans). The books were lost.

> Salt is dear, they said.

- one sack
- two sacks

| Year | Sacks |
|------|-------|
| 1683 | many  |
| 1684 | few   |

: What went out

The quay is gone. Its stones are houses now.

[^1]: So the book of the works has it.
"""
DAY = "2026-11-29"


def make_proof(folder: Path) -> Path:
    """A book of which a proof was sent, with a query: proof.pdf."""
    book = make(folder, TEXT)
    ask(Book.open(book), Asked(f"{CHAPTER}:8", "month", "Or a week?", "Ann Lee", DAY))
    send_proof(Book.open(book), Parcel("Ben Roe", "proof", out=book / "proof.pdf"), DAY)
    return book


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_proof(tmp_path_factory.mktemp("proof") / "book")


@pytest.fixture
def book(proof: Path, tmp_path: Path) -> Path:
    return shutil.copytree(proof, tmp_path / "book")


def lay(book: Path, *readers: Reader) -> Laid:
    """What the file of the last reader comes to."""
    path = readers[-1].save(book / "back.pdf")
    file = returned.opened(path)
    return came.lay(Book.open(book), returned.sent_as(book, file), file)


def written(laid: Laid) -> str:
    """The chapter with all changes that can be written."""
    patches, left = laid.merge.patches(laid.merge.open)
    assert not left, [one.landed.why for one in left]
    assert not laid.merge.conflicts, [one.finding.message for one in laid.merge.conflicts]
    return patches[0].after.decode()


Mark = Callable[[Reader], object]

CASES: dict[str, tuple[Mark, str, str]] = {
    "a word replaced": (lambda r: r.replace(r.find("month"), "week"), "month", "week"),
    "a word struck out": (lambda r: r.strike(r.find("hard")), " hard years", " years"),
    "a word struck out before a comma": (
        lambda r: r.strike(r.find("month")), "once a month,", "once a,",
    ),
    "a sentence": (
        lambda r: r.strike(r.find("Nobody was paid for what was wet.")),
        " Nobody was paid for what was wet.", "",
    ),
    "words over lines": (
        lambda r: r.strike(r.find("through the long flat fields behind the difficult dike, ")),
        "through the long flat fields behind\nthe difficult dike, and", "and",
    ),
    "words over lines replaced": (
        lambda r: r.replace(r.find("why it had been dug there at all, nor by whom,"), "why,"),
        "why it had been dug there at all, nor by whom,", "why,",
    ),
    "a word with a ligature": (
        lambda r: r.replace(r.find("difficult"), "old"), "difficult", "old",
    ),
    "words beside what a filter changed": (
        lambda r: r.replace(r.find("winter"), "summer"), "winter", "summer",
    ),
    "words in small capitals": (
        lambda r: r.replace(r.find("brine"), "water"), "The brine", "The water",
    ),
    "emphasis": (lambda r: r.replace(r.find("iron"), "lead"), "*iron\npans*", "*lead\npans*"),
    "a letter too many": (lambda r: r.strike(r.part("s", "books")), "The books", "The book"),
    "a letter": (
        lambda r: r.replace(r.part("m", "monday"), "M"), "every monday", "every Monday",
    ),
    "a heading": (lambda r: r.replace(r.find("carts"), "horses"), "## The carts", "## The horses"),
    "a quotation": (lambda r: r.replace(r.find("dear"), "cheap"), "is dear", "is cheap"),
    "an item": (lambda r: r.replace(r.find("one sack"), "a sack"), "one sack", "a sack"),
    "a cell": (lambda r: r.replace(r.find("few"), "none"), "| few ", "| none "),
    "a caption": (lambda r: r.replace(r.find("went out"), "was sold"), "went out", "was sold"),
    "a note": (lambda r: r.replace(r.find("book of the works"), "ledger"),
               "the book of the works", "the ledger"),
    "a link": (lambda r: r.replace(r.find("long sacks"), "wide sacks"),
               "[long sacks]", "[wide sacks]"),
    "a range that a filter set": (
        lambda r: r.replace(r.find("3\N{EN DASH}4"), "3\N{EN DASH}5"), "3-4", "3\N{EN DASH}5",
    ),
    "a word put in": (
        lambda r: r.caret(r.find("for what was"), " very"), "was wet", "was very wet",
    ),
    "a word put in without a space": (
        lambda r: r.caret(r.find("for what was"), "very"), "was wet", "was very wet",
    ),
    "several words put in before one": (
        lambda r: r.caret(r.find("wet."), "found to be ", before=True),
        "was wet", "was found to be wet",
    ),
    "a comma": (lambda r: r.caret(r.find("Salt is dear, they"), ","), "they said", "they, said"),
    "an ending": (lambda r: r.caret(r.find("the quay"), "s"), "the quay,", "the quays,"),
    "words at the end of a sentence": (
        lambda r: r.caret(r.find("houses now"), " or walls"), "houses now.", "houses now or walls.",
    ),
    "words at the beginning of a paragraph": (
        lambda r: r.caret(r.find("The quay is"), "Today", before=True),
        "The quay is", "Today The quay is",
    ),
    "an ending at the end of an item": (
        lambda r: r.caret(r.find("one sack"), "s"), "one sack", "one sacks",
    ),
    "a word at the end of an item": (
        lambda r: r.caret(r.find("two sacks"), "today"), "two sacks", "two sacks today",
    ),
    "words at its end": (
        lambda r: r.caret(r.find("houses now."), "So it is."),
        "houses now.", "houses now. So it is.",
    ),
    "a new paragraph": (
        lambda r: r.caret(r.find("The quay is gone."), "", Sy=r.sign("P")),
        "gone. Its", "gone.\n\nIts",
    ),
    "a paragraph struck out": (
        lambda r: r.strike(r.find("The quay is gone. Its stones are houses now.")),
        "The quay is gone. Its stones are houses now.\n\n", "",
    ),
    "a stroke with a caret beside it": (
        lambda r: (r.strike(r.find("wet")), r.caret(r.find("for what was wet"), "dry")),
        "was wet", "was dry",
    ),
    "two strokes that touch": (
        lambda r: (r.strike(r.find("flat")), r.strike(r.find("fields"))),
        "long flat fields behind", "long behind",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_mark_is_its_change_and_nothing_else(name: str, book: Path) -> None:
    mark, before, after = CASES[name]
    reader = Reader(book / "proof.pdf")
    mark(reader)
    assert TEXT.count(before) == 1
    assert written(lay(book, reader)) == TEXT.replace(before, after)


@pytest.mark.parametrize("program", HABITS)
def test_each_program_is_read(program: str, book: Path) -> None:
    reader = Reader(book / "proof.pdf", program)
    reader.replace(reader.find("month"), "week")
    reader.strike(reader.find("the difficult dike, and nobody"))
    reader.mark("Highlight", reader.find("Salt is dear"), "Is it?")
    reader.note(reader.find("stones"), "Which stones?", beside=330)
    laid = lay(book, reader)
    text = written(laid)
    assert "once a week, every" in text
    assert "behind in the town" in text
    assert [(one["text"], one["at"]) for one in laid.talk.entries] == [
        ("Is it?", "Salt is dear"), ("Which stones?", "now"),
    ]  # fmt: skip
    assert {one.landed.hunk.author for one in laid.merge.proposed} == {"Ann Lee"}
    assert {one.landed.hunk.date[:10] for one in laid.merge.proposed} == {"2026-03-01"}


DOUBTS: dict[str, tuple[Mark, str]] = {
    "half of a word": (lambda r: r.strike(r.part("diffi", "difficult")), "a part of a word"),
    "half of a letter": (
        lambda r: r.replace(r.cut(r.find("month"), 6), "week"), "a part of a word",
    ),
    "a stroke with a note": (
        lambda r: r.strike(r.find("month"), "or week?"), "a note stands with it: “or week?”",
    ),
    "a caret without words": (lambda r: r.caret(r.find("month"), ""), "says nothing"),
    "a caret between nothing": (
        lambda r: r.caret(r.find("month"), "new", off=260), "no words of the text",
    ),
    "a caret in the midst of a word": (
        lambda r: r.caret(r.part("diffi", "difficult"), "new"), "within a word",
    ),
    "an ending that is a word": (lambda r: r.caret(r.find("few"), "er"), "own, or be"),
    "a word or an ending": (lambda r: r.caret(r.find("Nobody was paid for"), "ever"), "own, or be"),
    "a stroke over the end of a paragraph": (
        lambda r: r.strike(r.find("what was wet. The carts Carts took")), "end of a paragraph",
    ),
    "a stroke over a note's mark": (
        lambda r: r.strike(r.find("iron pans until the salt fell.1")), None or "",
    ),
    "a whole note": (
        lambda r: r.strike(r.find("So the book of the works has it.")), "the whole of a note",
    ),
    "a drawing": (lambda r: r.mark("Ink", r.find("month")), "drawn by hand"),
    "words that are the press's own": (
        lambda r: r.strike(r.find("A Book", page=0)), "no words of the text",
    ),
    "two readers who do not agree": (
        lambda r: (
            r.replace(r.find("month"), "week"),
            r.as_one("Ben Roe").replace(r.find("month"), "year"),
        ),
        "another mark",
    ),
    "what somebody answered": (
        lambda r: r.as_one("Ben Roe").reply(r.strike(r.find("month")), "No!"), "answered it",
    ),
    "what reviewers dispute": (
        lambda r: (
            r.states(r.strike(r.find("month")), ("Ann Lee", "Accepted"), ("Ben Roe", "Rejected")),
        ),
        "do not agree",
    ),
    "rich text that is another": (
        lambda r: r.caret(r.find("was"), "very", RC=r.rich_text("<p>hardly</p>")), "rich text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTS)
def test_what_is_not_sure_is_asked(name: str, book: Path) -> None:
    mark, why = DOUBTS[name]
    reader = Reader(book / "proof.pdf")
    mark(reader)
    laid = lay(book, reader)
    if not why:  # the mark of a note at the end of the words is left where it is
        assert "[^1]" in written(laid)
        return
    assert not laid.merge.open
    assert laid.merge.conflicts
    for one in laid.merge.conflicts:
        assert one.state in (State.CONFLICT, State.NOWHERE)
        assert why in one.finding.message
        assert ", page " in one.finding.message


def test_a_mark_that_was_refused_in_the_file_is_left_out_and_counted(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.states(reader.strike(reader.find("month")), ("Ben Roe", "Rejected"))
    reader.states(reader.mark("Highlight", reader.find("dear"), "?"), ("Ben Roe", "Completed"))
    laid = lay(book, reader)
    assert not laid.merge.proposed
    assert laid.notices == ("1 mark left out: rejected in the file.",)
    assert [one["done"] for one in laid.talk.entries] == ["yes"]


def test_several_readers_count_once_and_their_words_are_kept_as_threads(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("month"), "week")
    mark = reader.mark("Underline", reader.find("hard years"), "Whose?")
    second = reader.as_one("Ben Roe")
    second.replace(second.find("month"), "week")
    second.reply(mark, "All.")
    second.box(second.find("Salt is dear"), "Check the price.")
    second.box(second.find("two sacks"), "Or three?", line=True)
    second.mark("Squiggly", second.find("floods"))
    laid = lay(book, reader)
    assert len(laid.merge.proposed) == 1
    assert [(one["author"], one["text"], one.get("at", "")) for one in laid.talk.entries] == [
        ("Ann Lee", "Whose?", "hard years"),
        ("Ben Roe", "All.", ""),
        ("Ben Roe", "Check the price.", "said"),
        ("Ben Roe", "Or three?", "two"),
        ("Ben Roe", "(underlined with a wave)", "floods"),
    ]
    parent = laid.talk.entries[0]["id"]
    assert [one.get("reply-to", "") for one in laid.talk.entries] == ["", parent, "", "", ""]


@pytest.mark.parametrize("way", ["a reply", "behind it"])
def test_a_query_goes_out_in_the_margin_and_its_answer_comes_back(way: str, book: Path) -> None:
    reader = Reader(book / "proof.pdf", author="Ben Roe")
    note = reader.named("octavo-query-")
    assert str(note.Contents) == "Or a week?"
    if way == "a reply":
        reader.reply(note, "A month, by the ledger.")
    else:
        note.Contents = reader.text("Or a week?\rA month, by the ledger.")
    reader.save(book / "back.pdf")
    done = call(book, "merge", "back.pdf")
    assert done.returncode == 0, done.stdout + done.stderr
    (query,) = queries.kept(book)
    assert query.answer == "A month, by the ledger."
    assert not (book / "metadata" / "comments.yaml").exists()


@dataclass(frozen=True)
class Turned:
    """A way in which a program lays the pages anew."""

    name: str
    turn: Callable[[Reader], None]


LAID = [
    Turned("turned in the viewer", lambda r: r.rotate(90)),
    Turned("cropped", lambda r: r.crop(20, 30)),
    Turned("set on a larger paper", lambda r: r.rescale(1.25, 40, 60)),
    Turned("without the pages before", lambda r: r.drop(3)),
]


@pytest.mark.parametrize("how", LAID, ids=lambda one: one.name)
def test_pages_that_lie_otherwise_are_known_again(how: Turned, book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    how.turn(reader)
    reader = reader.again(book / "turned.pdf")
    reader.replace(reader.find("month"), "week")
    reader.caret(reader.find("for what was"), "very")
    text = TEXT.replace("month", "week").replace("was wet", "was very wet")
    assert written(lay(book, reader)) == text


def test_the_whole_way_by_the_command(book: Path) -> None:
    """Two files of one proof: equal changes once, others beside one another, all undone."""
    ann, ben = Reader(book / "proof.pdf"), Reader(book / "proof.pdf", "preview", "Ben Roe")
    for reader in (ann, ben):
        reader.replace(reader.find("month"), "week")
    ann.strike(ann.find("hard"))
    ben.caret(ben.find("for what was"), "very")
    ann.save(book / "ann.pdf")
    ben.save(book / "ben.pdf")
    path = book / CHAPTER
    before = path.read_bytes()
    dry = call(book, "merge", "ann.pdf", "ben.pdf", "--dry-run")
    assert dry.returncode == 0, dry.stdout + dry.stderr
    assert path.read_bytes() == before
    done = call(book, "merge", "ann.pdf", "ben.pdf", "--reject", "Ben Roe")
    assert done.returncode == 0, done.stdout + done.stderr
    text = path.read_text(encoding="utf-8")
    assert text == TEXT.replace("month", "week").replace(" hard", "")
    again = call(book, "merge", "ben.pdf")
    assert "was very" not in path.read_text(encoding="utf-8")
    assert again.returncode == 0
    assert call(book, "undo", ".octavo/undo/0001.patch").returncode == 0
    assert path.read_bytes() == before


def test_what_stands_in_the_text_already_is_said(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("few"), "none")
    reader.caret(reader.find("for what was"), "very")
    reader.strike(reader.find("hard"))
    reader.save(book / "back.pdf")
    assert call(book, "merge", "back.pdf").returncode == 0
    assert "3 stand in the text already" in call(book, "merge", "back.pdf").stdout
