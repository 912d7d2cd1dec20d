"""What stands before the text, how it opens, and references to its pages."""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from octavo.book import metadata
from octavo.book.openings import opening_end
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.text import page_texts
from octavo.press import build as press
from tests.making import EDITION
from tests.pdf_books import PARAGRAPH, Built, build
from tests.running import build as build_here
from tests.test_build import Silent

EARLY = 4
"""Half title, its blank page, title page, imprint."""


def titles(built: Built) -> list[str]:
    with pikepdf.open(built.screen.path) as book, book.open_outline() as outline:
        return [item.title for item in outline.root]


def is_whole(built: Built) -> bool:
    return pdf.characters(built.read) == pdf.characters(built.canon)


# Leaves ----------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def leaves(tmp_path_factory: pytest.TempPathFactory) -> Built:
    text = (
        "# Preface {.frontmatter}\n\nA preface.\n\n"
        "# Dedication {.frontmatter .dedication}\n\nFor the night porters.\n\n"
        "# Motto {.frontmatter .epigraph}\n\n> Make haste slowly.\n\n"
        f"# One {{.chapter}}\n\n{PARAGRAPH}\n\n# Two\n\n{PARAGRAPH}\n"
    )
    return build(tmp_path_factory.mktemp("leaves"), text)


def test_a_dedication_is_a_page_without_title_or_folio(leaves: Built) -> None:
    pages = page_texts(leaves.screen.path)
    assert pages[EARLY : EARLY + 3] == ["For the night porters.", "", "Make haste slowly."]
    assert is_whole(leaves)


def test_a_dedication_is_not_listed(leaves: Built) -> None:
    assert titles(leaves) == ["Contents", "Preface", "1 One", "2 Two"]
    assert not any("Dedication" in text for text in page_texts(leaves.screen.path))


def test_a_text_without_a_heading_is_set_as_one(tmp_path: Path) -> None:
    text = f"{PARAGRAPH}\n\n{PARAGRAPH}\n\nThe last of it.\n\n# One\n\nHere it begins.\n"
    built = build(tmp_path, text)
    pages = page_texts(built.screen.path)
    assert pages[EARLY].count("Call me Ishmael") == 2
    assert "The last of it." in pages[EARLY]
    assert pages[EARLY].startswith("v")
    assert pages[EARLY + 1] == ""
    assert is_whole(built)


# Titles ----------------------------------------------------------------------------------------
def test_notes_of_citations_are_no_part_of_a_bookmark(tmp_path: Path) -> None:
    cite = pdf_cite("[^a]")
    text = f"# One, with a Source{cite}\n\nA.\n\n# *Two*, [so[^b]]{{.smallcaps}}\n\nB.\n"
    built = build(tmp_path, text + "\n[^a]: Moxon, *Exercises*.\n\n[^b]: Another.\n")
    assert titles(built)[1:] == ["1 One, with a Source", "2 Two, so"]
    assert [f for f in pdf.check(built.screen, built.job) if f.rule == "pdf-opening"] == []
    assert is_whole(built)


def test_a_long_title_in_capitals_stays_within_the_measure(tmp_path: Path) -> None:
    title = "CHAPTER XIX “YOU-ALL” AND OTHER SECTIONAL MISUNDERSTANDINGS"
    built = build(tmp_path, f"# {title}\n\nA.\n")
    assert [f for f in pdf.check(built.screen, built.job) if f.rule == "pdf-overflow"] == []


def test_a_picture_in_a_heading_is_no_part_of_a_bookmark(tmp_path: Path) -> None:
    built = build(tmp_path, '# The ![](images/dot.png){alt="a rose"} Rose\n\nA.\n')
    assert [f for f in pdf.check(built.screen, built.job) if f.rule == "pdf-opening"] == []


def pdf_cite(note: str) -> str:
    """Return a note inside a span, as that of a citation is inside a Cite."""
    return f"[{note}]{{}}"


# Ranges ----------------------------------------------------------------------------------------
def test_no_line_ends_inside_a_range(tmp_path: Path) -> None:
    ranges = ["1914–18", "pp.\N{NO-BREAK SPACE}32–3", "xii–xiv", "1450–1500"]
    text = " ".join(f"{'so ' * (n % 7)}{ranges[n % 4]}" for n in range(200))
    built = build(tmp_path, f"# One\n\n{text}\n")
    with closing(pypdfium2.PdfDocument(built.press.path)) as document:
        lines = "\n".join(leaf.get_textpage().get_text_range() for leaf in document).splitlines()
    assert not [line for line in lines if re.search(r"[\dxiv]–\W*$", line)]
    assert is_whole(built)


# References to pages -----------------------------------------------------------------------------
def test_a_reference_to_a_page_is_its_number(tmp_path: Path) -> None:
    text = (
        "# Preface {.frontmatter}\n\nSee page [Two](#two){.pageref}, from page "
        "[Preface](#preface){.pageref}.^[And [One](#one){.pageref}, p. [Two](#two){.pageref}.]\n\n"
        f"# One {{#one}}\n\n{PARAGRAPH * 12}\n\n# Two {{#two}}\n\nText.\n"
    )
    built = build(tmp_path, text)
    pages = [page.replace("\n", " ") for page in page_texts(built.screen.path)]
    preface = next(page for page in pages if "See page" in page)
    plain = re.sub(r"[\W_]+", " ", preface)
    assert "See page 3 from page vii" in plain
    assert "And 1 p 3" in plain
    assert built.read.body == built.canon.body
    assert built.read.notes == built.canon.notes


# Openings --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("On 12 March 1455 Enea Silvio Piccolomini wrote to Rome", "On 12 March 1455"),
        ("Vincent van Gogh painted the sky in June of 1889", "Vincent van Gogh painted"),
        ("Mr. Bilbo Baggins of Bag End announced that he", "Mr. Bilbo Baggins of Bag End"),
        ("Call me Ishmael. Some years ago, never mind", "Call me Ishmael."),
        ("Nous étions à l’étude, quand le Proviseur entra", "Nous étions à l’étude,"),
        ("Als Gregor Samsa eines Morgens aus unruhigen", "Als Gregor Samsa eines Morgens"),
        ("It was the best of times, it was the worst", "It was the best of times,"),
        ("A song for occupations! In the labor of engines and trades", "A song for occupations!"),
    ],
)
def test_an_opening_ends_with_a_group_of_words(text: str, opening: str) -> None:
    assert text[: opening_end(text)] == opening


@pytest.mark.parametrize(
    "text",
    [
        "Johann Gensfleisch Gutenberg Zum Ladenberg Mainz Printed it all",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz a",
        "",
    ],
)
def test_an_opening_without_an_end_stays_as_it_is(text: str) -> None:
    end = opening_end(text)
    assert end == 0 or not text[end + 1].isupper()


def test_a_pamphlet_keeps_its_dedication(tmp_path: Path) -> None:
    text = f"# Dedication {{.dedication}}\n\nFor all.\n\n# One\n\n{PARAGRAPH}\n"
    built = build(tmp_path, text, replace(EDITION, form="pamphlet"))
    assert is_whole(built)
    assert not any("Dedication" in page for page in page_texts(built.screen.path))


def test_a_book_of_an_editor_alone_names_them_once(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "metadata").mkdir()
    (tmp_path / "source/01.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    record = "title: A Book\nlang: en-GB\neditor: Zeditor\n"
    (tmp_path / "metadata/edition.yaml").write_text(record, encoding="utf-8")
    (tmp_path / "metadata/pandoc.json").write_text(json.dumps({"filters": ["divisions.py"]}))
    options = press.Options(("pdf",), tmp_path / "out", draft=True)
    build_here(metadata.load(tmp_path), options, Silent())
    pages = pypdfium2.PdfDocument(tmp_path / "out/a-book-print.pdf")
    words = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert re.findall(r"(\w+ \w+) Zeditor", words) == ["Edited by"]
    assert words.count("Zeditor") == 1
