"""What is shown ahead of the whole book is what the whole book shows, or nothing is."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from octavo.bibliography import csl
from octavo.book.book import Book
from octavo.desk.server.pages import placed_fragment
from octavo.desk.server.spread import Pages
from octavo.formats.html.format import text_of
from octavo.model.nodes import Document, join_words
from octavo.press import ahead, proof
from octavo.press.ahead import Standing
from octavo.press.build import Options, make_jobs
from octavo.press.prepare import prepare
from octavo.press.tasks import epoch_of
from octavo.press.workers import Workers
from tests.preview_books import write_book

FIRST = "# Before\n\nAn opening that stands ahead of the chapter in which something changes.\n"
TEXT = """# One

It was a "dark" night, as @doe-1999 [p. 4] has it, and nobody was abroad in it.

The 'second' paragraph stands behind -- and has a note.[^1] It has *emphasis* too,
and a [link].

- a list
- of two things

::: note
A box.

Its second paragraph.
:::

## A part of it

| one | two |
|-----|-----|
| a   | b   |

The last words of it, 1450-55 [@doe-1999, 12].

![A picture](x.png)

[^1]: A note of its own.

    It goes on.

[link]: https://octavo.example
"""
BIBLIOGRAPHY = (
    '[{"id": "doe-1999", "type": "book", "title": "A Title", "publisher": "A House",'
    ' "author": [{"family": "Doe", "given": "Jane"}], "issued": {"date-parts": [[1999]]}}]'
)
FILTERS = (
    '{"filters": ["markup.py", "divisions.py", "mojibake.py", "quotations.py", "dashes.py",'
    ' "ellipses.py", "usage.py", "spacing.py", "citations.py", "linknames.py", "apparatus.py",'
    ' "citeproc", "bibliographies.py"]}'
)


def prepared(folder: Path, text: str) -> Standing:
    """Return a book as a build leaves it."""
    (folder / "source" / "02.md").write_text(text, encoding="utf-8")
    book = Book.open(folder, csl.style)
    made = prepare(book)
    room = folder / "room"
    room.mkdir(exist_ok=True)
    make_jobs(made, Options((), room), room)
    return Standing(book, made.document)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    edition = "title: A Book\nlang: en-GB\nbibliography: works.json\noutputs: [html]\n"
    folder = write_book(tmp_path_factory.mktemp("book"), FIRST, edition)
    (folder / "metadata" / "works.json").write_text(BIBLIOGRAPHY, encoding="utf-8")
    (folder / "metadata" / "pandoc.json").write_text(FILTERS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def standing(folder: Path) -> Standing:
    return prepared(folder, TEXT.replace("\n![A picture](x.png)\n", "\n"))


BARE = TEXT.replace("\n![A picture](x.png)\n", "\n")
EDITS = {
    "a word": ("nobody was", "nobody at all was"),
    "quotation marks": ("nobody was", 'nobody was "out and" so'),
    "the second line of a paragraph": ("and a [link]", "and a good [link]"),
    "a paragraph more": ("- a list\n", "A new one -- here.\n\n- a list\n"),
    "two paragraphs": ("\n\nThe 'second'", " It ends.\n\nThe 'third'"),
    "a paragraph less": (
        "The last words of it, 1450-55 [@doe-1999, 12].\n\n",
        "",
    ),
    "a list": ("of two things", "of two good things"),
    "a citation": ("The last words", "The very last words"),
    "a heading": ("## A part of it", "## A part of the whole"),
    "a table": ("| a ", "| c "),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_shown_ahead_is_what_the_whole_book_shows(
    edit: str, folder: Path, standing: Standing
) -> None:
    old, new = EDITS[edit]
    assert BARE.count(old) == 1
    text = BARE.replace(old, new)
    chapter = standing.book.chapters[1]
    ready = standing.ready(chapter, text)
    assert ready is not None
    edition = standing.book.edition
    shown = placed_fragment(text_of(ready.document, edition), "source/02.md", ready.lines)

    after = prepared(folder, text)
    whole = text_of(after.document, edition)
    built = placed_fragment(whole, "source/02.md", [1])
    plain = [_bare(block) for block in built]
    for block in shown:
        assert _bare(block) in plain
    assert ready.chapter.text == text
    chapters = (ready.chapter, after.book.chapters[1])
    alone, read = ([ahead._plain(b) for b in one.document().blocks] for one in chapters)
    assert alone == read
    assert ready.whole is not None
    assert _letters(ready.whole) == _letters(after.document)


def _bare(block: str) -> str:
    """Return a block without what the whole book alone knows: numbers of notes, and places."""
    block = re.sub(r' data-(?:file|line)="[^"]*"', "", block)
    block = re.sub(r"<h(\d)[^>]*>(.*)</h\1>", r"<h>\2</h>", block)
    return re.sub(r"(fnref|fn)\d+|<sup>\d+</sup>", "", block)


def _letters(document: Document) -> list[str]:
    join_words(document.blocks)
    return [ahead._letters(block) for block in document.blocks]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A box.", "A big box."),
        ("It goes on.", "It goes on and on."),
        ("nobody was", "nobody <!-- perhaps --> was"),
        ("The last words", "![x](y.png) The last words"),
        ("The last words", "<b>The</b> last words"),
        ("It was a", "::: note\nIt was a"),
        ("It was a", "```\nIt was a"),
        ("It was a", "    It was a"),
        ("# One\n", "---\ntitle: x\n---\n\n# One\n"),
        (BARE, BARE),
    ],
)
def test_what_is_not_sure_is_not_shown(old: str, new: str, standing: Standing) -> None:
    assert BARE.count(old) == 1
    assert standing.ready(standing.book.chapters[1], BARE.replace(old, new)) is None


def test_a_second_change_goes_on_from_the_first(standing: Standing) -> None:
    chapter = standing.book.chapters[1]
    first = standing.ready(chapter, BARE.replace("nobody was", "nobody\n\nwas"))
    assert first is not None
    assert first.whole is not None
    again = Standing(standing.book, first.whole)
    second = again.ready(first.chapter, first.chapter.text.replace("last words", "end"))
    assert second is not None
    assert (
        second.stretch.start
        == first.chapter.text[: first.chapter.text.index("The last")].count("\n") + 1
    )


def test_the_pages_ahead_are_those_of_the_book(standing: Standing) -> None:
    """With its date: Typst would set each page anew for another."""
    with ThreadPoolExecutor(1) as pool:
        done = proof.submit(Workers.of(pool), standing.book.project, standing.document)
        data = done.result()
    assert data is not None
    pages = Pages(data)
    text = "".join(pages.letters(number) for number in range(1, pages.count + 1))
    assert "thelastwordsofit145055" in text
    with pikepdf.open(BytesIO(data)) as pdf:
        day = epoch_of(standing.book.edition)
        assert str(datetime.fromtimestamp(day, UTC).year) in str(pdf.docinfo["/CreationDate"])
