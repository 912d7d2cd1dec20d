"""The words of edition.yaml are set in the house style, as those of the text are."""

from __future__ import annotations

import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from octavo.book import decisions, metadata
from octavo.book.book import Book
from octavo.book.typeset import _hints, _kind
from octavo.formats.epub.metadata import identifier_of
from octavo.model.colophon import ImprintPage, Responsible
from octavo.model.edition import Contributor, Copyright, Edition, Image
from octavo.model.groups import Series, Subject
from octavo.press.prepare import prepare
from tests.running import CHECKED, call, make_book, whole

RECORD = """\
title: The Dog's "Tail"
subtitle: So it was -- 1917-18
lang: en-GB
authors: [Ada O'Brien]
publisher: The Poet's House
licence: CC BY 4.0
rights: The author's own... all of them.
copyright: 1917-1918 Ada O'Brien
series: The Poet's "Shelf"
description: |
  It's "so" -- pp. 32-3.
  'Tis well.
imprint:
  country: gb
  permissions: The "dog's" owner
  first-published: [1998 by 'Us']
images:
  images/a.png: {alt: A dog's "tail", caption: It's hers, licence: "CC0 -- free"}
"""
NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def opened(folder: Path, record: str = RECORD) -> Book:
    make_book(folder, "html")
    (folder / metadata.EDITION).write_text(record, encoding="utf-8")
    return Book.open(folder)


def test_words_of_the_edition_are_typeset(tmp_path: Path) -> None:
    edition = opened(tmp_path).edition
    assert edition.title == "The Dog’s ‘Tail’"
    assert edition.subtitle == f"So it was{NO_BREAK}– 1917–18"
    assert edition.authors[0].name == "Ada O’Brien"
    assert edition.publisher == "The Poet’s House"
    assert edition.rights == "The author’s own… all of them."
    assert edition.copyright == Copyright("1917–1918", "Ada O’Brien")
    assert edition.series == Series("The Poet’s ‘Shelf’")
    assert edition.description.split("\n")[0] == f"It’s ‘so’{NO_BREAK}– pp.{NO_BREAK}32–3."
    assert edition.imprint_page.permissions == "The ‘dog’s’ owner"
    assert edition.imprint_page.first_published == ("1998 by ‘Us’",)
    image = edition.images["images/a.png"]
    assert (image.alt, image.caption) == ("A dog’s ‘tail’", "It’s hers")
    assert (image.licence, edition.licence) == ("CC0 -- free", "CC BY 4.0"), "known by its words"


def test_by_the_book_s_own_style_and_filters(tmp_path: Path) -> None:
    french = opened(tmp_path / "a", "title: 'L\"or\" : vrai ?'\nlang: fr\n").edition
    assert french.title == f"L«{NO_BREAK}or{NO_BREAK}»{NO_BREAK}: vrai{NARROW}?"
    listed = tmp_path / "a" / "metadata" / "pandoc.json"
    listed.write_text('{"filters": ["divisions.py", "dashes.py"]}', encoding="utf-8")
    assert Book.open(tmp_path / "a").edition.title == 'L"or" : vrai ?'


def test_each_change_is_a_finding_with_its_line_that_can_be_rejected(tmp_path: Path) -> None:
    book = opened(tmp_path)
    lines = {(f.rule, f.before, f.place.line) for f in book.project.findings if f.place}
    assert {("apostrophe", "'", 1), ("dash-typed", "--", 2), ("dash-range", "-", 2)} <= lines
    assert ("apostrophe", "'", 4) in lines, "whatever the key is called"
    dash = next(f for f in prepare(book).findings if f.rule == "dash-typed" and f.place.line == 2)
    assert call(tmp_path, "decide", dash.id, "--reject").returncode == 0
    again = Book.open(tmp_path)
    assert again.edition.subtitle == "So it was -- 1917–18"
    assert "decision-unused" not in [f.rule for f in prepare(again).findings]
    (tmp_path / metadata.EDITION).write_text("title: A\nlang: en-GB\n", encoding="utf-8")
    assert "decision-unused" in [f.rule for f in prepare(Book.open(tmp_path)).findings]


def test_what_is_only_likely_is_proposed_and_set_when_it_is_accepted(tmp_path: Path) -> None:
    book = opened(tmp_path, "title: The \"dogs' tails\nlang: en-GB\n")
    waiting = [f for f in book.project.findings if f.tier == "suggest"]
    assert waiting
    assert call(tmp_path, "decide", *(f.id for f in waiting), "--accept").returncode == 0
    assert "'" not in Book.open(tmp_path).edition.title
    assert "decision-unused" not in [f.rule for f in prepare(Book.open(tmp_path)).findings]
    assert all(d.file == metadata.EDITION for d in decisions.load(tmp_path))


def test_a_text_of_its_own_decides_nothing_about_the_edition(tmp_path: Path) -> None:
    book = opened(tmp_path)
    text = (tmp_path / "source" / "01-one.md").read_text("utf-8") + '\nThe Dog\'s "Tail"\n'
    (tmp_path / "source" / "01-one.md").write_text(text, encoding="utf-8")
    where = {f.id: f for f in prepare(Book.open(tmp_path)).findings if f.rule == "apostrophe"}
    mine = next(i for i, f in where.items() if f.place.file.endswith("01-one.md"))
    assert call(tmp_path, "decide", mine, "--reject").returncode == 0
    assert Book.open(tmp_path).edition.title == book.edition.title


def test_a_typographer_s_change_makes_no_other_book() -> None:
    assert identifier_of(Edition("The Dog's", "en")) == identifier_of(Edition("The Dog’s", "en"))


@CHECKED
def test_shops_readers_and_machines_get_the_same(tmp_path: Path, checked: bool) -> None:
    opened(tmp_path)
    whole(tmp_path, checked=checked)
    out = tmp_path / "dist"
    page = (out / "the-dogs-tail.html").read_text("utf-8")
    assert '"description":"It’s ‘so’' in page
    assert 'name="description" content="It’s ‘so’' in page
    for name, member in (("epub", "EPUB/content.opf"), ("docx", "docProps/core.xml")):
        with zipfile.ZipFile(out / f"the-dogs-tail.{name}") as archive:
            assert ">It’s ‘so’" in archive.read(member).decode()


@pytest.mark.parametrize(
    ("group", "plain"),
    [
        (
            Edition,
            "lang form printing binding date modified licence tdm_reservation tdm_policy identifier"
            " isbn no_isbn doi keywords bibliography abbreviations cover outputs"
            " cover_back cover_wrap logo price url pages",
        ),
        (Contributor, "role orcid chapter born died"),
        (Series, "number issn"),
        (Subject, "scheme code name"),
        (Image, "decorative licence"),
        (Copyright, ""),
        (ImprintPage, "country email website lccn"),
        (Responsible, "email website"),
    ],
)
def test_a_new_key_says_whether_it_is_words(group: type, plain: str) -> None:
    """All others are typeset, or are groups of their own."""
    hints: dict[str, Any] = _hints(group)
    known = {one.name for one in fields(group) if _kind(hints[one.name]) is None}
    assert known - set(GROUPS) == set(plain.split())


GROUPS = (
    *("contributor", "author", "editor", "translator", "illustrator", "introduction"),
    *("afterword", "compiler", "photographer", "copyright", "imprint_page", "series", "subjects"),
    *("images", "design", "eu_responsible", "trade", "accessibility"),
)
"""Keys that hold groups, whose own keys say it."""


def test_words_of_the_edition_are_mended_as_the_text_is(tmp_path: Path) -> None:
    read_wrongly = "The Café by the Mill".encode().decode("cp1252")
    edition = opened(tmp_path, f"title: {read_wrongly}\nlang: en-GB\n").edition
    assert edition.title == "The Café by the Mill"
