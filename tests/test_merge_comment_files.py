"""Comments that were exported from a marked proof, as FDF or XFDF, come back as the PDF does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name

from octavo.book.book import Book
from octavo.desk.merge import came, returned, sent
from octavo.formats.pdf.proofs.annotations import Names
from tests.comment_files import EXPORTS, to_fdf, to_xfdf
from tests.output_books import refused
from tests.pdf_reader import HABITS, Reader
from tests.running import call
from tests.test_merge import CHAPTER
from tests.test_merge_proof import make_proof


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_proof(tmp_path_factory.mktemp("proof") / "book")


@pytest.fixture
def book(proof: Path, tmp_path: Path) -> Path:
    return shutil.copytree(proof, tmp_path / "book")


def mark(reader: Reader) -> None:
    """Mark a proof in all the ways that mean something."""
    for number, program in enumerate(HABITS):
        one = reader.as_program(program, f"Reader {number}")
        words = ("month", "hard", "iron", "stones", "flat", "many")[number]
        one.replace(one.find(words), f"new{number}")
    reader.strike(reader.find("the difficult dike, and nobody"))
    reader.caret(reader.find("for what was"), " very")
    reader.caret(reader.find("The quay is gone."), "", Sy=Name.P, RD=Array([1, 1, 1, 1]))
    reader.mark("Highlight", reader.find("Salt is dear"), "Is it?")
    reader.reply(reader.note(reader.find("Carts"), "Which carts?"), "Those.")
    reader.box(reader.find("sacks"), "Bags?", line=True)
    reader.strike(reader.part("diffi", "difficult"))
    reader.mark("Ink", reader.find("winter"))
    reader.states(reader.strike(reader.find("one sack")), ("Ann Lee", "Rejected"))
    reader.reply(reader.named("octavo-query-"), "A month.")


def read(book: Path, path: Path, named: str = "") -> tuple[object, ...]:
    """What a file comes to: its hunks, its comments, what is said beside."""
    file = returned.opened(path)
    laid = came.lay(Book.open(book), returned.sent_as(book, file, named), file)
    hunks = [one.landed.hunk for one in laid.merge.proposed]
    entries = [{**one, "source": ""} for one in laid.talk.entries]
    return hunks, entries, laid.talk.sentence, laid.notices


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("is_beside", [True, False])
def test_exported_comments_come_to_what_their_pdf_comes_to(
    name: str, is_beside: bool, book: Path
) -> None:
    reader = Reader(book / "proof.pdf")
    mark(reader)
    path = EXPORTS[name](reader, book / name)
    expected = read(book, reader.save(book / "back.pdf"))
    if not is_beside:
        (book / "proof.pdf").unlink()
    assert read(book, path) == expected
    assert len(expected[0]) >= 10  # type: ignore[arg-type]


@pytest.mark.parametrize("name", EXPORTS)
def test_the_verb_takes_them_in(name: str, book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("dear"), "cheap")
    reader.reply(reader.named("octavo-query-"), "A month.")
    EXPORTS[name](reader, book / name)
    done = call(book, "merge", name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 answer" in done.stdout
    assert "Salt is cheap" in (book / CHAPTER).read_text(encoding="utf-8")


def test_a_file_without_a_name_says_so_or_is_told_what_it_is(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("dear"), "cheap")
    path = to_xfdf(reader, book / "back.xfdf", pdf="file:///elsewhere/my%20proof.pdf")
    data = path.read_bytes()
    first = bytes(reader.pdf.trailer.ID[0]).hex().upper().encode()
    path.write_bytes(data.replace(first, b"00" * 16))
    (name,) = sent.known_ids(book)
    refused(call(book, "merge", "back.xfdf"), "back.xfdf", "to which proof", f"--sent {name}")
    assert read(book, path, name) == read(book, reader.save(book / "back.pdf"))
    shutil.copy(book / "proof.pdf", book / "my proof.pdf")
    assert read(book, path) == read(book, book / "back.pdf")


def test_pages_that_were_left_out_are_known_by_the_pdf_beside(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("dear"), "cheap")
    whole = read(book, reader.save(book / "back.pdf"))
    reader.drop(3)
    reader.save(book / "less.pdf")
    path = to_xfdf(reader, book / "less.xfdf", pdf="C:\\proofs\\less.pdf")
    assert read(book, path) == whole


WRONG: dict[str, tuple[bytes, str]] = {
    "a.xfdf": (b"<xfdf xmlns='http://ns.adobe.com/xfdf/'><annots>", "not well-formed"),
    "b.xfdf": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "does not hold comments"),
    "c.xfdf": (b"<xfdf><fields><field name='a'/></fields></xfdf>", "no comments in this file"),
    "d.xfdf": (
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><xfdf><annots><text page='1'>&a;</text></annots></xfdf>",
        "declares entities",
    ),
    "e.xfdf": (b"<xfdf>" * 300 + b"</xfdf>" * 300, "stand in one another"),
    "f.xfdf": (b"", "not well-formed"),
    "g.fdf": (b"%FDF-1.2\n1 0 obj<</FDF<</Fields[]>>>>endobj\ntrailer<</Root 1 0 R>>", "no comm"),
    "h.fdf": (b"%FDF-1.2\n1 0 obj<</FDF<<>>>>endobj", "This FDF is damaged"),
    "i.fdf": (b"%FDF-1.2\ntrailer<</Root 7 0 R>>", "This FDF is damaged"),
    "j.fdf": (b"%FDF-1.2\n1 0 obj" + b"[" * 9999 + b"endobj trailer<</Root 1 0 R>>", "damaged"),
    "k.fdf": (b"%FDF-1.2\n1 0 obj<</FDF 1 0 R>>endobj trailer<</Root 1 0 R>>", "no comments"),
    "l.fdf": (b"nothing of that kind", "not well-formed"),
    "m.docx": (b"nothing of that kind", "its comments are FDF or XFDF"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_holds_no_comments_is_refused_in_a_line(name: str, book: Path) -> None:
    data, words = WRONG[name]
    (book / name).write_bytes(data)
    refused(call(book, "merge", name), name, words)


def spoilt_xfdf(path: Path) -> None:
    """Values of other kinds in every attribute."""
    text = path.read_text(encoding="utf-8")
    more = ""
    for value in ("", "x", "-1", "99999999999999999999", "1e999,nan,1,2", "1," * 70000):
        keys = ("page", "rect", "coords", "fringe", "callout", "date", "name", "inreplyto", "flags")
        attributes = " ".join(f'{key}="{value}"' for key in keys)
        more += f"<strikeout {attributes}/><caret {attributes}/><ink {attributes}/><?a b?>"
    more += '<text name="r" inreplyto="r" page="4"/><text page="4"><contents-richtext/></text>'
    path.write_text(text.replace("</annots>", f"{more}</annots>"), encoding="utf-8")


def spoilt_fdf(path: Path) -> None:
    """Values of other kinds for every key."""
    objects, numbers = b"", b""
    values = (b"null", b"(x)", b"-1", b"99999999999999999999", b"[1 2]", b"<</A 1>>", b"9 0 R")
    for number, value in enumerate(values, 100):
        keys = b" ".join(b"/%b %b" % (key, value) for key in (b"Page", b"Rect", b"QuadPoints"))
        made = b"<</Subtype/StrikeOut %b>>" % keys if number % 2 else value
        objects += b"%d 0 obj\n%b\nendobj\n" % (number, made)
        numbers += b"%d 0 R %b " % (number, value if len(value) < 9 else b"")
    data = path.read_bytes().replace(b"/Annots[", b"/Annots[" + numbers)
    path.write_bytes(data.replace(b"1 0 obj\n<</FDF", objects + b"1 0 obj\n<</FDF"))


SPOILT: dict[str, Callable[[Path], None]] = {"back.xfdf": spoilt_xfdf, "back.fdf": spoilt_fdf}


@pytest.mark.parametrize("name", SPOILT)
def test_a_hostile_annotation_spoils_no_other(name: str, book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("dear"), "cheap")
    path = EXPORTS[name](reader, book / name)
    SPOILT[name](path)
    done = call(book, "merge", name)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    assert "Salt is cheap" in (book / CHAPTER).read_text(encoding="utf-8")


def test_words_of_the_file_itself_are_read_as_they_are(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.mark(
        "Highlight", reader.find("dear"), "See the\rtrailer (endobj) \\ 1 0 obj \N{EM DASH}"
    )
    read_ = [read(book, EXPORTS[name](reader, book / name))[1] for name in EXPORTS]
    assert read_[0] == read_[1] == read(book, reader.save(book / "back.pdf"))[1]


def test_a_name_that_is_given_twice_is_that_of_the_same_page() -> None:
    names = Names([(1, "a"), (2, "a"), (3, "b"), (3, "")])
    assert [names.get(page, "a") for page in (1, 2, 3)] == [0, 1, 1]
    assert names.get(1, "b") == 2
    assert names.get(3, "") == names.get(3, "c") == -1


def test_the_proof_is_named_by_its_first_identifier(book: Path) -> None:
    (name,) = sent.known_ids(book)
    with pikepdf.open(book / "proof.pdf") as pdf:
        assert bytes(pdf.trailer.ID[0]) == b"octv" + name.encode()
    assert to_fdf(Reader(book / "proof.pdf"), book / "a.fdf").read_bytes().count(name.encode())
