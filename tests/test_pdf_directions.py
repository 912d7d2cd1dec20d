"""What a PDF draws is read in the order of reading, and marks above letters once."""

from __future__ import annotations

import pytest

from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.text import page_texts
from octavo.formats.pdf.visual import LEFT, NEUTRAL, NUMBER, RIGHT, Line, Spot, kind_of, order, read
from octavo.model.reading import document as document_of
from octavo.model.structure import of_document
from octavo.press import agreement, structure
from tests.pdf_books import Built, build

HEBREW = "\u05e9\u05dc\u05d5\u05dd"
WORLD = "\u05e2\u05d5\u05dc\u05dd"
SALAM = "\u0633\u0644\u0627\u0645"
POINTED = "\u05d4\u05b7\u05e9\u05c1\u05bc\u05b8\u05de\u05b7\u05d9\u05b4\u05dd"
SHORT, TILDE, HAT, RING = "x\u0304", "\u025b\u0303", "n\u0302", "r\u0325"

TEXT = f"""# One

The word [{HEBREW}]{{lang=he}} means peace, and [{SALAM}]{{lang=ar}} too. Without a mark: {HEBREW}.

Quoted: [{HEBREW} {WORLD}, "{HEBREW}" 1:1]{{lang=he dir=rtl}}.

A sentence: [{HEBREW} {WORLD}, {HEBREW} 12 {WORLD}.]{{lang=he}} And on, [{POINTED}]{{lang=he}} too.

Means {SHORT} and {HAT}, {TILDE} **{SHORT}** {RING}; twice, {SHORT}{SHORT}, in *{TILDE}*.

::: {{lang=he dir=rtl}}
{" ".join([HEBREW, WORLD] * 12)}, English words {HEBREW} 1234 {WORLD}; {HEBREW} "{WORLD}" {HEBREW}.
:::

A note.[^1]

| Word | {HEBREW} | {WORLD} |
|------|----------|---------|
| two  | {SALAM}  | {HEBREW} |

[^1]: In a note {HEBREW} {WORLD} and {SHORT}.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("directions"), TEXT)


def test_a_page_with_words_from_right_to_left_is_read_as_it_was_written(built: Built) -> None:
    assert agreement.compare(built.canon, built.read, "pdf-screen", joined=True) == []
    marks = of_document(document_of(built.job.document))
    assert structure.compare(marks, built.read.marks, "pdf-screen") == []


def test_the_pdf_itself_has_each_mark_once(built: Built) -> None:
    text = "".join(page_texts(built.screen.path))
    assert f"Means {SHORT} and {HAT}, {TILDE} {SHORT} {RING}" in text
    assert f"twice, {SHORT}{SHORT}, in {TILDE}." in text


def test_the_print_pdf_draws_the_same_pages(built: Built) -> None:
    assert pdf.read(built.press, built.job) is None


def test_a_text_runs_as_its_first_strong_letter() -> None:
    assert [kind_of(text) for text in ("one", HEBREW, f"12 {HEBREW}", "12.", ", ", "")] == [
        LEFT,
        RIGHT,
        RIGHT,
        NUMBER,
        NEUTRAL,
        NEUTRAL,
    ]
    assert read(["b", "a"]) == "ba"
    assert read([*reversed(HEBREW)]) == HEBREW


def numbers(kinds: str, *, rtl: bool = False) -> list[int]:
    """Return the order of a line that is written with a letter for each text: R, L, 1, space."""
    names = {"R": RIGHT, "L": LEFT, "1": NUMBER, " ": NEUTRAL}
    return order([names[kind] for kind in kinds], rtl=rtl)[0]


def test_a_line_is_read_as_its_levels_say() -> None:
    assert numbers("LLL") == [0, 1, 2]
    assert numbers("LRL") == [0, 1, 2]
    assert numbers("L R R L") == [0, 1, 4, 3, 2, 5, 6]
    assert numbers("LR1 1RL") == [0, 5, 4, 3, 2, 1, 6]
    inside = [False, True, True, True, False]
    assert order([LEFT, NUMBER, RIGHT, NEUTRAL, LEFT], inside)[0] == [0, 3, 2, 1, 4]
    assert numbers("R L", rtl=True) == [2, 1, 0]
    assert numbers("RLLR", rtl=True) == [3, 1, 2, 0]
    assert numbers(" R R") == [3, 2, 1, 0], "a line without other letters begins at the right"


def test_lines_are_not_mixed_and_a_piece_is_not_lost() -> None:
    pieces: list[str] = []
    line = Line()
    for number, height in enumerate((10.0, 10.4, 30.0)):
        line.add(pieces, [HEBREW, WORLD, SALAM][number], Spot(100.0 - number, height))
    line.settle(pieces)
    assert pieces == [HEBREW, WORLD, SALAM]


def test_a_lost_letter_from_right_to_left_is_seen(built: Built) -> None:
    short = tuple(word.replace(HEBREW, HEBREW[:-1]) for word in built.read.body)
    other = built.read.__class__(short, built.read.notes, built.read.headings)
    assert agreement.compare(built.canon, other, "pdf-screen", joined=True)
    turned = tuple(word.replace(HEBREW, HEBREW[::-1]) for word in built.read.body)
    other = built.read.__class__(turned, built.read.notes, built.read.headings)
    assert agreement.compare(built.canon, other, "pdf-screen", joined=True)
