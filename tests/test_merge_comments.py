"""Comments of a Word file come back, go out again until they are settled, and answer queries."""

from __future__ import annotations

from pathlib import Path

from octavo.book import entries, queries, remarks
from octavo.formats import archive
from octavo.formats.docx.comments import W15, Said, Thread, add_comments
from octavo.formats.docx.xml import make, parse, serialise, text_run, w
from octavo.ooxml.comments import Comment, comments
from octavo.ooxml.package import Package
from tests.output_books import refused
from tests.running import call, make_book

CHAPTER = "source/01-pans.md"
TEXT = """\
# The Pans

The brine ran down to the "pans" at night.

They weighed it once a month. Nobody was paid for what was wet.
"""
WHEN = "2026-03-01T10:00:00Z"


def make_sent(folder: Path, text: str = TEXT) -> Path:
    book = make_book(folder, "docx")
    for path in (book / "source").iterdir():
        path.unlink()
    (book / CHAPTER).write_text(text, encoding="utf-8")
    assert call(book, "send", "--out", "sent.docx").returncode == 0
    return book


def read(path: Path) -> list[Comment]:
    return comments(Package(archive.read(path)))


def marked(book: Path, bookmark: str, start: int, end: int, *said: Said) -> None:
    """The file that was sent, with a thread."""
    members = archive.read(book / "sent.docx")
    add_comments(members, [Thread(bookmark, start, end, said)])
    archive.write(book / "back.docx", members, archive.EARLIEST)


def replied(path: Path, to: int, said: Said, *, done: bool = False) -> None:
    """Answer a comment in a file, or settle it."""
    members = archive.read(path)
    listed = parse(members["word/comments.xml"])
    extended = parse(members["word/commentsExtended.xml"])
    number = len(listed)
    if said.text:
        made = make("comment", make("p", text_run(said.text)), id=number, author=said.author)
        made.set(w("date"), said.date)
        made[0].set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "0000AAAA")
        listed.append(made)
        more = parse(serialise(extended[to]))
        more.set(f"{{{W15}}}paraIdParent", extended[to].get(f"{{{W15}}}paraId", ""))
        more.set(f"{{{W15}}}paraId", "0000AAAA")
        extended.append(more)
    if done:
        extended[to].set(f"{{{W15}}}done", "1")
    members["word/comments.xml"] = serialise(listed)
    members["word/commentsExtended.xml"] = serialise(extended)
    archive.write(path, members, archive.EARLIEST)


def stored(book: Path) -> list[dict[str, str]]:
    return [entry for entry, _ in entries.load(book, remarks.SHAPE)]


def test_comments_come_back_with_their_replies_and_words(tmp_path: Path) -> None:
    book = make_sent(tmp_path / "book")
    said = Said("Ann Lee", WHEN, "Which month?"), Said("Ben Coe", WHEN, "May.")
    marked(book, "_Oct000003", 23, 28, *said)
    done = call(book, "merge", "back.docx")
    assert "2 new comments: octavo query lists" in done.stdout
    first, second = stored(book)
    assert (first["author"], first["date"], first["at"]) == ("Ann Lee", WHEN, "month")
    assert second["reply-to"] == first["id"]
    assert f"{CHAPTER}:5:24 “month”: Which month? / Ben Coe: May." in call(book, "query").stdout
    again = call(book, "merge", "back.docx")
    assert "comment" not in again.stdout
    assert len(stored(book)) == 2


def test_open_comments_go_out_again_until_they_are_settled(tmp_path: Path) -> None:
    book = make_sent(tmp_path / "book")
    marked(book, "_Oct000003", 23, 28, Said("Ann Lee", WHEN, "Which month?"))
    call(book, "merge", "back.docx")
    done = call(book, "send", "--out", "second.docx")
    assert "1 open comment went with it." in done.stdout
    (only,) = read(book / "second.docx")
    assert (only.author, only.date, only.text, only.about) == (
        "Ann Lee", WHEN, "Which month?", "month",
    )  # fmt: skip
    replied(book / "second.docx", 0, Said("Ben Coe", WHEN, "May."), done=True)
    done = call(book, "merge", "second.docx")
    assert "1 new comment and 1 comment settled:" in done.stdout
    assert [entry.get("done", "") for entry in stored(book)] == ["yes", ""]
    assert "open comment" not in call(book, "send", "--out", "third.docx").stdout
    assert not read(book / "third.docx")


def test_a_query_goes_out_and_its_answer_comes_back(tmp_path: Path) -> None:
    text = TEXT.replace("a month.", "a month.{>>AQ: Which month?<<}")
    book = make_sent(tmp_path / "book", text)
    call(book, "query", f"{CHAPTER}:3", "Whose pans?", "--at", "brine", "--by", "Ann")
    call(book, "send", "--out", "second.docx")
    assert [(one.text, one.about) for one in read(book / "second.docx")] == [
        ("Whose pans?", "brine"),
        ("Which month?", "They weighed it once a month. Nobody was paid for what was wet."),
    ]
    replied(book / "second.docx", 1, Said("Ben Coe", WHEN, "May."))
    done = call(book, "merge", "second.docx")
    assert "1 answer:" in done.stdout
    assert (book / CHAPTER).read_text(encoding="utf-8") == TEXT
    listed = call(book, "query", "--all").stdout
    assert "answered: May., Ben Coe, 2026-03-01" in listed
    assert "1 open." in listed
    assert not stored(book)


def test_what_a_reply_says_can_be_read_back(tmp_path: Path) -> None:
    text = TEXT.replace("a month.", "a month.{>>AQ: Which month?<<}")
    book = make_sent(tmp_path / "book", text)
    call(book, "query", f"{CHAPTER}:3", "Whose pans?", "--at", "brine", "--by", "Ann")
    call(book, "send", "--out", "second.docx")
    sent = (book / "second.docx").read_bytes()
    replied(book / "second.docx", 0, Said("Ben\x80 Coe", "tomorrow", "May\x80."))
    assert call(book, "merge", "second.docx").returncode == 0
    (first,) = queries.kept(book)
    assert (first.answer, first.answered_by, first.answered) == ("May.", "Ben Coe", "")
    for nothing in ("\x80", " "):
        (book / "second.docx").write_bytes(sent)
        replied(book / "second.docx", 1, Said("Ben", "2026-99-99T10:00:00Z", nothing))
        assert call(book, "merge", "second.docx").returncode == 0
    (book / "second.docx").write_bytes(sent)
    replied(book / "second.docx", 1, Said("Ben", "2026-99-99T10:00:00Z", "May"))
    assert call(book, "merge", "second.docx").returncode == 0
    assert [(one.answer, one.answered) for one in queries.kept(book)] == [("May.", ""), ("May", "")]


def test_an_answer_that_no_file_can_hold_is_not_written(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "docx")
    (book / "source" / "01-pans.md").write_text(TEXT, encoding="utf-8")
    call(book, "query", f"{CHAPTER}:3", "Whose pans?", "--at", "brine")
    (asked,) = queries.kept(book)
    before = (book / queries.FILE).read_bytes()
    refused(call(book, "query", asked.id, "--answer", "The\x80 works"))
    assert (book / queries.FILE).read_bytes() == before


def test_a_reply_without_words_answers_nothing(tmp_path: Path) -> None:
    text = TEXT.replace("a month.", "a month.{>>AQ: Which month?<<}")
    book = make_sent(tmp_path / "book", text)
    replied(book / "sent.docx", 0, Said("Ben Coe", WHEN, " "))
    members = archive.read(book / "sent.docx")
    document = members["word/document.xml"]
    assert b"brine ran" in document
    members["word/document.xml"] = document.replace(b"brine ran", b"brine fell")
    archive.write(book / "back.docx", members, archive.EARLIEST)
    done = call(book, "merge", "back.docx")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 change written" in done.stdout
    assert "answer" not in done.stdout
    assert (book / CHAPTER).read_text(encoding="utf-8") == text.replace("brine ran", "brine fell")
    assert "1 open." in call(book, "query").stdout


def test_a_query_in_a_note_stands_at_its_mark_in_word(tmp_path: Path) -> None:
    text = TEXT.replace("at night.", "at night.[^1]")
    book = make_sent(tmp_path / "book", f"{text}\n[^1]: So the{{>>AQ: Which?<<}} ledger has it.\n")
    members = archive.read(book / "sent.docx")
    assert b"Which?" in members["word/comments.xml"]
    (comment,) = read(book / "sent.docx")
    assert comment.spot is not None
    assert comment.spot.text.startswith("The brine")
    assert comment.about == "night."
