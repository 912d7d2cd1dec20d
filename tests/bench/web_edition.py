"""Measures the web edition of books, and what the trade is told of them: `make bench-ebook`.

`python -m tests.bench.web_edition [BOOK…]`: BOOK is the folder of a book; without one, books of
../shared and the sample edition are measured. A browser is asked where there is a Chromium: is any
page wider than a telephone, are five words found that stand on one page each, does any note lie on
another. ONIX is held against EDItEUR's schemas; Crossref's deposit against the XSD that the
variable OCTAVO_CROSSREF names (crossref5.3.1.xsd), BITS against the DTD that OCTAVO_BITS names
(BITS-book2.dtd), and the same text as an article in JATS against that of OCTAVO_JATS
(JATS-archivearticle1-mathml3.dtd): no package has these.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from octavo.bibliography import csl
from octavo.book import metadata
from octavo.book.book import Book
from octavo.desk.deliver import full_text
from octavo.formats.html.site import read_pages
from octavo.formats.html.tree import Element
from octavo.formats.trade import crossref, onix, schemas
from octavo.formats.trade.offers import offers_of
from octavo.model.edition import Edition, Form
from octavo.model.trade import Contact, Price, Trade
from octavo.press import manifest
from tests.bench.tables import Row, show
from tests.bench.whole_books import imported, usual
from tests.running import call
from tests.site_texts import served

ROOT = Path(__file__).parents[2]
HEAVY = 100_000
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
TRADE = Trade(
    prices=(Price("9.99", "GBP", rate="0"),),
    territory=("world",),
    contact=Contact("Ann", "trade@press.example"),
    depositor=Contact("press", "doi@press.example"),
)
NOTES = """
[...document.querySelectorAll('.notes > ol > li')].map(one => {
  const box = one.getBoundingClientRect(); return [box.top, box.bottom]; })
"""


def made(room: Path) -> Iterator[tuple[str, Path]]:
    """Make the books."""
    yield from usual(room)
    yield "German", imported(room / "german", "de-DE", "corpora/git_de_verwandlung.txt")


def measure(folder: Path) -> Iterator[Row]:
    """Build a book's web edition and measure it."""
    done = call(folder, "build", "--to", "html")
    if done.returncode == 2:
        yield Row("built", "", done.stderr.strip()[:90])
        return
    known = manifest.read(folder / "dist") or manifest.Manifest()
    paths = {one.format: one.path for one in known.artefacts}
    site = paths["site"]
    pages = read_pages(site)
    sizes = {name: (site / name).stat().st_size for name in pages}
    heavy = [f"{name} {size // 1000} kB" for name, size in sizes.items() if size > HEAVY]
    yield Row("pages; the largest", "<= 100 kB", f"{len(pages)}; {max(sizes.values()) // 1000} kB")
    yield Row("pages over 100 kB", "0", f"{len(heavy)} {', '.join(heavy)}".strip())
    yield Row("the one page", "<= 1.5 MB", f"{paths['html'].stat().st_size / 1e6:.2f} MB")
    whole = site / "whole.html"
    if whole.is_file():
        yield Row("whole.html", "<= 1.5 MB", f"{whole.stat().st_size / 1e6:.2f} MB")
    pictures = [one for one in (site / "images").rglob("*") if one.is_file()]
    weight = sum(one.stat().st_size for one in pictures) / 1e6
    yield Row("pictures beside it", "", f"{len(pictures)}; {weight:.1f} MB")
    yield from _seen(site, pages)
    yield from _told(metadata.load(folder).edition)
    yield from _kept(folder)


def rare(pages: dict[str, Element], count: int = 5) -> list[tuple[str, str]]:
    """Return words that stand on one page each, and that page, from all over the book."""
    homes: dict[str, set[str]] = {}
    for name, tree in pages.items():
        for main in tree.iter("main"):
            for word in re.findall(r"[^\W\d_]{7,14}", " ".join(map(str, main.itertext()))):
                homes.setdefault(word.casefold(), set()).add(name)
    single = [(word, next(iter(where))) for word, where in sorted(homes.items()) if len(where) == 1]
    first = "index.html" if len(pages) > 1 else ""
    single = [(word, name) for word, name in single if name != first]
    return single[:: max(len(single) // count, 1)][:count]


def _seen(site: Path, pages: dict[str, Element]) -> Iterator[Row]:
    """Look at a site in a browser."""
    if CHROMIUM is None:
        yield Row("in a browser", "", "there is no Chromium")
        return
    from playwright.sync_api import sync_playwright

    with served(site) as at, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 320, "height": 800})
        elsewhere: Counter[str] = Counter()
        page.on("request", lambda one: elsewhere.update([one.url] * (not one.url.startswith(at))))
        wide = [
            name
            for name in sorted(path.name for path in site.glob("*.html"))
            if _is_wide(page, f"{at}/{name}")
        ]
        yield Row("pages wider than 320 px", "0", f"{len(wide)} {', '.join(wide[:4])}".strip())
        page.set_viewport_size({"width": 1280, "height": 900})
        overlaps = sum(_overlaps(page, f"{at}/{name}") for name in pages)
        yield Row("notes that lie on another", "0", str(overlaps))
        queries = rare(pages)
        hits = sum(_finds(page, at, word, name) for word, name in queries)
        yield Row("words found by search", f"{len(queries)} of {len(queries)}", f"{hits}")
        outside = [url for url in elsewhere if not url.startswith("data:")]
        yield Row("requests to other hosts", "0", str(len(outside)))
        browser.close()


def _is_wide(page: Any, address: str) -> bool:
    page.goto(address)
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def _overlaps(page: Any, address: str) -> int:
    page.goto(address)
    boxes = page.evaluate(NOTES)
    return sum(below[0] < above[1] - 1 for above, below in pairwise(boxes))


def _finds(page: Any, at: str, word: str, name: str) -> bool:
    page.goto(f"{at}/index.html")
    page.get_by_role("searchbox").fill(word)
    page.wait_for_selector(".results li")
    links = page.evaluate("[...document.querySelectorAll('.results a')].map(one => one.href)")
    place = "/" if name == "index.html" else f"/{name}"  # as Pagefind calls the first page
    return any(link.partition("#")[0].endswith(place) for link in links)


def _told(edition: Edition) -> Iterator[Row]:
    """Hold the messages of a book against their schemas, with what each of them needs."""
    sold = replace(
        edition,
        trade=TRADE,
        isbn={"epub": "978-1-56619-909-4", "print": "978-0-306-40615-7"},
        doi=edition.doi or "10.1000/182",
        url=edition.url or "https://press.example/a/",
        publisher=edition.publisher or "The Press",
        date=edition.date or "2026",
    )
    offers = tuple(offers_of(sold))
    for release in ("3.0", "3.1"):
        data = onix.message(onix.Message(sold, offers, "20260115T0000Z", release))
        yield Row(f"ONIX {release}: faults", "0", str(len(schemas.faults(data))))
    path = os.environ.get("OCTAVO_CROSSREF", "")
    if not path:
        yield Row("Crossref 5.3.1: faults", "0", "OCTAVO_CROSSREF names no schema")
        return
    schema = etree.XMLSchema(etree.parse(path))
    tree = etree.fromstring(crossref.deposit(sold, datetime(2026, 1, 15, tzinfo=UTC)))
    schema.validate(tree)
    yield Row("Crossref 5.3.1: faults", "0", str(len(schema.error_log)))


def _kept(folder: Path) -> Iterator[Row]:
    """Hold a text, as a book and as an article, against the DTDs of BITS and JATS.

    That it has each word is looked at when it is made.
    """
    project = metadata.load(folder, csl.style)
    forms: tuple[Form, ...] = ("book", "article")
    for form in forms:
        edition = replace(project.edition, form=form)
        kept = full_text.kept_as(edition)
        data = dict(full_text.of_book(Book(replace(project, edition=edition))))[kept.file]
        name, variable = f"{kept.standard}: faults", f"OCTAVO_{kept.standard}"
        path = os.environ.get(variable, "")
        if not path:
            yield Row(name, "0", f"{variable} names no DTD")
            continue
        dtd = etree.DTD(path)
        dtd.validate(etree.fromstring(data))
        yield Row(name, "0", f"{len(dtd.error_log)} in {len(data) // 1000} kB")


def main() -> None:
    """Measure the named books, or those of ../shared."""
    with tempfile.TemporaryDirectory() as room:
        named = [(Path(name).name, Path(name)) for name in sys.argv[1:]]
        for name, folder in named or made(Path(room)):
            show(name, measure(folder))


if __name__ == "__main__":
    main()
