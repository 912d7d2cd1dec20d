"""A book of very many chapters costs as much as they do, and not as their square."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from octavo.formats.html import site
from octavo.formats.html.format import FORMAT
from octavo.formats.html.site import parse_page
from octavo.formats.pdf.format import FORMAT as PDF
from tests.making import make_job

MANY = 450


def text(count: int) -> str:
    parts = ["# Part One {.part}\n"]
    return "\n".join([*parts, *(f"# Chapter {n}\n\nWords {n}.\n" for n in range(1, count + 1))])


def written(folder: Path, count: int) -> Path:
    job, _ = make_job(folder, text(count))
    _, pages = FORMAT.write(job)
    assert [f.message for f in FORMAT.check(pages, job)] == []
    return pages.path


def links(page: Path) -> list[str]:
    (contents,) = (nav for nav in parse_page(page).iter("nav") if nav.get("id") == "_contents")
    return [link.get("href") or "" for link in contents.iter("a")]


@pytest.mark.long
def test_a_page_lists_what_is_near_and_the_first_page_lists_all(tmp_path: Path) -> None:
    folder = written(tmp_path, MANY)
    assert len(links(folder / site.INDEX)) == MANY + 1
    near = links(folder / "chapter-250.html")
    assert near[0] == "part-one.html"
    assert near[1:] == [f"chapter-{n}.html" for n in range(200, 300)]
    current = [
        a for a in parse_page(folder / "chapter-250.html").iter("a") if a.get("aria-current")
    ]
    assert [a.get("href") for a in current] == ["chapter-250.html"]


def test_the_contents_of_a_common_book_stand_whole_on_every_page(tmp_path: Path) -> None:
    folder = written(tmp_path, 150)
    assert links(folder / "chapter-99.html") == links(folder / site.INDEX)


@pytest.mark.long
def test_twice_the_chapters_are_twice_the_bytes(tmp_path: Path) -> None:
    sizes = [
        sum(page.stat().st_size for page in written(tmp_path / str(n), n * 220).glob("*.html"))
        for n in (1, 2)
    ]
    assert sizes[1] < 2.2 * sizes[0]


def seconds(folder: Path, count: int) -> float:
    """CPU seconds of setting a book: Typst works in this process."""
    job, _ = make_job(folder, text(count))
    started = time.process_time()
    PDF.write(job)
    return time.process_time() - started


@pytest.mark.long
def test_twice_the_chapters_are_set_in_twice_the_time(tmp_path: Path) -> None:
    """A clock on a machine that others use tells too much at times, never too little."""
    seconds(tmp_path / "warm", 2)
    ratios: list[float] = []
    while len(ratios) < 3 and min(ratios, default=9.0) >= 2.6:
        few, many = (seconds(tmp_path / f"{len(ratios)}-{n}", n) for n in (250, 500))
        ratios.append(many / few)
    assert min(ratios) < 2.6, ratios
