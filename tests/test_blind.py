"""A text that is sent without names: none is left beside the text, and the text is asked about."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from octavo.book.book import Book
from octavo.desk import blind, send
from octavo.desk.merge import merging, returned, sent
from octavo.formats import archive
from octavo.model.edition import Contributor, Copyright, Edition
from tests.making import EDITION
from tests.running import call
from tests.test_merge import make
from tests.word_editor import Editor

TEXT = """\
# The Pans {#pans}

The brine ran down, as Compositor has it.[^1] As I have shown elsewhere, it froze.

![The pan of Ada Compositor](pan.png)

Where the *Ada
Compositor* lay, nothing grew. {>>Is this so?<<}

# Acknowledgements {.backmatter}

To my earlier book, and to the Compositors.

[^1]: Compositor, *Salt* (1999).
"""
RECORD = """\
title: A Book
lang: en-GB
author: {name: Ada Compositor, file-as: "Compositor, Ada", orcid: 0000-0002-1825-0097}
translator: Ben Sorts
contributor:
  - {name: Cay Quoin, role: author, chapter: pans}
publisher: The Salt Press
copyright: {year: "2026", holder: Ada Compositor}
rights: All rights reserved by Ada Compositor.
description: Ada Compositor on salt.
funder: The Fund of Ben Sorts
keywords: [salt, Ada Compositor]
doi: 10.1000/182
images:
  pan.png: {credit: Drawn by Cay Quoin}
outputs: [docx]
"""
NAMES = ("Ada Compositor", "Compositor, Ada", "Ben Sorts", "Cay Quoin", "0000-0002", "10.1000")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("blind") / "book", TEXT)
    (folder / "metadata/edition.yaml").write_text(RECORD, encoding="utf-8")
    Image.new("RGB", (8, 8), "white").save(folder / "source" / "pan.png")
    return folder


@pytest.fixture(scope="module")
def posted(book: Path) -> send.Posted:
    return send.send(Book.open(book), send.Parcel("Referee", "blind"))


def test_no_part_of_the_file_has_a_name_beside_its_text(posted: send.Posted) -> None:
    members = archive.read(posted.path)
    for name, data in members.items():
        if name != "word/document.xml" and not name.startswith("word/footnotes"):
            assert not [one for one in NAMES if one.encode() in data], name
    text = re.sub(r"<[^>]+>", "", members["word/document.xml"].decode())
    assert text.count("Compositor") == 4  # those of the text itself
    assert "Ben Sorts" not in text
    assert "Cay Quoin" not in text
    assert b"The Salt Press" in members["word/document.xml"]
    assert "word/comments.xml" not in members, "what the house says stays there"
    assert posted.threads == 0


def test_what_the_text_says_is_asked_with_its_place(posted: send.Posted) -> None:
    asked = {(one.rule, one.before, str(one.place)) for one in posted.findings}
    assert asked == {
        ("blind-name", "Compositor", "source/01-pans.md:3:24"),
        ("blind-name", "Compositor", "source/01-pans.md:14:7"),
        ("blind-name", "Ada Compositor", "source/01-pans.md:7:12"),
        ("blind-name", "Ada Compositor", "source/01-pans.md:5:14"),
        ("blind-name", "Ada Compositor", "metadata/edition.yaml"),
        ("blind-thanks", "Acknowledgements", "source/01-pans.md:10:3"),
        ("blind-own-work", "As I have shown elsewhere", "source/01-pans.md:3:47"),
        ("blind-own-work", "my earlier book", "source/01-pans.md:12:4"),
    }
    assert {one.severity for one in posted.findings} == {"warning"}


def test_it_comes_back_as_any_other_file(book: Path, posted: send.Posted, tmp_path: Path) -> None:
    editor = Editor.open(posted.path, "Referee 2")
    editor.replace("nothing grew", "little grew", "Where the")
    came = returned.opened(editor.save(tmp_path / "back.docx"))
    laid = merging.lay(Book.open(book), returned.sent_as(book, came), came.leaves)
    [one] = laid.proposed
    assert (one.landed.hunk.author, one.finding.before, one.finding.after) == (
        "Referee 2",
        "nothing",
        "little",
    )
    made, refused = laid.patches(laid.open)
    assert [patch.after.decode() for patch in made] == [TEXT.replace("nothing grew", "little grew")]
    assert not refused
    assert sent.load(book, posted.sent.id).variant == "blind"


def test_a_name_in_a_hidden_place_stops_it(book: Path, posted: send.Posted) -> None:
    """Pictures are drawn without what they say of their maker; should one say it all the same …"""
    members = archive.read(posted.path)
    edition = Book.open(book).edition
    assert [one.rule for one in blind.left(edition, members)] == ["blind-name"]
    picture = next(name for name in members if name.startswith("word/media/"))
    properties = members["docProps/app.xml"].replace(
        b"</Prop", b"<Manager>Ben Sorts</Manager></Prop"
    )
    marked = {picture: members[picture] + b"Ada Compositor", "docProps/app.xml": properties}
    messages = [
        one.message for one in blind.left(edition, {**members, **marked}) if one.rule == blind.LEFT
    ]
    assert messages == [
        "docProps/app.xml in the file names Ben Sorts.",
        "A picture in the file names Ada Compositor.",
    ]


@pytest.mark.parametrize("form", ["book", "article", "pamphlet"])
def test_the_running_heads_of_every_form_are_without_names(form: str, tmp_path: Path) -> None:
    folder = make(tmp_path / "book", "# One\n\nText.\n")
    record = RECORD.replace("lang:", f"form: {form}\nlang:").replace(
        "chapter: pans", "chapter: one"
    )
    (folder / "metadata/edition.yaml").write_text(record, encoding="utf-8")
    posted = send.send(Book.open(folder), send.Parcel(variant="blind"))
    for data in archive.read(posted.path).values():
        assert not [one for one in NAMES if one.encode() in data]
    assert posted.findings == []


def test_the_names_of_an_edition() -> None:
    people = (
        Contributor("Ada Compositor", file_as="Compositor, Ada"),
        Contributor("The Salt Guild", file_as="Salt Guild, The"),
        Contributor("Plato"),
        Contributor("Bo Li"),
    )
    edition = replace(EDITION, contributor=(), author=people, copyright=Copyright("", "Plato"))
    assert [(one.whole, one.family) for one in blind.names_of(edition)] == [
        ("Ada Compositor", "Compositor"),
        ("The Salt Guild", "Salt Guild"),
        ("Plato", ""),
        ("Bo Li", ""),
    ]


def test_what_an_edition_says_beside_its_people_stays() -> None:
    plain = replace(
        EDITION, contributor=(), author=(Contributor("Ada Compositor"),), description="Salt."
    )
    bare = blind.blinded(plain)
    kept = ("title", "subtitle", "lang", "publisher", "description", "design", "date")
    assert [getattr(bare, name) for name in kept] == [getattr(plain, name) for name in kept]
    assert bare.contributors == ()
    named = Edition(
        title="Ada Compositor: A Life", lang="en", author=(Contributor("Ada Compositor"),)
    )
    assert blind.blinded(named).title == "Ada Compositor: A Life"


def test_the_command_says_what_it_asks(book: Path) -> None:
    done = call(book, "send", "--variant", "blind", "--out", "blind.docx")
    assert done.returncode == 0, done.stderr
    assert "source/01-pans.md:3:24: warning: “Compositor” is named in the text." in done.stdout
    assert call(book, "send", "--variant", "blind", "--lines").returncode == 2
