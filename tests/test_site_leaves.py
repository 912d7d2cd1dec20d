"""A chapter that is too long for a page of a site goes on on further pages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from octavo.formats.html.site import read_pages
from octavo.model import reading
from tests.making import EDITION, make_job
from tests.test_ebook_wounds import HTML

SENTENCE = "The compositor set the whole of it, line by line, and read each line once more. "
PARAGRAPH = SENTENCE * 12
FULL = 100_000
"""So many bytes has a page of a site at most."""


def paragraphs(count: int, first: int = 1) -> str:
    return "\n\n".join(f"Paragraph {n}.[^n{n}] {PARAGRAPH}" for n in range(first, first + count))


def notes(count: int) -> str:
    return "\n\n".join(f"[^n{n}]: Note {n}." for n in range(1, count + 1))


PLAIN = f"# Long\n\n{paragraphs(150)}\n\nSee [next](#next).\n\n# Next\n\nBack to [it](#long).\n\n"
HEADED = "# Long\n\n" + "\n\n".join(
    f"## Section {n} {{#s{n}}}\n\n{paragraphs(25, 25 * n - 24)}" for n in range(1, 7)
)
DEEP = f"# Long\n\n## Within\n\n### Deep\n\n{paragraphs(150)}\n\nSee [within](#within).\n"


@pytest.mark.parametrize("text", [PLAIN, HEADED, DEEP])
def test_no_page_is_too_heavy_and_each_word_is_there_once(tmp_path: Path, text: str) -> None:
    edition = replace(EDITION, url="https://press.example/a/")
    job, _ = make_job(tmp_path, f"{text}\n\n{notes(150)}\n", edition)
    _, site = HTML.write(job)
    assert HTML.read(site, job) == reading.canon(job.document)
    assert HTML.check(site, job) == []
    pages = read_pages(site.path)
    assert list(pages)[:3] == ["index.html", "long.html", "long-2.html"]
    assert max((site.path / name).stat().st_size for name in pages) < FULL
    text = (site.path / "long-2.html").read_text("utf-8")
    assert '<h1><a href="long.html">1. Long</a></h1> <p>2/' in text
    assert re.search(r"<title>1\. Long \(2\) · ", text)
    assert 'aria-current="page"' in text
    marks = re.findall(r'href="#(fn\d+)"', text)
    assert marks
    assert all(f'<li id="{name}"' in text for name in marks), "each page has its own notes"
    sitemap = (site.path / "sitemap.xml").read_text("utf-8")
    assert "https://press.example/a/long-2.html" in sitemap


def test_a_page_ends_before_a_heading(tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, f"{HEADED}\n\n{notes(150)}\n")
    _, site = HTML.write(job)
    for name in list(read_pages(site.path))[2:]:
        text = (site.path / name).read_text("utf-8")
        assert re.search(r'</header>\s*<div class="goes-on">\s*<section id="s\d"', text), name


def test_a_shared_page_shows_the_cover(tmp_path: Path) -> None:
    """Only where the edition says its address: such a picture has an absolute one."""
    edition = replace(EDITION, url="https://press.example/a/")
    job, _ = make_job(tmp_path, "# One\n\nText.\n\n# Two\n\nText.\n", edition)
    _, site = HTML.write(job)
    image = '<meta property="og:image" content="https://press.example/a/cover.jpg">'
    for name in ("index.html", "one.html", "two.html"):
        assert image in (site.path / name).read_text("utf-8"), name
    assert (site.path / "cover.jpg").read_bytes()[:2] == b"\xff\xd8"
