"""Ten scripts, in all formats: set and read back with the extra, without it reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book import fonts
from octavo.book.paragraphs import has_small_capitals
from tests.running import call, make_book
from tests.scripts_book import make_scripts_book

SCRIPTS = pytest.mark.skipif(len(fonts.packages()) < 2, reason="octavo[scripts] is not installed")
BEYOND = "𝄞 𝄢"


def with_fonts(folder: Path) -> Path:
    with (folder / "metadata" / "design.yaml").open("a", encoding="utf-8") as design:
        design.write("script-fonts: true\n")
    return folder


@pytest.mark.long
@SCRIPTS
def test_each_script_is_set_and_read_back_in_every_format(tmp_path: Path) -> None:
    book = with_fonts(make_scripts_book(tmp_path))
    done = call(book, "build")
    assert done.returncode == 0, done.stdout
    for name in ("EPUB", "Word", "Web page", "PDF, screen", "PDF, print"):
        assert f"{name}  " in done.stdout
    assert "error" not in call(book, "lint").stdout


@SCRIPTS
def test_letters_that_are_drawn_in_parts_are_read_once(tmp_path: Path) -> None:
    book = with_fonts(make_book(tmp_path, "pdf"))
    (book / "source" / "02-two.md").write_text(
        "# Two\n\n::: {lang=ar}\nا ب ت ث ج خ ذ ز ش ض ظ غ ف ق ن ي، كتابٌ، بب، ثبتت، ششش، ننن.\n:::\n",
        encoding="utf-8",
    )
    done = call(book, "build")
    assert done.returncode == 0, done.stdout
    assert "1 error" not in done.stdout


def test_signs_that_no_font_has_keep_the_pdf_back_alone(tmp_path: Path) -> None:
    book = make_book(tmp_path, "html, pdf")
    music = book / "source" / "02-two.md"
    music.write_text(f"# Music\n\nClefs: {BEYOND}.\n", encoding="utf-8")
    done = call(book, "build")
    assert done.returncode == 1
    assert "Not written: PDF. The other files are whole." in done.stdout
    (line,) = [line for line in done.stdout.splitlines() if "G CLEF" in line]
    assert "02-two.md:3" in line
    assert "Noto Music" in line


@pytest.mark.parametrize(
    ("text", "has"),
    [("On the Štěpán, В начале", True), ("[ˈfəʊnɪm]", False), ("ἄλφα βῆτα", False), ("כתב", False)],
)
def test_small_capitals_open_what_has_them(text: str, has: bool) -> None:
    assert has_small_capitals(text) is has
