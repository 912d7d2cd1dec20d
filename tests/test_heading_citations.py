"""A citation in a heading stands where it is typed: no list of headings has it, and no link."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import pandoc
from octavo.formats.html.tree import XHTML, parse, title_text
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.text import page_texts
from octavo.model.nodes import markup, stringify
from octavo.prose.naming import name_links
from tests.pdf_books import build
from tests.test_pdf_front_matter import is_whole, titles

HEADINGS = """# One, with a Source [@mox, p. 3], and More {#one}

See [](#one), [](#said), and the section [](#two).

## Of *Ink [@mox] and Paper* {#two}

Text.

# What @mox Says {#three}

[The words.](#said)[]{#said} Text.

# Last [@mox]

Text.
"""


def test_contents_bookmarks_and_running_heads_have_no_citations(tmp_path: Path) -> None:
    built = build(tmp_path, HEADINGS)
    assert titles(built)[1:] == ["1 One, with a Source, and More", "2 What @mox Says", "3 Last"]
    pages = page_texts(built.screen.path)
    assert "One, with a Source, and More" in pages[4]
    assert any("One, with a Source [@mox, p. 3], and More" in text for text in pages[5:])
    assert any("Ink [@mox] and Paper" in text for text in pages)
    assert is_whole(built)
    assert [f for f in pdf.check(built.screen, built.job) if f.rule != "pdf-short-page"] == []


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ('Ink <span class="citation">(Moxon 1683)</span>, of Old', "Ink, of Old"),
        ('Ink <span class="citation">[<a href="#r">1</a>]</span>', "Ink"),
        ('Ink<span class="citation"><sup>1</sup></span> and Type', "Ink and Type"),
        ('What <span class="citation">Moxon (1683)</span> Says', "What Moxon (1683) Says"),
    ],
)
def test_the_contents_of_an_e_book_have_none(heading: str, title: str) -> None:
    assert title_text(parse(f'<h1 xmlns="{XHTML}">{heading}</h1>'.encode())) == title


def test_a_link_is_not_called_by_a_citation() -> None:
    """What is named by an author has no words yet: its link wants its own, and that is said."""
    blocks = pandoc.read(f"{HEADINGS}\nSee [](#three).\n".encode()).blocks
    name_links(blocks)
    links = [stringify(node["c"][1]) for node in markup(blocks) if node["t"] == "Link"]
    assert links == ["One, with a Source, and More", "", "Of Ink and Paper", "The words.", ""]
