"""Images, characters, formulas and tables in a PDF."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from octavo import pandoc
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.glyphs import unshowable
from octavo.formats.pdf.inlines import breakable, breakable_code, escape
from octavo.formats.pdf.math import _refused, formula_findings, formulas, quoted
from octavo.formats.pdf.survey import survey
from octavo.formats.pdf.text import page_texts
from octavo.model.edition import Edition
from octavo.model.finding import InputError, Severity
from octavo.prose.prose import Prose
from tests.making import EDITION
from tests.pdf_books import RICH, Built, build
from tests.shared import shared


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("rich"), RICH)


def png(pixels: list[tuple[int, int, int]]) -> bytes:
    """An RGB image, one row."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", len(pixels), 1, 8, 2, 0, 0, 0)
    row = b"\0" + b"".join(bytes(pixel) for pixel in pixels)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(row)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def with_image(folder: Path, data: bytes, edition: Edition = EDITION) -> Built:
    images = folder / "book" / "source" / "images"
    images.mkdir(parents=True)
    (images / "whale.png").write_bytes(data)
    return build(folder, "# One\n\nText.\n\n![A whale.](images/whale.png)\n", edition)


def test_a_coloured_image_in_the_print_pdf_is_named(tmp_path: Path) -> None:
    built = with_image(tmp_path, png([(200, 10, 10), (10, 10, 200)]))
    (finding,) = pdf.check(built.press, built.job)
    assert (finding.rule, finding.severity) == ("pdf-print-rgb", Severity.WARNING)
    assert "whale.png" in finding.message
    assert "greyscale" in finding.hint


def test_an_inside_that_is_printed_in_colour_may_have_coloured_images(tmp_path: Path) -> None:
    pixels = png([(200, 10, 10), (10, 10, 200)])
    edition = replace(EDITION, design=replace(EDITION.design, paper="colour"))
    built = with_image(tmp_path, pixels, edition)
    assert pdf.check(built.press, built.job) == []


def test_an_image_that_only_looks_coloured_is_printed_grey(tmp_path: Path) -> None:
    built = with_image(tmp_path, png([(7, 7, 7), (130, 130, 130), (255, 255, 255)]))
    assert pdf.check(built.press, built.job) == []
    with pikepdf.open(built.press.path) as book:
        (image,) = (o for o in book.objects if _is_image(o))
        assert image.ColorSpace == "/DeviceGray"
        assert image.read_bytes() == bytes([7, 130, 255])


def _is_image(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


# Glyphs ------------------------------------------------------------------------------------------
def test_a_character_that_no_font_has_is_found_before_setting() -> None:
    document = pandoc.read("One.\n\nA 漢字 here, and `字` again.\n".encode())
    prose = Prose(document)
    prose.trace.number(0, document.blocks)
    findings = pdf.missing_glyphs(document, prose.trace)
    assert [finding.before for finding in findings] == ["字", "漢"]
    assert "U+6F22" in findings[1].message
    assert findings[1].severity is Severity.ERROR
    assert findings[1].context == ("A ", "字 here, and 字 again.")
    anchor = findings[1].anchor
    assert anchor is not None
    assert (anchor.start, anchor.end) == ((2, 0), (2, 1))


def test_a_missing_character_stops_the_pdf_with_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"漢.*U\+6F22") as fault:
        build(tmp_path, "# One\n\nA 漢 here.\n")
    assert "\n" not in str(fault.value)


def test_long_dashes_are_set_as_so_many_dashes(tmp_path: Path) -> None:
    long = "\N{THREE-EM DASH}, *Mr \N{TWO-EM DASH}* and `\N{THREE-EM DASH}`"
    edition = replace(EDITION, title="To Mr \N{THREE-EM DASH} of B\N{TWO-EM DASH}")
    built = build(tmp_path, f"# To \N{THREE-EM DASH}\n\nDear {long}.\n", edition)
    assert built.read.body == built.canon.body
    assert pdf.check(built.screen, built.job) == []


def test_a_character_without_italic_is_set_upright(tmp_path: Path) -> None:
    assert unshowable(frozenset("❦é")) == frozenset()
    assert unshowable(frozenset("❦é"), "italic") == frozenset("❦")
    built = build(tmp_path, "# One\n\n*An ❦ here* and **❦**.\n")
    assert built.read.body == built.canon.body


def test_common_typography_needs_no_fallback() -> None:
    marks = "–—‘’“”„‚«»…†‡§¶©°×½⁂№′″ÆŒßĐłőșțžΑωἄЖѣ\u00a0\u2009\u202f\u2011"
    assert unshowable(frozenset(marks)) == frozenset()


# Formulas ----------------------------------------------------------------------------------------
def test_a_formula_that_cannot_be_set_is_printed_as_typed(tmp_path: Path) -> None:
    built = build(tmp_path, "# One\n\nBefore the bad one $\\foo{$ comes this, and $x^2$ too.\n")
    findings = pdf.check(built.screen, built.job)
    assert [finding.rule for finding in findings] == ["pdf-formula"]
    assert "\\foo{" in findings[0].message
    assert findings[0].context == ("Before the bad one ", " comes this, and x^2 too.")
    assert "\\foo{" in "".join(page_texts(built.screen.path))
    assert built.read.body == built.canon.body


def test_lines_that_stand_bare_in_a_display_are_stacked() -> None:
    document = pandoc.read(b"$$a = 1\\\\ b = 2$$\n")
    (formula,) = formulas(survey(document).of("Math")).values()
    assert formula.typst
    assert formula_findings(document, survey(document).of("Math")) == []


def test_a_formula_runs_no_code(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("treasure", encoding="utf-8")
    text = f'# One\n\n$\\text{{\\#read("{secret.as_posix()}")}}$ and $\\text{{"); panic("x}}$\n'
    built = build(tmp_path, text)
    assert "treasure" not in "".join(page_texts(built.screen.path))


# Images ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("images/none.png", "images/none.png is not there"),
        ("https://example.org/a.png", "nothing is fetched"),
        ("01.md", "of a type that not every edition shows"),
    ],
)
def test_an_image_that_cannot_be_set_is_named(source: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        build(tmp_path, f"# One\n\n![Caption]({source})\n")


def test_alternatives_stand_in_the_structure_tree(rich: Built) -> None:
    with pikepdf.open(rich.screen.path) as book:
        alts = [str(o.Alt) for o in book.objects if _is_figure(o)]
    assert sorted(alts) == ["A dot", "inline dot"]


def _is_figure(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure" and "/Alt" in item


# Small parts -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "typst"),
    [
        ("plain words, no marks.", "plain words, no marks."),
        ("a--b", "a\\-\\-b"),
        ("wait...", "wait\\.\\.\\."),
        ("1. one", "1\\. one"),
        ("#x[y]", "\\#x\\[y\\]"),
        ("line\u2028break", "line break"),
    ],
)
def test_escape(text: str, typst: str) -> None:
    assert escape(text) == typst


def test_strings_hold_any_text() -> None:
    assert quoted('a "b" \\ c') == '"a \\"b\\" \\\\ c"'


def test_only_long_words_may_break() -> None:
    assert breakable("and/or") == "and/or"
    assert "\u200b" in breakable("https://www.example.org/path/to/page")
    for east in ("这本书有一百二十页，二〇二六年印于上海，定价3.5元，", "ภาษาไทย" * 8):
        assert breakable(east) == east
    assert "\u200b" in breakable("见https://www.example.org/path/to/page，二〇二六年。")
    assert breakable_code("short(line)") == "short(line)"
    assert breakable_code("x" * 60).replace("\u200b", "") == "x" * 60


def test_a_heading_that_skips_a_level_does_not_stop_the_pdf(tmp_path: Path) -> None:
    built = build(tmp_path, "# One\n\n#### Deep\n\nText.\n")
    assert built.read.headings == built.canon.headings


def test_a_table_with_spans_is_set(tmp_path: Path) -> None:
    grid = """\
# One

+-----+-----+-----+
| A         | B   |
+=====+=====+=====+
| one | two | x   |
+-----+-----+     |
| three     |     |
+-----------+-----+
"""
    built = build(tmp_path, grid)
    assert built.read.body == built.canon.body


def test_a_published_story_reads_back_whole(tmp_path: Path) -> None:
    story = shared("books", "catalogue", "sh-000-a-case-of-identity.md")
    text = story.read_text(encoding="utf-8").partition("\n---\n")[2] or story.read_text("utf-8")
    built = build(tmp_path, text)
    assert len(built.canon.body) > 5000
    assert built.read.body == built.canon.body
    assert built.read.notes == built.canon.notes
    assert pikepdf.open(io.BytesIO(built.press.path.read_bytes())).pages


MATRIX = r"\begin{vmatrix}a & b\\ c & d\end{vmatrix}"
LONG = r"\begin{split} a + \frac{a}{b} & = c \\ & = \text{one} \\ & = d \end{split}"


def test_a_determinant_is_set_and_a_bad_formula_alone_is_not() -> None:
    tex = (LONG, MATRIX, MATRIX.replace("vmatrix", "Vmatrix"), "x", r"\unknown{x}", "y_1")
    nodes = [{"t": "Math", "c": [{"t": "DisplayMath"}, one]} for one in tex]
    done = [one.typst for one in formulas(nodes).values()]
    assert [bool(source) for source in done] == [True, True, True, True, False, True]
    assert 'delim: "|"' in done[1]
    assert 'delim: "\N{DOUBLE VERTICAL LINE}"' in done[2]


def test_a_formula_of_many_lines_hides_no_other() -> None:
    nodes: list[dict[str, object]] = [
        {"t": "Math", "c": [{"t": "DisplayMath"}, one]} for one in (LONG, "x", "y")
    ]
    sources = [one.typst for one in formulas(nodes).values()]
    assert _refused([f"{sources[0]}\n{sources[0]}", 'mat(delim: "||", a)', "x"]) == {1}
