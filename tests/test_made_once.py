"""Parts of files that are the same in every build are made once, for all that they depend on."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from octavo.cache import Cache
from octavo.formats.docx import reference
from octavo.formats.docx.page import page_of
from octavo.formats.epub import cover
from octavo.formats.made_once import made_once
from octavo.formats.pdf.faces import Faces
from octavo.model import reading
from octavo.model.edition import Edition

EDITION = Edition(title="A Book", lang="en-GB")


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_a_part_is_made_once_for_each_thing_that_it_is_made_of(store: Cache) -> None:
    asked: list[str] = []

    def made(name: str, of: str) -> bytes:
        def make() -> bytes:
            asked.append(name + of)
            return of.encode()

        return made_once(store, name, of, make)

    assert [made("a", "x"), made("a", "x"), made("a", "y"), made("b", "x")] == [
        *(b"x", b"x"),
        *(b"y", b"x"),
    ]
    assert asked == ["ax", "ay", "bx"]


def test_the_styles_of_word_follow_page_language_title_and_parts(store: Cache) -> None:
    page = page_of((129, 198))
    reference.reference(store, page, EDITION, parts=False)
    for other in (
        lambda: reference.reference(store, page_of((148, 210)), EDITION, parts=False),
        lambda: reference.reference(store, page, replace(EDITION, lang="de-DE"), parts=False),
        lambda: reference.reference(store, page, replace(EDITION, title="Two"), parts=False),
        lambda: reference.reference(store, page, replace(EDITION, subtitle="Two"), parts=False),
        lambda: reference.reference(store, page, EDITION, parts=True),
    ):
        before = len(store.entries())
        other()
        assert len(store.entries()) == before + 1
    reference.reference(store, page, EDITION, parts=False)
    assert len(store.entries()) == 6


def test_a_cover_that_is_kept_is_the_one_that_is_made(store: Cache, tmp_path: Path) -> None:
    def drawn(title: str, store: Cache | None) -> bytes:
        return cover.cover(replace(EDITION, title=title), tmp_path, Faces(), store).read_bytes()

    first, other = drawn("A Book", None), drawn("Another", None)
    assert first != other
    assert [drawn("A Book", store), drawn("A Book", store), drawn("Another", store)] == [
        *(first, first),
        other,
    ]


def test_words_are_split_the_same_whether_or_not_a_text_has_letters_beyond_ascii() -> None:
    strange = "a\N{SOFT HYPHEN}b e\N{COMBINING ACUTE ACCENT} \N{THREE-EM DASH}\N{NO-BREAK SPACE}c"
    for text in ("plain words\n of\tASCII \x1f here", strange, strange * 3):
        expected = unicodedata.normalize("NFC", text.translate(reading.ALIKE)).split()
        assert reading.words(text) == tuple(expected)
