"""What edition.yaml records of images and chapters is printed in every format, or reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo import pandoc
from octavo.book import bylines, captions, metadata
from octavo.book.book import Book
from octavo.model.edition import Contributor, Edition, Image, Project
from octavo.model.finding import Severity
from octavo.model.nodes import Document, walk
from octavo.model.reading import read
from octavo.press import build
from octavo.press.prepare import prepare
from tests.pictures import png
from tests.test_build import Silent

A = {"images/a.png": Image(caption="CAPTION", credit="CREDIT", licence="LICENCE")}
PICTURE = '![](images/a.png){alt="a"}'

PLACES = {
    "a paragraph": "{0}",
    "a figure": '![Own](images/a.png){{alt="a"}}',
    "running text": "Words {0} and words.",
    "a link": "[{0}](https://example.org)",
    "a heading": "# Words {0}",
    "a list": "- one {0}\n- two",
    "a loose list": "1. one\n\n   {0}\n\n2. two",
    "a quotation": "> {0}",
    "a note": "Words^[A note {0} of words.]",
    "a note in a caption": "![Own ^[{0}]](images/b.png)",
    "a cell": "| a | b |\n|---|---|\n| {0} | c |",
    "the caption of a table": "| a |\n|---|\n| b |\n\n: Words {0}",
    "verse": "| one {0}\n| two",
    "a line of verse": "| {0}",
    "a term": "Term {0}\n\n:   Its definition",
    "a definition": "Term\n\n:   {0}",
    "a division": "::: epigraph\n{0}\n:::",
    "two together": "{0} {0}",
}


def project(folder: Path, images: dict[str, Image], *people: Contributor) -> Project:
    return Project(folder, (), Edition("A", "en", contributor=people, images=images))


def printed(markdown: str, images: dict[str, Image]) -> Document:
    document = pandoc.read(markdown.encode())
    captions.print_records(document, project(Path(), images))
    return document


def text_of(document: Document) -> str:
    reading = read(document)
    return " ".join([*reading.body, *(word for note in reading.notes for word in note)])


@pytest.mark.parametrize("place", PLACES)
def test_the_credit_is_printed_wherever_the_image_stands(place: str) -> None:
    document = printed(PLACES[place].format(PICTURE), A)
    text = text_of(document)
    assert text.count("CREDIT · LICENCE") == 1
    assert text.count("CAPTION") == (0 if place == "a figure" else 1)
    pandoc.run(["--from", "json", "--to", "html"], document.dumps())


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=5))
def test_as_often_as_it_stands_there(places: list[str]) -> None:
    text = "\n\n<!-- -->\n\n".join(PLACES[place].format(PICTURE) for place in places)
    assert text_of(printed(text, A)).count("CREDIT") == len(places)


def test_the_caption_comes_first_and_the_credit_is_in_smaller_type() -> None:
    [figure] = printed(PICTURE, A).blocks
    assert figure["t"] == "Figure"
    first, second = figure["c"][1][1]
    assert first["t"] == "Plain"
    assert second["c"][0][1] == ["image-credit"]


def test_nothing_is_touched_where_nothing_is_recorded() -> None:
    text = "\n\n".join(words.format(PICTURE) for words in PLACES.values())
    plain = pandoc.read(text.encode())
    for images in ({}, {"images/a.png": Image(alt="a")}, {"images/x.png": Image(credit="X")}):
        assert printed(text, images).blocks == plain.blocks


def test_an_image_of_a_name_with_a_space() -> None:
    document = printed("![](<images/old map.png>)", {"images/old map.png": Image(credit="CREDIT")})
    assert "CREDIT" in text_of(document)


def book(folder: Path, text: str, edition: str) -> Path:
    for name in ("a", "b"):
        (folder / "source/images").mkdir(parents=True, exist_ok=True)
        (folder / f"source/images/{name}.png").write_bytes(png())
    (folder / "source/01.md").write_text(text, encoding="utf-8")
    (folder / "metadata").mkdir()
    head = "title: A Book\nlang: en-GB\n"
    (folder / "metadata/edition.yaml").write_text(head + edition, encoding="utf-8")
    (folder / "metadata/pandoc.json").write_text(json.dumps({"filters": ["divisions.py"]}))
    return folder


def test_what_cannot_be_printed_is_reported_with_its_line(tmp_path: Path) -> None:
    edition = (
        "images:\n"
        "  images/a.png:\n"
        "    caption: Another caption.\n"
        "  images/b.png: {credit: B}\n"
        "author: [{name: Ada, chapter: on}]\n"
    )
    text = '# One {#one}\n\n![A caption.](images/a.png){alt="a"}\n'
    found = prepare(Book.open(book(tmp_path, text, edition))).findings
    told = {(f.rule, str(f.place), f.severity) for f in found}
    assert ("image-caption", "metadata/edition.yaml:5", Severity.WARNING) in told
    assert ("image-unused", "metadata/edition.yaml:6", Severity.WARNING) in told
    assert ("chapter-unknown", "metadata/edition.yaml:7", Severity.ERROR) in told
    assert any("Did you mean “one”?" in f.hint for f in found)


def test_the_same_caption_with_other_marks_is_no_second(tmp_path: Path) -> None:
    edition = 'images: {images/a.png: {caption: "The ‘map’ - old"}}\n'
    text = "# One\n\n![The 'map' -- old](images/a.png){alt=\"a\"}\n"
    found = prepare(Book.open(book(tmp_path, text, edition))).findings
    assert not [f for f in found if f.rule == "image-caption"]


# --- bylines --------------------------------------------------------------------------------


def named(markdown: str, *people: Contributor) -> Document:
    document = pandoc.read(markdown.encode())
    bylines.print_names(document, project(Path(), {}, *people))
    return document


def test_names_stand_below_their_chapters_heading() -> None:
    people = [
        Contributor("Ada", chapter="one"),
        Contributor("Ben", chapter="one"),
        Contributor("Cid", role="trl", chapter="one"),
    ]
    document = named("# One\n\nWords.\n\n# Two\n\nWords.\n", *people)
    assert text_of(document) == "One Ada and Ben Translated by Cid Words. Two Words."
    lines = [n for n in walk(document.blocks) if n["t"] == "Div"]
    assert [n["c"][0][1] for n in lines] == [["byline"], ["byline"]]


def test_those_of_every_role_stand_below_it() -> None:
    people = [
        Contributor("Dee", role="bnd", credit="Tooled by {0}", chapter="one"),
        Contributor("Cid", role="ctg", chapter="one"),
        Contributor("Ben", role="trl", chapter="one"),
    ]
    document = named("# One\n\nWords.\n", *people)
    assert text_of(document) == "One Translated by Ben Tooled by Dee Maps: Cid Words."


def test_a_name_that_the_text_has_is_not_printed_twice() -> None:
    assert text_of(named("# One\n\nBy Ada\n", Contributor("Ada", chapter="one"))) == "One By Ada"


@pytest.mark.long
def test_a_build_has_them_in_each_format(tmp_path: Path) -> None:
    """The press itself holds every format against the document: here it must find nothing."""
    edition = (
        "author: [{name: Ada, chapter: one}]\nimages:\n"
        "  images/a.png: {caption: CAPTION, credit: CREDIT, permission: PERMISSION}\n"
    )
    words = "\n\n".join(
        words.format(PICTURE)
        for place, words in PLACES.items()
        if place != "a heading" and "note" not in place  # Word has no images in notes: an error
    )
    project = metadata.load(book(tmp_path / "b", f"# One {{#one}}\n\n{words}\n", edition))
    options = build.Options(("html", "epub", "docx", "pdf"), tmp_path / "out", draft=True)
    built = build.build(project, options, Silent())
    ours = ("image-alt", "image-caption")
    loud = [f for f in built.findings if f.severity is not Severity.INFO]
    assert [f.message for f in loud if f.rule not in ours] == []
