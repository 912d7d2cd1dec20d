"""A PDF that is no marked proof, or is hostile: a line says so, or what is sound is read."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from octavo.desk.merge import sent
from octavo.formats import archive
from tests.output_books import refused
from tests.pdf_reader import Reader
from tests.running import call
from tests.test_merge_proof import make_proof


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_proof(tmp_path_factory.mktemp("proof") / "book")


@pytest.fixture
def book(proof: Path, tmp_path: Path) -> Path:
    return shutil.copytree(proof, tmp_path / "book")


def test_a_pdf_without_marks_and_a_foreign_one_are_refused_in_a_line(book: Path) -> None:
    refused(call(book, "merge", "proof.pdf"), "Nothing is marked", "scanned or flattened")
    (book / "no.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    refused(call(book, "merge", "no.pdf"), "no.pdf", "damaged")
    reader = Reader(book / "proof.pdf")
    reader.strike(reader.find("month"))
    reader.forget()
    reader.save(book / "nameless.pdf")
    done = call(book, "merge", "nameless.pdf", "--dry-run")
    assert "1 can be written" in done.stdout, done.stderr  # its name is printed on its pages
    shutil.rmtree(book / "sent")
    refused(call(book, "merge", "nameless.pdf"), "Nothing was sent")


def test_a_damaged_record_is_refused_in_a_line(book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.strike(reader.find("month"))
    reader.save(book / "back.pdf")
    (name,) = sent.known_ids(book)
    path = book / "sent" / name / "text.zip"
    members = archive.read(path)
    page = '{"kind":"octavo-proof-1","day":"","pages":[{"label":"1","size":[1,1],"rows":[%s]}]}'
    many = ",".join("9" * 9999)
    rows = ("[1,0,0,0,9,[[]]]", "[1,-1,0,0,9,[[0,5]]]", f"[1,0,0,0,9,[[{many}]]]")
    spoilt = [(page % row).encode() for row in rows]
    for data in (b"[]", b'{"kind":"octavo-proof-1","day":"","pages":[{"label":"1"}]}', *spoilt):
        archive.write(path, {**members, sent.PAGES: data}, archive.EARLIEST)
        refused(call(book, "merge", "back.pdf"), "damaged")


def ring(reader: Reader) -> None:
    """Marks that answer one another, and themselves."""
    one, two = reader.strike(reader.find("month")), reader.strike(reader.find("hard"))
    one.IRT, two.IRT = two, one
    three = reader.strike(reader.find("flat"))
    three.IRT = three


def nonsense(reader: Reader) -> None:
    """Values of other kinds in every place."""
    for value in (
        Name.X,
        3,
        String("x"),
        Array([1, 2]),
        Dictionary(A=1),
    ):
        mark = reader.strike(reader.find("hard"))
        for key in ("Contents", "T", "M", "NM", "IRT", "RT", "State", "F", "RC", "CL", "RD", "Sy"):
            mark[f"/{key}"] = value
        other = reader.mark("Highlight", reader.find("hard"))
        other.Rect, other.QuadPoints = value, value
    page = reader.pdf.pages[1].obj
    page.Annots = Array([*page.get("/Annots", []), 3, String("x"), Array([]), Dictionary()])


def numbers(reader: Reader) -> None:
    """Places that are on no page, and far too many of them."""
    mark = reader.strike(reader.find("hard"))
    mark.QuadPoints = pikepdf.Object.parse(b"[" + b"99999999999999999999.5 " * 8 + b"]")
    mark.Rect = Array([10**15, -(10**15), 0, 0])
    reader.strike(reader.find("hard")).QuadPoints = Array([1.5] * 80_000)


def bombs(reader: Reader) -> None:
    """Rich text and metadata that unpack to a hundred times their size."""
    mark = reader.strike(reader.find("hard"))
    data = zlib.compress(b"<p>" + b" " * 50_000_000)
    for owner, key in ((mark, "/RC"), (reader.pdf.Root, "/Metadata")):
        stream = pikepdf.Stream(reader.pdf, b"")
        stream.write(data, filter=Name.FlateDecode)
        owner[key] = stream


def entities(reader: Reader) -> None:
    mark = reader.caret(reader.find("hard"), "")
    mark.RC = String('<!DOCTYPE p [<!ENTITY a "&#x41;">]><p>&a;</p>')


def signs(reader: Reader) -> None:
    """Signs that no file of metadata can hold."""
    reader.mark("Highlight", reader.find("hard"), "a\x00b\x07c\x85d\ufffee\U0001f600").T = String(
        "\x01"
    )


SPOILT: list[Callable[[Reader], Any]] = [ring, nonsense, numbers, bombs, entities, signs]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_hostile_mark_spoils_no_other(spoil: Callable[[Reader], Any], book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("dear"), "cheap")
    spoil(reader)
    reader.save(book / "back.pdf")
    done = call(book, "merge", "back.pdf")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    text = (book / "source" / "01-pans.md").read_text(encoding="utf-8")
    assert "Salt is cheap" in text
    assert call(book, "query").returncode == 0


def test_a_locked_pdf_is_refused_in_a_line(book: Path) -> None:
    with pikepdf.open(book / "proof.pdf") as pdf:
        pdf.save(book / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    refused(call(book, "merge", "locked.pdf"), "locked with a password")


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_pdf_that_is_cut_off_is_refused_or_read(part: float, book: Path) -> None:
    reader = Reader(book / "proof.pdf")
    reader.replace(reader.find("dear"), "cheap")
    data = reader.save(book / "back.pdf").read_bytes()
    (book / "cut.pdf").write_bytes(data[: int(len(data) * part)])
    done = call(book, "merge", "cut.pdf")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)
