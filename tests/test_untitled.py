"""What stands before the first heading has no title: it is called by that of the book."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.files import xml
from octavo.formats import archive
from octavo.formats.epub.format import FORMAT as EPUB
from tests.making import make_job
from tests.test_ebook_wounds import HTML

TEXT = """\
::: dedication
For whom it may concern.
:::

# One

- [Two](#two)
- [Two, once more](#two)

  and a word of it.
- See [it](#two).
- <https://press.example/>

# Two

Text.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    job, _ = make_job(tmp_path_factory.mktemp("untitled"), TEXT)
    return HTML.write(job)[1].path


def test_its_page_and_its_line_of_the_contents_bear_the_title_of_the_book(site: Path) -> None:
    front = (site / "opening.html").read_text("utf-8")
    assert '<header class="unseen"><h1>A Test Book</h1></header>' in front
    assert '<section class="frontmatter" id="opening" aria-label="A Test Book">' in front
    for name, address in (("index.html", "opening.html"), ("whole.html", "#opening")):
        text = (site / name).read_text("utf-8")
        assert f'<a href="{address}"><span>A Test Book</span></a>' in text
    assert "unseen" not in (site / "one.html").read_text("utf-8")


def test_a_link_that_is_a_whole_item_is_a_way_that_a_thumb_hits(site: Path, tmp_path: Path) -> None:
    page = xml.parse_html((site / "one.html").read_bytes())
    ways = [a.text for a in page.iter("a") if "way-to" in (a.get("class") or "")]
    assert ways == ["Two", "https://press.example/"]
    job, _ = make_job(tmp_path, TEXT)
    members = archive.read(EPUB.write(job)[0].path)
    text = members["EPUB/text/ch002.xhtml"].decode()
    assert len(re.findall('class="(?:uri )?way-to"', text)) == 2


def test_the_contents_of_an_e_book_do_not_list_a_dedication(tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, TEXT)
    (artefact,) = EPUB.write(job)
    nav = xml.parse_html(archive.read(artefact.path)["EPUB/nav.xhtml"])
    listed = [a.text for a in nav.iter("a") if "ch0" in (a.get("href") or "")]
    assert listed[:2] == ["1. One", "2. Two"]
    assert [one.rule for one in EPUB.check(artefact, job) if one.rule == "epub-navigation"] == []
