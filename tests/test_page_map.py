"""The page map: which word of the text, and of its source, stands on which page and line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.formats.pdf.lines import Formula, Piece, lines_of, without_start
from octavo.formats.pdf.text import page_texts
from octavo.model import reading
from octavo.model.artefact import Reading
from octavo.model.finding import InputError
from octavo.model.pages import BODY, Drawn, Page, PageLine, PageMap, PageSpot, PageStart, moved
from octavo.press import pages_json
from octavo.press.page_map import Aligned
from octavo.press.page_map import _lines as lines_of_stream
from octavo.press.prepare import prepare
from tests.pdf_books import PARAGRAPH, build
from tests.running import call, make_book

KIND = b'{"kind":"octavo-pages-1"'
SENTENCES = [
    f"Sentence {number} of the compositor goes on, and is incomprehensibly long for a line."
    for number in range(1, 121)
]
TEXT = f"""# Loomings {{#loom}}

{" ".join(SENTENCES[:60])}

A word with a \\* star, "quoted" -- and a note.^[The note is *short*, and stands below.] It goes on.

```
first = 1
second = 2
```

$$e = m c^2$$

<!-- An aside. -->
{" ".join(SENTENCES[60:])}[^end]

[^end]: A second note, from elsewhere.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_book(tmp_path_factory.mktemp("pages"), "pdf")
    for path in (folder / "source").glob("*.md"):
        path.unlink()
    (folder / "source" / "01.md").write_text(TEXT, encoding="utf-8")
    done = call(folder, "build")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(book: Path) -> PageMap:
    return pages_json.load(book / "dist" / "pages.json")


@pytest.fixture(scope="module")
def canon(book: Path) -> Reading:
    return reading.read(prepare(Book.open(book)).document)


def spot_of(pages: PageMap, words: str) -> PageSpot | None:
    """Return where some words of the source are printed."""
    before, _, _ = TEXT.partition(words)
    return pages.of_place("source/01.md", before.count("\n") + 1, len(before.split("\n")[-1]) + 1)


def test_pages_begin_with_their_words(pages: PageMap, canon: Reading) -> None:
    starts = pages.starts()
    assert [start.label for start in starts][:4] == ["i", "ii", "iii", "iv"]
    first, *others = [start for start in starts if start.word is not None]
    assert (first.label, first.word, first.within) == ("1", 0, 0)
    assert canon.body[first.word] == "Loomings"
    assert len(others) >= 3
    for start in others:
        assert start.word is not None
        assert start.at is not None
        _, line, column = start.at
        there = TEXT.split("\n")[line - 1][column - 1 :]
        shown = canon.body[start.word + 1 if start.within else start.word]
        assert there.startswith(shown)


def test_all_words_stand_on_one_line(pages: PageMap, canon: Reading) -> None:
    for note, words in enumerate((canon.body, *canon.notes), BODY):
        spots = [pages.of_word(word, note) for word in range(len(words))]
        assert None not in spots
        assert pages.of_word(len(words), note) is None
    assert pages.of_word(0, 7) is None


def test_source_places_are_found(pages: PageMap, canon: Reading) -> None:
    for words, found in (("star,", "star,"), ("first = 1", "first"), ("Sentence 61", "61")):
        word = canon.body.index(found)
        assert spot_of(pages, words) == pages.of_word(word - 1 if found == "61" else word)
    for words, note, word in (("short*", 0, 3), ("from elsewhere", 1, 3)):
        assert spot_of(pages, words) == pages.of_word(word, note)
    behind = spot_of(pages, "It goes on.")
    assert behind == pages.of_word(canon.body.index("It"))


def test_a_formula_has_a_line_of_its_own(pages: PageMap, canon: Reading) -> None:
    formulas = [line for page in pages.pages for line in page.lines if line.is_formula]
    assert [canon.body[line.word - 1] for line in formulas] == ["2"]
    behind = pages.of_word(formulas[0].word)
    assert behind is not None
    assert behind.line == formulas[0].number + 1


def test_a_place_that_is_not_printed_has_no_page(pages: PageMap) -> None:
    assert pages.of_place("source/99.md", 1) is None
    assert pages.of_place("source/01.md", 1) == pages.of_word(0)
    last = pages.of_place("source/01.md", 9_999)
    assert last is not None
    assert last.page == pages.starts()[-1].number


def test_the_manifest_lists_it_and_a_second_build_is_the_same(book: Path, pages: PageMap) -> None:
    path = book / "dist" / "pages.json"
    data = path.read_bytes()
    assert b'"pages.json"' in (book / "dist" / "manifest.json").read_bytes()
    assert pages_json.dumps(pages) == data
    (book / ".octavo" / "state.json").unlink()
    assert call(book, "build").returncode == 0
    assert path.read_bytes() == data
    assert set(pages.files) == {"a-book-print.pdf", "a-book-screen.pdf"}
    assert pages.covers == {"a-book-screen.pdf": 0}


def test_without_a_pdf_there_is_none(tmp_path: Path) -> None:
    folder = make_book(tmp_path, "html")
    assert call(folder, "build").returncode == 0
    assert not (folder / "dist" / "pages.json").exists()


def a_page(*lines: tuple[int, int, int], notes: tuple[PageLine, ...] = ()) -> Page:
    made = tuple(PageLine(number, word, end) for number, word, end in lines)
    return Page("1", made, notes)


def a_map(*pages: Page) -> PageMap:
    return PageMap({}, {}, "", ("source/01.md",), pages)


def test_what_was_moved_to_a_page_does_not_begin_it() -> None:
    text, caption = a_page((1, 0, 10), (2, 14, 30)), a_page((1, 10, 14), (2, 30, 40))
    assert [start.word for start in a_map(text, caption).starts()] == [0, 30]
    again = pages_json.loads(pages_json.dumps(a_map(text, caption)))
    assert again == a_map(text, caption)


def test_a_page_may_begin_with_a_formula() -> None:
    text, formula = a_page((1, 0, 10), (2, 10, 20)), a_page((1, 20, 20), (2, 20, 30), (3, 30, 30))
    pages = a_map(text, formula, a_page((1, 30, 30), (2, 30, 30), (3, 30, 40)))
    assert [(start.word, start.formulas) for start in pages.starts()] == [(0, 0), (20, 1), (30, 2)]
    assert pages_json.loads(pages_json.dumps(pages)) == pages
    assert pages.of_word(20) == PageSpot(2, "1", 2)
    assert moved(pages, a_map(text, a_page((1, 20, 30)), pages.pages[2])) == [2]


def test_a_page_begins_in_the_first_cell_of_a_row_that_goes_on() -> None:
    first = a_page((1, 0, 5), (2, 5, 9), (1, 14, 18), (2, 18, 22))
    second = a_page((1, 9, 14), (1, 22, 25), (2, 25, 30))
    assert [start.word for start in a_map(first, second).starts()] == [0, 9]
    shorter = a_page((1, 9, 14), (2, 22, 30))  # the second cell has ended above
    assert [start.word for start in a_map(first, shorter).starts()] == [0, 9]


def test_each_file_has_the_map_of_its_pages() -> None:
    own, other = (
        PageMap({name: ""}, {}, "", (), (a_page((1, 0, 9)),)) for name in ("a.pdf", "a-kdp.pdf")
    )
    pages = replace(own, others=(other,))
    again = pages_json.loads(pages_json.dumps(pages))
    assert again == pages
    assert again.of_file("a-kdp.pdf") == other
    assert again.of_file("a-kdp-cover.pdf") is None


def test_pages_that_moved_are_told() -> None:
    one = a_map(a_page((1, 0, 10)), a_page((1, 10, 20)), a_page((1, 20, 25)))
    two = a_map(a_page((1, 0, 10)), a_page((1, 10, 21)), a_page((1, 21, 25)), Page("4"))
    assert moved(one, one) == []
    assert moved(one, two) == [3, 4]


def test_a_blank_page_begins_with_no_word() -> None:
    assert a_map(a_page((1, 0, 3)), Page("2")).starts()[1] == PageStart(2, "2")


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b"no", KIND + b"}", KIND + b',"pages":[3]}', KIND + b',"pages":[{}]}']
)
def test_a_file_that_is_no_page_map_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"pages\.json"):
        pages_json.loads(data)


def test_lines_are_told_by_their_height() -> None:
    pieces = [
        Piece.at("One li", 0, 500.0),
        Piece.at("ne ", 0, 503.0),
        Piece.at("\n", 0, 486.0),
        Piece.at("left", 0, 472.0),
        Piece.at("right", 0, 472.0),
        Piece.at("next", 1, 500.0),
    ]
    note = [Piece.at("Note.", 1, 300.0)]
    assert lines_of([pieces, note]) == (
        (Drawn(0, 1, 0), Drawn(0, 2, 7), Drawn(1, 1, 16)),
        (Drawn(1, 2, 0),),
    )


def test_a_formula_is_a_line_where_it_stands_alone_or_begins_a_page() -> None:
    pieces = [
        Piece.at("One ", 0, 500.0),
        Formula.on(0, 502.0, is_inline=True),
        Piece.at(" is.", 0, 500.0),
        Formula.on(0, 470.0, is_inline=False),
        Formula.on(1, 502.0, is_inline=True),
        Piece.at(" goes on.", 1, 500.0),
    ]
    assert lines_of([pieces]) == ((Drawn(0, 1, 0), Drawn(0, 2, 6), Drawn(1, 1, 6), Drawn(1, 1, 6)),)


def test_a_page_may_begin_within_a_formula(tmp_path: Path) -> None:
    sum_of_all = "+".join(f"x_{{{number}}}" for number in range(60))
    built = build(
        tmp_path, "# One\n\n" + f"{PARAGRAPH} Let it be ${sum_of_all}$, as here.\n\n" * 14
    )
    [lines, *_] = built.read.lines
    begins = [one.page for one, two in pairwise(lines) if one == two]
    texts = page_texts(built.screen.path)
    x = "\N{MATHEMATICAL ITALIC SMALL X}"
    assert begins == [n for n, text in enumerate(texts) if re.match(rf"[\w ]{{3,12}}{x}", text)]
    assert len(begins) > 1


def test_a_number_is_taken_off_pieces() -> None:
    pieces = [Piece.at("1", 0, 9.0), Piece.at("2 The ", 0, 9.0), "end"]
    assert "".join(without_start(pieces, "12")) == " The end"


def test_texts_are_aligned_over_what_differs() -> None:
    same = "the quick brown fox jumps over the lazy dog and on"
    aligned = Aligned(f"{same}[@key]{same}", f"{same}(Smith, 1999){same}")
    assert aligned.other(3) == 3
    assert aligned.other(len(same) + 6) == len(same) + 13
    assert len(same) <= aligned.other(len(same) + 2) <= len(same) + 13


def test_a_note_of_which_no_line_was_read_has_none() -> None:
    assert lines_of_stream([], ["one", "word"], 3, lambda _: None) == []
