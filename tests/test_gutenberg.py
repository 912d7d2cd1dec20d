"""Project Gutenberg's header and the marks of its ends are read in one way, in texts and pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.manuscripts import gutenberg
from octavo.manuscripts.plain.decode import decode
from octavo.manuscripts.spoken import language_of
from tests.import_books import imported, sources
from tests.running import call

HEADER = (
    "The Project Gutenberg EBook of Lamps, by Ann Holm\n\nTitle: Lamps\n       A History\n\n"
    "Author: Ann Holm; Ben Roe\nTranslator: Cy Lee\n\nRelease Date: May 9, 2007 [EBook #12345]\n\n"
    "Language: French\n"
)
END = (
    "End of Project Gutenberg's Lamps, by Ann Holm",
    "End of the Project Gutenberg EBook of Lamps",
    "*** END OF THIS PROJECT GUTENBERG EBOOK LAMPS ***",
    "***END OF THE PROJECT GUTENBERG EBOOK LAMPS***",
)


def test_the_header_gives_the_metadata() -> None:
    known, number = gutenberg.header(HEADER.splitlines())
    assert known == {
        "title": "Lamps",
        "subtitle": "A History",
        "author": ["Ann Holm", "Ben Roe"],
        "translator": "Cy Lee",
        "lang": "fr",
    }
    assert number == "12345"


@pytest.mark.parametrize("suffix", ["txt", "html"])
@pytest.mark.parametrize("end", END)
def test_the_text_ends_where_its_marks_say(tmp_path: Path, suffix: str, end: str) -> None:
    start = "*** START OF THIS PROJECT GUTENBERG EBOOK LAMPS ***"
    parts = [HEADER, start, "The lamps burned all night.", end, "Its licence follows here."]
    if suffix == "html":
        head = f"<pre>{parts[0]}\n{start}</pre>"
        body = head + "".join(f"<p>{part}</p>" for part in parts[2:])
        text = f"<html><body>{body}</body></html>"
    else:
        text = "\n\n\n\n".join(parts)
    done = imported(tmp_path, f"m.{suffix}", text)
    whole = "".join(sources(done).values())
    assert "The lamps burned all night." in whole
    assert "licence follows" not in whole
    assert "Gutenberg" not in whole
    assert "Cy Lee" in (done.folder / "metadata" / "edition.yaml").read_text("utf-8")


def test_the_language_that_the_header_names_is_taken_where_none_is_given(tmp_path: Path) -> None:
    parts = [HEADER, "*** START OF THIS PROJECT GUTENBERG EBOOK LAMPS ***", "La lampe brûlait."]
    (tmp_path / "m.txt").write_text("\n\n".join([*parts, END[2]]), "utf-8")
    assert language_of([tmp_path / "m.txt"]) == "fr"
    call(tmp_path, "import", "m.txt", "--into", "book")
    edition = (tmp_path / "book" / "metadata" / "edition.yaml").read_text("utf-8")
    assert re.search(r"^lang: \W?fr\b", edition, re.MULTILINE)
    review = (tmp_path / "book" / "metadata" / "review.md").read_text("utf-8")
    assert "The file says that its language is fr, and is read so." in review


def test_a_text_that_names_no_language_is_english(tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text("Language: French\n\nLa lampe brûlait.", "utf-8")
    assert language_of([tmp_path / "m.txt"]) == "en-GB"
    assert language_of([tmp_path / "none.txt"]) == "en-GB"


@pytest.mark.parametrize(
    ("said", "word", "kept_in", "read_as"),
    [
        ("ISO-8859-1", "nebul\N{LATIN SMALL LETTER AE}", "latin-1", "Latin-1"),
        ("ISO-8859-1", "\N{LEFT DOUBLE QUOTATION MARK}Ahoy", "cp1252", "Windows-1252"),
        (
            "ISO-8859-2",
            "k\N{LATIN SMALL LETTER U WITH RING ABOVE}\N{LATIN SMALL LETTER N WITH CARON}",
            "iso8859-2",
            "ISO 8859-2",
        ),
        ("ISO-8859-2", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "utf-8", "UTF-8"),
    ],
)
def test_the_encoding_that_the_header_names_is_the_encoding(
    said: str, word: str, kept_in: str, read_as: str
) -> None:
    text = f"{HEADER}\nCharacter set encoding: {said}\n\nIt was a {word} of the quay.\n"
    read = decode(text.encode(kept_in), "m.txt")
    assert (read.encoding, word in read.text) == (read_as, True)


OLD = """*The Project Gutenberg Etext of The Lamp Book, by Ann Holm*

Copyright laws are changing all over the world.


The Lamp Book

by Ann Holm*

May, 1998  [Etext #4321]

*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*





The Lamp Book by Ann Holm
Scanned and proofed by Ben Roe  ben@example.org





THE LAMP BOOK




CHAPTER I



The lamps burned all night.





*The Project Gutenberg Etext of The Lamp Book, by Ann Holm*
"""


def test_a_header_without_fields_says_in_its_first_line_whose_the_book_is(tmp_path: Path) -> None:
    done = imported(tmp_path, "m.txt", OLD)
    edition = (done.folder / "metadata" / "edition.yaml").read_text("utf-8")
    assert "title: The Lamp Book" in edition
    assert "name: Ann Holm" in edition
    whole = "\n".join(sources(done).values())
    assert whole.split("\n\n") == ["# CHAPTER I", "The lamps burned all night.\n"]


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Project Gutenberg's Lamps by Night, by Ann Holm", ["Lamps by Night", "Ann Holm"]),
        ("The Project Gutenberg EBook, Lamps, by Ann de la Holm", ["Lamps", "Ann de la Holm"]),
        ("The Project Gutenberg Etext of Lamps by A. Holm", ["Lamps", "A. Holm"]),
        ("The Project Gutenberg Etext of the lamps that were lit by us", []),
    ],
)
def test_title_and_name_are_parted_where_the_name_begins(line: str, known: list[str]) -> None:
    there, _ = gutenberg.header([line])
    assert [there.get("title"), *_listed(there.get("author"))] == (known or [None])


def _listed(names: object) -> list[object]:
    return [*names] if isinstance(names, list) else []


FRAMED = f"{HEADER}\n*** START OF THIS PROJECT GUTENBERG EBOOK LAMPS ***\n\n\n"
TYPED = (
    ("Ch[=o]-ji lit [=O]no's lamp.", "Ch\u014d-ji lit \u014cno's lamp."),
    ("_r[=o]ka_ and [)a] short", "*r\u014dka* and \u0103 short"),
    ("a man[oe]uvre of [OE]dipus", "a man\u0153uvre of \u0152dipus"),
    ("the [.s]a[.s] and S[h.]a", "the \u1e61a\u1e61 and S\u1e25a"),
    ("could _I_ do it", "could *I* do it"),
    (
        "as the reader sees [a.] below, or [oe] here",
        "as the reader sees [a.] below, or [oe] here",
    ),
)


@pytest.mark.parametrize(("typed", "printed"), TYPED)
def test_letters_and_italics_are_read_as_volunteers_type_them(
    tmp_path: Path, typed: str, printed: str
) -> None:
    done = imported(tmp_path, "m.txt", f"{FRAMED}The lamp burned low, {typed}.\n")
    whole = "".join(sources(done).values())
    assert f"The lamp burned low, {printed}." in whole


def test_in_a_text_of_another_house_brackets_stay(tmp_path: Path) -> None:
    done = imported(tmp_path, "m.txt", "Lamps\n\nThe lamp of [=O]no burned low.\n")
    assert "[=O]no" in "".join(sources(done).values()).replace("\\", "")
