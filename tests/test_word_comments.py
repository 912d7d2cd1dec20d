"""Comments of a Word file: kept with their replies, and open queries until they are done."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from octavo.book import entries, metadata, queries, remarks
from octavo.book.book import Book
from octavo.desk import query as desk
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.model.finding import InputError
from octavo.ooxml.comments import Comment, comments
from octavo.ooxml.package import Package
from tests.field_files import members, p, run, word
from tests.import_books import imported, of_rule, packed, write


def comment(number: str, *paragraphs: str, author: str = "Ann", para: str = "") -> str:
    inner = "".join(
        p(one).replace("<w:p>", f'<w:p w14:paraId="{para}">', 1) if para else p(one)
        for one in paragraphs
    )
    by = f'w:author="{author}" w:initials="{author[:1]}" w:date="2026-03-01T10:00:00Z"'
    return f'<w:comment w:id="{number}" {by}>{inner}</w:comment>'


def about(number: str, text: str) -> str:
    return f"{start(number)}{run(text)}{end(number)}"


def start(number: str) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number: str) -> str:
    reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeEnd w:id="{number}"/>{reference}'


def more(para: str, parent: str = "", done: str = "0") -> str:
    answers = f' w15:paraIdParent="{parent}"' if parent else ""
    return f'<w15:commentEx w15:paraId="{para}"{answers} w15:done="{done}"/>'


def read(body: str, said: str, extended: str = "") -> list[Comment]:
    parts = {"commentsExtended": extended} if extended else {}
    return comments(Package(members(body, comments=said, **parts)))


def test_a_comment_has_its_words_and_what_it_says() -> None:
    body = p("The bar is ", about("0", "deep at noon"), " in spring.")
    (one,) = read(body, comment("0", "Who says so?", "Give a source."))
    assert (one.author, one.initials, one.date) == ("Ann", "A", "2026-03-01T10:00:00Z")
    assert one.text == "Who says so?\nGive a source."
    assert one.about == "deep at noon"
    assert one.spot is not None
    assert one.end is not None
    assert (one.spot.left, one.end.right) == ("The bar is ", " in spring.")


PLACES = [
    ("over two paragraphs", p("a ", start("0"), "b") + p("c", end("0"), " d"), "b c"),
    ("crossing another", p(start("0"), "a ", start("1"), "b ", end("0"), "c", end("1")), "a b"),
    ("without a range", p("a ", '<w:r><w:commentReference w:id="0"/></w:r>', "b"), ""),
    ("its end before its start", p("a", end("0"), "b", start("0"), "c"), ""),
    ("without an end", p("a ", start("0"), "b"), ""),
    ("nowhere", p("a"), ""),
    ("deleted words", p(start("0"), "a ", f"<w:del>{run('x')}</w:del>", "b", end("0")), "a b"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "expected"), PLACES, ids=[one[0] for one in PLACES])
def test_a_range_is_found_or_bounded(name: str, body: str, expected: str) -> None:
    both = comment("0", "x") + comment("1", "y")
    assert read(body, both)[0].about == expected, name


def test_replies_follow_their_thread() -> None:
    said = "".join(comment(str(n), f"says {n}", para=f"0000000{n}") for n in range(4))
    extended = (
        more("00000000", done="1") + more("00000001", "00000000") + more("00000002", "00000001")
        + more("00000003", "00000003")
    )  # fmt: skip
    read_ones = read(p("a"), said, extended)
    assert [one.parent for one in read_ones] == [-1, 0, 0, -1]
    assert [one.done for one in read_ones] == [True, False, False, False]


@pytest.fixture
def book(tmp_path: Path) -> Imported:
    body = (
        p("The bar is ", about("0", "deep at noon"), " in spring when the pilots go out.")
        + p("A second paragraph ", about("2", "of some length"), " stands here.")
        + p("And ", about("3", "a third one"), " follows it at once.")
    )  # fmt: skip
    said = (
        comment("0", "Who says so?", para="0000000A") + comment("1", "Holm.", author="Bo",
                                                                para="0000000B")
        + comment("2", "Fine now.", para="0000000C") + comment("3", "Cut it?", para="0000000D")
    )  # fmt: skip
    extended = more("0000000A") + more("0000000B", "0000000A") + more("0000000C", done="1")
    return imported(tmp_path, "x.docx", word(body, comments=said, commentsExtended=extended))


def test_comments_are_kept_and_the_open_ones_are_queries(book: Imported) -> None:
    loaded = [entry for entry, _ in entries.load(book.folder, remarks.SHAPE)]
    assert [(one["id"], one.get("reply-to"), one.get("done")) for one in loaded] == [
        ("c1", None, None), ("c2", "c1", None), ("c3", None, "yes"), ("c4", None, None),
    ]  # fmt: skip
    chapters = Book(metadata.load(book.folder)).chapters
    first, done, last = queries.every(book.folder, chapters)
    assert first.query == "Who says so? / Bo: Holm."
    assert (first.by, first.asked, first.is_open) == ("Ann", "2026-03-01", True)
    assert str(first.place) == "source/01-chapter.md:1:12"
    assert not done.is_open
    assert str(last.place) == "source/01-chapter.md:5:5"
    found = queries.findings(book.folder, chapters)
    assert [one.message for one in found] == [
        "Ann asks: “Who says so? / Bo: Holm.”", "Ann asks: “Cut it?”",
    ]  # fmt: skip
    assert of_rule(book, "import-comments")[0].message == (
        "4 comments by 2 people: kept in metadata/comments.yaml. 2 are open queries:"
        " a release waits for the answers (`octavo query`)."
    )


def test_an_answer_is_kept_with_the_comment(book: Imported) -> None:
    opened = Book(metadata.load(book.folder))
    lines = desk.answer(opened, "c1", desk.Reply("Holm 1958, p. 4.", "Cy", "2026-04-01"))
    assert lines == ["c1 is answered. metadata/comments.yaml keeps it."]
    entry = entries.load(book.folder, remarks.SHAPE)[0][0]
    assert (entry["answer"], entry["answered-by"], entry["done"]) == (
        "Holm 1958, p. 4.",
        "Cy",
        "yes",
    )
    assert not (book.folder / queries.FILE).exists()
    assert [one.id for one in queries.every(book.folder, opened.chapters) if one.is_open] == ["c4"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('- id: "c1"\n', "The comment has no “source”."),
        ('- id: "c1"\n  source: "x"\n  done: "perhaps"\n', "Done is yes or no."),
        ('- id: "c1"\n  source: "x"\n  date: "soon"\n', "A moment is written"),
        ('- id: "c1"\n  source: "x"\n- id: "c1"\n  source: "x"\n', "The id c1 stands in line 1"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "metadata").mkdir()
    write(tmp_path, remarks.FILE, text)
    with pytest.raises(InputError, match=message) as caught:
        remarks.load(tmp_path)
    assert str(caught.value).startswith("metadata/comments.yaml:")


def test_two_manuscripts_comments_are_numbered_on(tmp_path: Path) -> None:
    said = comment("0", "x", para="0000000A") + comment("1", "y", para="0000000B")
    extended = more("0000000A") + more("0000000B", "0000000A")
    data = word(p(about("0", "Words.")), comments=said, commentsExtended=extended)
    paths = [write(tmp_path, name, data) for name in ("a.docx", "b.docx")]
    done = import_manuscripts(paths, tmp_path / "book", "en-GB")
    loaded = [entry for entry, _ in entries.load(done.folder, remarks.SHAPE)]
    assert [(one["id"], one.get("reply-to", "")) for one in loaded] == [
        ("c1", ""), ("c2", "c1"), ("c3", ""), ("c4", "c3"),
    ]  # fmt: skip


def test_what_stands_in_a_file_in_the_file_is_kept_too(tmp_path: Path) -> None:
    said = comment("0", "x", para="0000000A") + comment("1", "y", para="0000000B")
    extended = more("0000000A") + more("0000000B", "0000000A")
    inside = word(p(about("0", "Inner words.")), comments=said, commentsExtended=extended)
    made = members(p(about("0", "Words.")) + '<w:altChunk r:id="c1"/>', comments=comment("0", "o"))
    rels = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    link = f'<Relationship Id="c1" Type="{kind}" Target="in.docx"/></Relationships>'
    made[rels] = made[rels].replace(b"</Relationships>", link.encode())
    done = imported(tmp_path, "x.docx", packed({**made, "word/in.docx": inside}))
    loaded = [entry for entry, _ in entries.load(done.folder, remarks.SHAPE)]
    assert [(one["id"], one["text"], one.get("reply-to", "")) for one in loaded] == [
        ("c1", "o", ""), ("c2", "x", ""), ("c3", "y", "c2"),
    ]  # fmt: skip
    assert {one["source"] for one in loaded} == {"source/original/x.docx"}


def test_many_comments_cost_what_they_are() -> None:
    def seconds(count: int) -> float:
        body = p(
            *(start(str(n)) for n in range(count)), "Words. ", *(end(str(n)) for n in range(count))
        )
        said = "".join(comment(str(n), "x", para=f"{n:08X}") for n in range(count))
        extended = "".join(more(f"{n:08X}", f"{max(0, n - 1):08X}") for n in range(count))
        package = Package(members(body, comments=said, commentsExtended=extended))
        begun = time.process_time()
        assert len(comments(package)) == count
        return time.process_time() - begun

    few, many = seconds(2_000), seconds(8_000)
    assert many < 10 * max(few, 0.02)
