"""Fonts that a book brings: read, refused at their lines, set, embedded."""

from __future__ import annotations

import json
import struct
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo import pandoc
from octavo.book import fonts
from octavo.book.metadata import load
from octavo.desk.release import typefaces
from octavo.files import sfnt
from octavo.formats.epub import fonts as epub_fonts
from octavo.formats.pdf.faces import Faces, code, faces_of
from octavo.formats.pdf.fonts import embedded, face_of
from octavo.formats.pdf.glyphs import first_of_scripts, unshowable
from octavo.formats.pdf.styles import style_findings
from octavo.formats.pdf.survey import survey
from tests.running import call, make_book

HEBREW, DHARMA, SALAM = "שלום", "धर्म", "سلام"
SCRIPTS = pytest.mark.skipif(
    find_spec("manimgx_fonts") is None, reason="octavo[scripts] is not installed"
)


def table_of_names(names: dict[int, str]) -> bytes:
    """Return a table `name` with names in English for Windows."""
    head, text = b"", b""
    for number, name in names.items():
        data = name.encode("utf-16-be")
        head += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(data), len(text))
        text += data
    return struct.pack(">HHH", 0, len(names), 6 + len(head)) + head + text


def features(*tags: str) -> bytes:
    """Return a table `GSUB` that only lists features."""
    listed = b"".join(struct.pack(">4sH", tag.encode(), 0) for tag in tags)
    return struct.pack(">HHHHH", 1, 0, 0, 10, 0) + struct.pack(">H", len(tags)) + listed


def font(
    embedding: int = 0,
    signs: str = "אבג",
    weight: int = 400,
    selection: int = 0,
    smcp: bool = False,
) -> bytes:
    """Return the tables of a font that `sfnt` reads, without any glyph."""
    groups = b"".join(struct.pack(">III", ord(sign), ord(sign), 1) for sign in signs)
    form = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(signs)) + groups
    tables = {
        b"OS/2": struct.pack(">HhHHH52xH", 4, 0, weight, 5, embedding, selection) + bytes(26),
        b"GSUB": features("liga", "smcp") if smcp else features(),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + form,
        b"name": table_of_names({1: "Test Hebrew", 13: "The OFL."}),
    }
    at, head, body = 12 + 16 * len(tables), b"", b""
    for tag, data in tables.items():
        head += struct.pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data
    return struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0) + head + body


def test_a_font_says_its_name_its_characters_and_what_it_forbids() -> None:
    one = sfnt.read(font())
    assert (one.family, one.names[sfnt.LICENCE]) == ("Test Hebrew", "The OFL.")
    assert one.characters == frozenset("אבג")
    assert fonts.scripts_in(one) == {"Hebrew"}
    assert not one.forbids
    assert not one.is_for_print_only
    assert sfnt.read(font(sfnt.PREVIEW)).is_for_print_only
    for bits in (sfnt.RESTRICTED, sfnt.NO_SUBSETS, sfnt.BITMAPS):
        assert "OS/2 fsType" in sfnt.read(font(bits)).forbids


@given(st.integers(0, 400), st.binary(max_size=12), st.integers(0, 400))
def test_no_damaged_font_harms(at: int, data: bytes, end: int) -> None:
    whole = font()
    try:
        sfnt.read((whole[:at] + data + whole[at + len(data) :])[: len(whole) - end])
    except sfnt.FontError as fault:
        assert str(fault).endswith(".")  # noqa: PT017 - a fault need not come


def book_with(folder: Path, design: str, text: str = "# One\n\nA word.\n") -> Path:
    """Make a book of one chapter with fonts."""
    book = make_book(folder / "book", "epub, pdf")
    (book / "source" / "02-two.md").unlink()
    (book / "source" / "01-one.md").write_text(text, encoding="utf-8")
    (book / "fonts").mkdir()
    (book / "metadata" / "design.yaml").write_text(design, encoding="utf-8")
    return book


def test_each_font_that_cannot_be_used_is_an_error_at_its_line(tmp_path: Path) -> None:
    names = ("gone.ttf", "text.otf", "closed.otf", "cut.ttf", "good.otf", "page.pdf")
    lines = [f"  - fonts/{name}\n" for name in names]
    lines += ["  - ../../fonts/away.otf\n", "  - {file: fonts/good.otf, sets: [Elvish]}\n"]
    book = book_with(tmp_path, "fonts:\n" + "".join(lines))
    (book / "fonts" / "text.otf").write_bytes(b"no font")
    (book / "fonts" / "page.pdf").write_bytes(b"no font")
    (book / "fonts" / "closed.otf").write_bytes(font(sfnt.RESTRICTED))
    (book / "fonts" / "cut.ttf").write_bytes(font()[:-40])
    (book / "fonts" / "good.otf").write_bytes(font())
    findings = fonts.check(load(book))
    assert {f.rule for f in findings} == {"font-file"}
    lines_of = {finding.place.line: finding.message for finding in findings if finding.place}
    assert sorted(lines_of) == [2, 3, 4, 5, 7, 8, 9]
    expected = {
        **{2: "is not there", 3: "is no OpenType font", 4: "must not be embedded"},
        **{5: "is damaged", 7: "is no .ttf", 8: "outside the book", 9: "“Elvish” is no script"},
    }
    assert all(words in lines_of[line] for line, words in expected.items())
    done = call(book, "lint", "--format", "json")
    errors = {f["line"] for f in json.loads(done.stdout) if f["rule"] == "font-file"}
    assert errors == set(expected)


def test_a_key_that_no_font_has_is_refused(tmp_path: Path) -> None:
    book = book_with(tmp_path, "fonts: {name: Garamond}\n")
    done = call(book, "lint")
    assert done.returncode == 2
    assert "metadata/design.yaml:1" in done.stderr


def test_the_style_sheet_of_an_epub_uses_the_fonts_for_what_they_set(tmp_path: Path) -> None:
    book = book_with(tmp_path, "fonts:\n  - fonts/a.otf\n  - {file: fonts/b.otf, sets: text}\n")
    (book / "fonts" / "a.otf").write_bytes(font())
    (book / "fonts" / "b.otf").write_bytes(font(signs="abc"))
    project = load(book)
    assert list(epub_fonts.files(project)) == ["fonts/font-1.otf", "fonts/font-2.otf"]
    style = epub_fonts.style(project)
    assert "unicode-range: U+5D0-5D2;" in style
    assert 'body { font-family: "book-scripts", "book-text", serif; }' in style
    (book / "fonts" / "a.otf").write_bytes(font(sfnt.PREVIEW))
    assert "book-scripts" not in epub_fonts.style(load(book))


def test_the_styles_of_a_text_font_are_told_apart_in_an_epub(tmp_path: Path) -> None:
    book = book_with(
        tmp_path,
        "fonts:\n  - {file: fonts/r.otf, sets: text}\n  - {file: fonts/i.otf, sets: text}\n",
    )
    (book / "fonts" / "r.otf").write_bytes(font(signs="abc"))
    (book / "fonts" / "i.otf").write_bytes(font(signs="abc", weight=700, selection=1))
    rules = epub_fonts.style(load(book)).splitlines()
    assert rules[1].endswith("font-style: normal; font-weight: normal; }")
    assert rules[2].endswith("font-style: italic; font-weight: bold; }")


def test_a_text_font_without_the_styles_of_the_text_is_shown_at_its_line(tmp_path: Path) -> None:
    book = book_with(tmp_path, "fonts:\n  - {file: fonts/r.otf, sets: text}\n")
    (book / "fonts" / "r.otf").write_bytes(font(signs="abc"))
    words = pandoc.read(b"Some *words* and **more** [Nato]{.smallcaps}.")
    (finding,) = style_findings(load(book), survey(words))
    assert "italics, bold type and small capitals" in finding.message
    assert (finding.place.file, finding.rule) == ("metadata/design.yaml", "pdf-font-style")
    (book / "fonts" / "r.otf").write_bytes(font(signs="abc", weight=700, selection=1, smcp=True))
    assert style_findings(load(book), survey(words)) == []
    assert fonts.has_small_capitals(load(book))


def test_letters_that_the_presses_fonts_cannot_join_are_not_set() -> None:
    signs = frozenset(DHARMA + SALAM + HEBREW)
    assert set(first_of_scripts(signs)) == {"Devanagari", "Arabic"}
    own = Faces(scripts=(("A", ("Devanagari",)), ("B", ("Arabic",))))
    assert (own.east(), Faces(scripts=(("C", ("Han",)),)).east()) == ("", "C")
    assert first_of_scripts(signs, own) == {}
    assert code(own.serif()).startswith('((name: "A", covers: regex("[\\\\p{Devanagari}]")), ')


def test_a_script_without_a_font_is_one_error_and_says_what_to_do(tmp_path: Path) -> None:
    book = book_with(tmp_path, "", f"# One\n\nA {DHARMA} word, {SALAM}.\n")
    found = json.loads(call(book, "lint", "--format", "json").stdout)
    signs = {f["rule"]: f for f in found if f["rule"].startswith("pdf-")}
    assert set(signs) == {"pdf-missing-glyph", "pdf-script-face"}
    assert "letters of Devanagari" in signs["pdf-missing-glyph"]["message"]
    assert signs["pdf-missing-glyph"]["severity"] == "error"
    assert signs["pdf-script-face"]["severity"] == "warning"
    assert "octavo[scripts]" in signs["pdf-script-face"]["hint"]
    assert {f["line"] for f in signs.values()} == {3}


@SCRIPTS
def test_the_fonts_of_the_extra_set_what_the_presses_lack(tmp_path: Path) -> None:
    book = book_with(tmp_path, "script-fonts: true\n")
    faces = faces_of(load(book))
    signs = frozenset(f"{DHARMA}{SALAM}{HEBREW}漢한あ\N{GRINNING FACE}\N{SLICE OF PIZZA}ก")
    assert unshowable(signs, faces=faces) == frozenset()
    assert first_of_scripts(signs, faces) == {}


@pytest.mark.long
@SCRIPTS
def test_a_font_of_the_book_is_in_its_pdf_and_its_epub(tmp_path: Path) -> None:
    package = fonts.packages()[0]
    book = book_with(tmp_path, "fonts: fonts/Hebrew.ttf\n", f"# One\n\nA {HEBREW} word.\n")
    data = (package / "NotoSansHebrew[wght].ttf").read_bytes()
    (book / "fonts" / "Hebrew.ttf").write_bytes(data)
    built = call(book, "build", "--to", "pdf")
    (screen,) = (book / "dist").glob("*-screen.pdf")
    names = embedded(screen)
    assert any(name.startswith("NotoSansHebrew") for name in names), built.stdout
    face = face_of(next(name for name in names if name.startswith("NotoSansHebrew")))
    assert face is not None
    assert face.licence == "OFL-1.1.txt"
    call(book, "build", "--to", "epub")
    with zipfile.ZipFile(next((book / "dist").glob("*.epub"))) as epub:
        assert epub.read("EPUB/fonts/font-1.ttf") == data


def test_the_extra_that_is_not_installed_keeps_the_pdf_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "PACKAGES", ("no_such_package",))
    (finding,) = fonts.check(load(book_with(tmp_path, "\nscript-fonts: true\n")))
    assert (finding.rule, finding.format) == ("pdf-fonts", "pdf")
    assert finding.place is not None
    assert finding.place.line == 2


def test_a_release_lists_whose_the_fonts_of_a_book_are(tmp_path: Path) -> None:
    book = book_with(tmp_path, "fonts: [fonts/a.otf]\n")
    (book / "fonts" / "a.otf").write_bytes(font())
    assert typefaces.own(load(book)) == {
        "fonts/a.otf": {
            "family": "Test Hebrew",
            "file": "fonts/a.otf",
            "copyright": typefaces.UNSAID,
            "licence": "The OFL.",
        }
    }
