"""Tracked changes of a Word file: read, kept, and taken as accepted."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from octavo.book import changes as kept
from octavo.book import entries, metadata
from octavo.book.book import Book
from octavo.desk import query as desk
from octavo.manuscripts.importing import Imported
from octavo.ooxml.accept import accept
from octavo.ooxml.package import Package
from octavo.ooxml.revisions import Tracked, changes
from octavo.ooxml.spots import words
from tests.field_files import members, p, run, word
from tests.import_books import imported, of_rule, sources

BY = 'w:author="Ann" w:date="2026-03-01T10:00:00Z"'


def ins(*parts: str, by: str = BY) -> str:
    return f'<w:ins w:id="1" {by}>{"".join(map(_run, parts))}</w:ins>'


def gone(text: str, by: str = BY) -> str:
    inner = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="2" {by}>{inner}</w:del>'


def _run(part: str) -> str:
    return part if part.startswith("<") else run(part)


def mark(kind: str) -> str:
    return f'<w:rPr><w:{kind} w:id="3" {BY}/></w:rPr>'


def row(*cells: str, change: str = "") -> str:
    properties = f'<w:trPr><w:{change} w:id="4" {BY}/></w:trPr>' if change else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    inner = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{inner}{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


HEADING = '<w:pStyle w:val="Heading1"/>'


def read(body: str, **parts: str) -> list[Tracked]:
    return changes(Package(members(body, **parts)))


def accepted(body: str) -> list[str]:
    """The words of each paragraph when the changes of a body are accepted."""
    package = Package(members(body))
    accept(package)
    found = package.body()
    assert found is not None
    left = [e.tag for e in found.iter() if "Change" in str(e.tag) or "move" in str(e.tag)]
    assert left == []
    assert changes(package) == []
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [words(one) for one in found.iter(f"{w}p")]


ACCEPTED = [
    ("a word for another", p("a ", gone("b"), ins("c"), " d"), ["a c d"]),
    ("inserted and deleted again", p("a", ins(gone("b"))), ["a"]),
    ("two joined", p("a ", properties=mark("del")) + p("b"), ["a b"]),
    ("a chain", "".join(p(c, properties=mark("del")) for c in "abc") + p("d"), ["abcd"]),
    ("marks between", p("a", properties=mark("del")) + '<w:bookmarkEnd w:id="1"/>' + p("b"),
     ["ab"]),
    ("gone with its mark", p(gone("a"), properties=mark("del")) + p("b"), ["b"]),
    ("before a table", p("a", properties=mark("del")) + table(row(cell("b"))) + p("c"),
     ["a", "b", "c"]),
    ("the last one", p("a") + p("b", properties=mark("del")), ["a", "b"]),
    ("a new paragraph", p("a", properties=mark("ins")) + p("b"), ["a", "b"]),
    ("a move", p('<w:moveFromRangeStart w:id="7" w:name="m1"/>'
                 f'<w:moveFrom w:id="8" {BY}><w:r><w:t>x</w:t></w:r></w:moveFrom>'
                 '<w:moveFromRangeEnd w:id="7"/>', properties=mark("moveFrom"))
     + p("a") + p(f'<w:moveTo w:id="9" {BY}><w:r><w:t>x</w:t></w:r></w:moveTo>'), ["a", "x"]),
    ("a row", table(row(cell("a")), row(cell("b"), change="del")) + p("c"), ["a", "c"]),
    ("all rows", table(row(cell("b"), change="del")) + p("c"), ["c"]),
    ("a new row", table(row(cell("b"), change="ins")) + p("c"), ["b", "c"]),
    ("a cell", table(row(cell("a"), cell("b", f'<w:cellDel w:id="5" {BY}/>'))) + p(), ["a", ""]),
    ("a new cell", table(row(cell("a"), cell("b", f'<w:cellIns w:id="5" {BY}/>'))) + p(),
     ["a", "b", ""]),
    ("a formula", p(f'<m:oMath><m:r><m:t>x</m:t></m:r><w:del w:id="1" {BY}><m:r><m:t>y</m:t></m:r>'
                    "</w:del></m:oMath>"), ["x"]),
    ("a sign of a formula", p("<m:oMath><m:f><m:fPr><m:ctrlPr><w:rPr>"
                              f'<w:del w:id="1" {BY}/></w:rPr></m:ctrlPr></m:fPr><m:num/></m:f>'
                              "<m:r><m:t>z</m:t></m:r></m:oMath>"),
     ["z"]),
    ("a look", p(f'<w:r><w:rPr><w:b/><w:rPrChange w:id="1" {BY}><w:rPr/></w:rPrChange></w:rPr>'
                 "<w:t>a</w:t></w:r>"), ["a"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "expected"), ACCEPTED, ids=[c[0] for c in ACCEPTED])
def test_a_change_is_accepted(name: str, body: str, expected: list[str]) -> None:
    assert accepted(body) == expected, name


def test_a_joined_heading_stays_one_where_nothing_follows() -> None:
    body = p("Head", properties=HEADING + mark("del")) + p(gone("x"))
    package = Package(members(body))
    accept(package)
    found = package.body()
    assert found is not None
    assert [len(one.findall(".//{*}pStyle")) for one in found] == [1]


def test_the_bookmark_of_a_deleted_word_stays() -> None:
    """A link leads to it."""
    inside = '<w:del w:id="1" w:author="A"><w:bookmarkStart w:id="5" w:name="b"/></w:del>'
    package = Package(members(p("a", inside)))
    accept(package)
    found = package.body()
    assert found is not None
    assert len(found.findall(".//{*}bookmarkStart")) == 1


def test_each_mark_is_one_change_with_its_place() -> None:
    first, second = read(p("The bar is ", gone("shallow"), ins("deep"), " at the spring tide."))
    assert (first.kind, first.author, first.date) == ("delete", "Ann", "2026-03-01T10:00:00Z")
    assert (first.before, first.after) == ("shallow", "")
    assert first.spot is not None
    assert second.spot is not None
    assert second.end is not None
    assert (first.spot.left, first.spot.right) == ("The bar is ", "deep at the spring tide.")
    assert (second.spot.left, second.end.right) == ("The bar is ", " at the spring tide.")


def test_what_went_whole_stands_between_its_neighbours() -> None:
    one = read(p("Before it.") + p() + p(gone("gone")) + p("Behind it."))[0]
    assert one.spot is not None
    assert (one.spot.left, one.spot.right) == ("Before it.", "Behind it.")


KINDS = [
    (p("a ", properties=mark("del")) + p("b"), [("join", "", "")]),
    (p("a ", properties=mark("ins")) + p("b"), [("split", "", "")]),
    (table(row(cell("a"), cell("b"), change="del")), [("row", "a | b", "")]),
    (table(row(cell("a", f'<w:cellIns w:id="5" {BY}/>'))), [("cell", "", "a")]),
    (p(f'<w:r><w:rPr><w:b/><w:sz w:val="28"/><w:rPrChange w:id="1" {BY}><w:rPr><w:i/></w:rPr>'
       "</w:rPrChange></w:rPr><w:t>a</w:t></w:r>"), [("format", "italic", "bold, 14 points")]),
    (p("a", properties=f'<w:jc w:val="center"/><w:pPrChange w:id="1" {BY}><w:pPr>'
       '<w:pStyle w:val="Q"/></w:pPr></w:pPrChange>'), [("format", "style Q", "aligned center")]),
    (p("a", ins(gone("b"))), [("insert", "", ""), ("delete", "b", "")]),
    (p(ins('<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>')), [("insert", "", "a\tb")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), KINDS)
def test_kinds_of_changes(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.kind, one.before, one.after) for one in read(body)] == expected


def test_the_two_ends_of_a_move_bear_its_name() -> None:
    body = ACCEPTED[9][1].replace(
        f'<w:moveTo w:id="9" {BY}>',
        f'<w:moveToRangeStart w:id="6" w:name="m1"/><w:moveTo w:id="9" {BY}>',
    )
    moves = [one for one in read(body) if one.kind == "move"]
    assert [(one.before, one.after, one.moved) for one in moves] == [
        ("x", "", "m1"), ("", "x", "m1"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def manuscript(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """A chapter that two people have changed, in the text, a note and a running head."""
    other = 'w:author="Bo" w:date="yesterday"'
    body = (
        p("One", properties=HEADING)
        + p("The bar is ", gone("shallow"), ins("deep", by=other), " at the spring tide.",
            '<w:r><w:footnoteReference w:id="5"/></w:r>')
        + table(row(cell("kept"), cell("kept too")), row(cell("x"), cell("y"), change="del"))
        + p("End.")
    )  # fmt: skip
    noted = p("It says ", gone("nine"), ins("eleven"), " fathoms.")
    notes = f'<w:footnote w:id="5">{noted}</w:footnote>'
    data = word(body, footnotes=notes, header=p(ins("Draft")))
    return imported(tmp_path_factory.mktemp("changes"), "x.docx", data)


def test_changes_are_kept_and_the_text_is_as_accepted(manuscript: Imported) -> None:
    text = "\n".join(sources(manuscript).values())
    assert "The bar is deep at the spring tide." in text
    assert "It says eleven fathoms." in text
    assert "kept too" in text
    assert "x" not in text.replace("kept", "")
    loaded = entries.load(manuscript.folder, kept.SHAPE)
    assert [(one["kind"], one["story"], one.get("author")) for one, _ in loaded] == [
        ("delete", "main", "Ann"), ("insert", "main", "Bo"), ("row", "main", "Ann"),
        ("delete", "footnotes", "Ann"), ("insert", "footnotes", "Ann"),
        ("insert", "header", "Ann"),
    ]  # fmt: skip
    assert "date" not in loaded[1][0], "no moment"
    assert loaded[4][0] == {
        "id": "t5", "kind": "insert", "author": "Ann", "date": "2026-03-01T10:00:00Z",
        "source": "source/original/x.docx", "story": "footnotes", "paragraph": "1",
        "left": "It says ", "right": " fathoms.", "after": "eleven",
    }  # fmt: skip


def test_the_changes_are_told_in_one_line(manuscript: Imported) -> None:
    (told,) = of_rule(manuscript, "import-tracked-changes")
    assert told.message == (
        "6 tracked changes by 2 people: taken as accepted, kept in metadata/changes.yaml."
        " 1 of them in headers and footers, which are not read."
    )


def test_the_changes_are_listed_at_their_places(manuscript: Imported) -> None:
    chapters = Book(metadata.load(manuscript.folder)).chapters
    first, second, *_ = desk.lines_of(kept.listed(manuscript.folder, chapters), answered=True)
    assert first == "t1  source/01-one.md:3:11: delete “shallow”, Ann, 2026-03-01"
    assert second == "t2  source/01-one.md:3:12 “deep”: insert “deep”, Bo"


def test_what_is_written_is_yaml_whatever_stands_in_it(tmp_path: Path) -> None:
    data = word(p("a ", gone("\x85 \u2028 \ufeff: #\t\"'\x9f"), " b"))
    done = imported(tmp_path, "x.docx", data)
    (loaded,) = entries.load(done.folder, kept.SHAPE)
    assert loaded[0]["before"] == "\x85 \u2028 \ufeff: #\t\"'"


def test_many_changes_cost_what_they_are(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        body = p(*("a ", gone("b"), ins("c")) * count)
        package = Package(members(body))
        start = time.process_time()
        assert len(changes(package)) == 2 * count
        accept(package)
        return time.process_time() - start

    few, many = seconds(2_000), seconds(8_000)
    assert many < 10 * max(few, 0.02)


def test_a_change_in_a_text_box_is_one_though_the_file_has_it_twice() -> None:
    """Word writes a box for itself and again for older programs."""
    inside = p("box ", gone("old"), ins("new"))
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    first, second, third = read(p("a ", drawn, gone("b"), "c"))
    assert [(one.kind, one.before, one.after) for one in (first, second, third)] == [
        ("delete", "old", ""), ("insert", "", "new"), ("delete", "b", ""),
    ]  # fmt: skip
    assert second.spot is not None
    assert (second.spot.left, second.spot.leaf.box) == ("box ", True)
    assert third.spot is not None
    assert (third.spot.left, third.spot.right) == ("a ", "c")
