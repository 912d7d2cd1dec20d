"""Lines of the text stand on the grid, whatever stands between them; tables fit their page."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from octavo.formats.pdf import format as pdf
from octavo.formats.pdf import markup
from octavo.formats.pdf.columns import Plan, plan
from octavo.formats.pdf.page import POINTS, page_of
from octavo.model.finding import InputError
from octavo.model.trims import TRIMS
from octavo.pandoc import read
from tests.bench.print_page import measure, nearest
from tests.making import EDITION
from tests.pdf_books import Built, build

WORDS = (
    "The lines of both sides of a leaf are to lie one upon the other, and shine through as one. "
)
ROWS = "\n".join(f"| {1450 + n} | {'what was printed in it ' * (1 + n % 4)}|" for n in range(24))
BETWEEN = [
    "> A quotation of some words, which is set a little smaller than the text about it.",
    "::: epigraph\n> A motto.\n\n— Its author\n:::",
    "``` python\n" + "\n".join(f"line({n})  # of code" for n in range(47)) + "\n```",
    "```\nshort\n```",
    "- one\n- two\n\n    - below two\n- three",
    "1. one\n2. two",
    "Term\n:   What it means, in so many words that a second line is needed for the rest of them.",
    "![A figure](images/dot.png){width=30%}",
    "![](images/dot.png){width=20%}",
    "$$ \\int_0^1 x\\,dx = \\frac{1}{2} $$",
    "With 10^x^ and H~2~O, 5^th^ and F~max~ in its lines. " + WORDS,
    "A sum $\\sum_{i=0}^{n} \\frac{i}{2}$ in the line. " + "It moves them. " * 9,
    "| Year | Book |\n|:---|:------|\n" + ROWS + "\n\n: A table with a caption",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "::: {.box}\nIn a box.\n:::",
    "| A verse,\n| and another.",
    "[]{#nowhere}",
    "* * *",
]


def book() -> str:
    """Each kind of block between paragraphs; sections come to stand at heads of pages, too."""
    parts = ["# One"]
    for number, block in enumerate(BETWEEN * 2):
        parts += [WORDS * (1 + number % 5), block, WORDS * 2, f"## A section, the {number}th"]
    return "\n\n".join([*parts, WORDS])


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("mixed"), book())


def test_every_line_of_the_text_is_on_the_grid(mixed: Built) -> None:
    page = page_of(EDITION.design.trim)
    result = measure(mixed.press.path.read_bytes(), page, mixed.job)
    assert result.lines > 250
    assert [line for line in result.off if "Itmoves" not in line[2]] == []


def test_what_stands_between_the_lines_is_read_back(mixed: Built) -> None:
    assert pdf.characters(mixed.read) == pdf.characters(mixed.canon)
    assert [f.rule for f in pdf.check(mixed.screen, mixed.job) if f.rule == "pdf-overflow"] == []


def test_all_ink_keeps_half_an_inch_from_the_trim(mixed: Built) -> None:
    with closing(pypdfium2.PdfDocument(mixed.press.path)) as document:
        near = min(nearest(leaf, number) for number, leaf in enumerate(document, 1))
    assert near[0] >= 12.7


def test_verse_in_a_motto_turns_no_line_that_fits_it(tmp_path: Path) -> None:
    line = "Some verses are of forty letters or so,"
    built = build(tmp_path, f"# One\n\n::: epigraph\n| {line}\n| and short\n:::\n\n{WORDS}\n")
    with closing(pypdfium2.PdfDocument(built.press.path)) as document:
        texts = [leaf.get_textpage().get_text_range().splitlines() for leaf in document]
    assert any(line in lines for lines in texts)


def test_lines_of_verse_as_long_as_a_page_are_divided_over_pages(tmp_path: Path) -> None:
    """A stanza stays together by the lines that it prints, not by those that were typed."""
    lines = "\n".join(f"| {letter} {WORDS * 9}" for letter in "ABC")
    built = build(tmp_path, f"# One\n\n{WORDS}\n\n{lines}\n")
    assert [f.rule for f in pdf.check(built.screen, built.job) if f.rule == "pdf-overflow"] == []
    assert built.read.body == built.canon.body


# Margins -------------------------------------------------------------------------------------
@pytest.mark.parametrize("trim", [*TRIMS.values(), (90, 140), (210, 297), (300, 420)])
def test_one_canon_for_every_trim(trim: tuple[float, float]) -> None:
    page = page_of(trim)
    foot = page.height - page.top - page.text_height
    assert page.inside >= page.outside
    assert foot >= page.top - 0.01
    assert page.inside + page.measure + page.outside == pytest.approx(page.width, abs=0.01)
    assert page.outside >= 12.7 * POINTS
    assert page.top - page.head - 1.08 * page.size >= 12.7 * POINTS - 0.01
    assert foot - page.drop - 1.05 * page.size >= 12.7 * POINTS - 0.01


def test_a_printer_may_ask_for_a_wider_gutter_and_more_safety() -> None:
    plain, asked = page_of((129, 198)), page_of((129, 198), gutter=22.2, safety=16)
    assert asked.inside == pytest.approx(22.2 * POINTS, abs=0.01)
    assert asked.outside >= 16 * POINTS > plain.outside
    assert asked.lines < plain.lines
    assert asked.size == plain.size
    assert page_of((129, 198), gutter=5, safety=5).inside == plain.inside


def test_a_gutter_that_leaves_no_line_is_refused() -> None:
    with pytest.raises(InputError, match=r"inner margin of 45\.0 mm leaves lines of 31 mm"):
        page_of((90, 140), gutter=45)


# Tables --------------------------------------------------------------------------------------
PAGE = page_of((129, 198))


def table(columns: int, word: str, rows: int = 2, dashes: str = "---"):
    """Return a Table in which every cell is one word."""
    line = "| " + " | ".join([word] * columns) + " |\n"
    ruled = "|" + f"{dashes}|" * columns + "\n"
    return read((line + ruled + line * rows).encode()).blocks[0]


def test_a_table_that_fits_is_left_to_its_words() -> None:
    assert plan(table(4, "word"), PAGE).is_plain
    assert plan(table(4, "word"), PAGE).widths == ()


def test_a_wide_table_has_smaller_type_then_hyphens_then_the_page_is_turned() -> None:
    small = plan(table(8, "Columns"), PAGE)
    divided = plan(table(5, "incomprehensible"), PAGE)
    turned = plan(table(12, "alphabetical"), PAGE)
    assert small.scale < 1
    assert (small.hyphens, small.turned) == (False, False)
    assert (divided.hyphens, divided.turned) == (True, False)
    assert (turned.turned, turned.fits) == (True, True)
    assert sum(turned.widths) <= PAGE.text_height


def test_a_column_is_never_narrower_than_its_longest_word() -> None:
    ruled = "| a | incomprehensibilities |\n|-|----------------------|\n"
    skewed = read((ruled + "| " + "word " * 30 + "| x |\n").encode()).blocks[0]
    dashes = "|" + "-" * 70 + "|-|\n"
    given = read(("| " + "word " * 14 + "| incomprehensibilities |\n" + dashes).encode()).blocks[0]
    for node in (skewed, given):
        assert plan(node, PAGE).widths[1] > 70


def test_a_table_that_fits_nowhere_is_told_at_its_line(tmp_path: Path) -> None:
    line = "| " + " | ".join(["incomprehensibility"] * 24) + " |\n"
    built = build(tmp_path, f"# One\n\n{line}|{'---|' * 24}\n{line}\nAfter it.\n")
    [finding] = [f for f in pdf.check(built.screen, built.job) if f.rule == "pdf-table-wide"]
    assert "24 columns" in finding.message
    assert finding.context[1].startswith("incomprehensibility")
    assert pdf.characters(built.read) == pdf.characters(built.canon)


def test_words_of_a_turned_table_are_read_in_order(tmp_path: Path) -> None:
    names = [f"{chr(65 + n)}lphabetical" for n in range(12)]
    line = "| " + " | ".join(names) + " |\n"
    built = build(tmp_path, f"# One\n\n{line}|{'---|' * 12}\n{line}\n\nAfter it.\n")
    assert built.read.body == built.canon.body
    rules = [f.rule for f in pdf.check(built.screen, built.job)]
    assert "pdf-table-turned" in rules
    assert "pdf-overflow" not in rules


@pytest.mark.parametrize(
    "line",
    [
        "| immeasurable | incomprehensible | unforeseeable |",
        "| immēasurabx̄ | x̄comprehensib̄e | un̄forseeable |",
    ],
)
def test_words_over_words_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(markup, "plan", lambda *_: Plan(widths=(20.0, 20.0, 20.0), measure=272.0))
    built = build(tmp_path, f"# One\n\n{line}\n|---|---|---|\n{line}\n\nAfter it.\n")
    [finding] = [f for f in pdf.check(built.screen, built.job) if f.rule == "pdf-overprint"]
    assert "is printed over other words" in finding.message


def test_marks_over_letters_and_letters_that_lean_are_no_error(tmp_path: Path) -> None:
    arc, bar = "͡", "̅"
    low = "͜"
    text = f"The mean x{bar} of A{arc}B, t{arc}s, d{low}ʒ, *f*(x{bar})."
    built = build(tmp_path, f"# Leaning *of (Moxon) of* (it) *f*(x)\n\n{text}\n")
    assert not [f for f in pdf.check(built.screen, built.job) if f.rule == "pdf-overprint"]
