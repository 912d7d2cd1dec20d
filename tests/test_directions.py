"""A division or word in a language of the other direction says so, in every format."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book.directions import set_directions
from octavo.model.nodes import attr_of, walk
from tests.running import call, make_book

TEXT = """# Two

::: {lang=he}
ספר קצר, [a book]{lang=en}, סוף.
:::

A [ספר]{lang=he}, a [Buch]{lang=de}, a [سفر]{lang=ar dir=ltr}.
"""


def directions_of(text: str, lang: str) -> list[tuple[str, str]]:
    document = pandoc.read(text.encode())
    set_directions(document, lang)
    attrs = [attr for attr in map(attr_of, walk(document.blocks)) if attr]
    pairs = [dict(attr[2]) for attr in attrs]
    return [(one["lang"], one.get("dir", "")) for one in pairs if "lang" in one]


def test_what_turns_says_so_and_nothing_else() -> None:
    assert directions_of(TEXT, "en-GB") == [
        ("he", "rtl"), ("en", "ltr"), ("he", "rtl"), ("de", ""), ("ar", "ltr"),
    ]  # fmt: skip
    assert directions_of(TEXT, "he") == [
        ("he", ""), ("en", "ltr"), ("he", ""), ("de", "ltr"), ("ar", "ltr"),
    ]  # fmt: skip


@pytest.mark.long
def test_a_division_in_hebrew_begins_on_the_right_in_each_format(tmp_path: Path) -> None:
    book = make_book(tmp_path, "html, epub, docx")
    (book / "source" / "02-two.md").write_text(TEXT, encoding="utf-8")
    done = call(book, "build")
    assert done.returncode == 0, done.stdout
    page = next((book / "dist").glob("*.html")).read_text(encoding="utf-8")
    assert '<div lang="he" dir="rtl">' in page.replace(' xml:lang="he"', "")
    with zipfile.ZipFile(next((book / "dist").glob("*.docx"))) as word:
        assert b"<w:bidi" in word.read("word/document.xml")
