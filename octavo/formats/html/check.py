"""The cheap checks of web pages and e-books: links, ids, images, notes, nothing from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from octavo.formats.html.tree import Element, classes, local
from octavo.model.finding import Finding, Severity

EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
FETCHED = {
    "img": "src",
    "script": "src",
    "link": "href",
    "iframe": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "image": "{http://www.w3.org/1999/xlink}href",
    "object": "data",
    "embed": "src",
}
"""Elements that make a reader fetch something, and the attribute that says what."""

ACTIVE = ("javascript:", "vbscript:", "data:text/html")
WARNINGS = frozenset(("image-alt", "formula"))
"""Rules that do not stop a release; a strict build stops on warnings too."""

DATA_SCRIPT = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Page:
    """A page under its name in the artefact, with `/` between folders."""

    name: str
    tree: Element


def check_pages(pages: list[Page], files: set[str], format_name: str) -> list[Finding]:
    """Check the pages of an artefact that holds `files`, by their names in it."""
    places = {
        page.name: {str(e.get("id")) for e in page.tree.iter() if e.get("id")} for page in pages
    }
    faults: list[tuple[str, str, str]] = []
    for page in pages:
        faults += _ids(page)
        faults += _links(page, places, files)
        faults += _images(page)
        faults += _fetched(page, files)
        faults += _formulas(page)
    faults += _notes(pages)
    return [
        Finding(rule, f"{where}: {message}", _severity(rule), format=format_name)
        for rule, where, message in faults
    ]


def _severity(rule: str) -> Severity:
    return Severity.WARNING if rule in WARNINGS else Severity.ERROR


def _ids(page: Page) -> Iterator[tuple[str, str, str]]:
    counted = Counter(str(e.get("id")) for e in page.tree.iter() if e.get("id"))
    for name, number in counted.items():
        if number > 1:
            yield "duplicate-id", page.name, f"The id {name} is given {number} times."


def _links(
    page: Page, places: dict[str, set[str]], files: set[str]
) -> Iterator[tuple[str, str, str]]:
    for link in page.tree.iter():
        url = link.get("href") if local(link) == "a" else None
        if url is None or EXTERNAL.match(url):
            if url and url.strip().lower().startswith(ACTIVE):
                yield "script", page.name, f"The link {url[:40]} runs something; a book must not."
            continue
        path, _, fragment = url.partition("#")
        target = resolve(page.name, path) if path else page.name
        if target not in files and target not in places:
            yield "dead-link", page.name, f"The link {url} leads to a file that is not there."
        elif fragment and unquote(fragment) not in places.get(target, set()):
            yield "dead-link", page.name, f"The link {url} leads to no place in {target}."


def resolve(page: str, url: str) -> str:
    """Give the name in the artefact that an address on a page means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(url)))


def _images(page: Page) -> Iterator[tuple[str, str, str]]:
    for number, image in enumerate((e for e in page.tree.iter() if local(e) == "img"), 1):
        if not image.get("alt") and image.get("role") != "presentation":
            yield "image-alt", page.name, f"Image {number} has no description (alt)."


def _fetched(page: Page, files: set[str]) -> Iterator[tuple[str, str, str]]:
    for element in page.tree.iter():
        name = local(element)
        if name == "script" and element.get("type") != DATA_SCRIPT:
            yield "script", page.name, "There is a script; the book must read without."
        url = element.get(FETCHED[name]) if name in FETCHED else None
        if url is None or url.startswith("data:"):
            continue
        if EXTERNAL.match(url):
            yield "remote-resource", page.name, f"It fetches {url} from elsewhere."
        elif resolve(page.name, url) not in files:
            yield "missing-file", page.name, f"{url} is not there."


def _formulas(page: Page) -> Iterator[tuple[str, str, str]]:
    """What pandoc cannot read as TeX it leaves as it is typed."""
    for span in page.tree.iter():
        if local(span) == "span" and "math" in classes(span):
            source = "".join(map(str, span.itertext()))
            yield "formula", page.name, f"The formula {source} is not valid TeX."


def _notes(pages: list[Page]) -> Iterator[tuple[str, str, str]]:
    """Each mark has its note, each note its way back, and the numbers run on."""
    numbers = []
    for page in pages:
        links = [e for e in page.tree.iter() if local(e) == "a"]
        marks = [e for e in links if e.get("role") == "doc-noteref"]
        backs = [e for e in links if e.get("role") == "doc-backlink"]
        numbers += ["".join(map(str, e.itertext())).strip() for e in marks]
        if len(marks) != len(backs):
            yield (
                "note-mark",
                page.name,
                f"There are {len(marks)} note marks and {len(backs)} ways back to them.",
            )
    if numbers != [str(number) for number in range(1, len(numbers) + 1)]:
        yield "note-number", pages[0].name, "The numbers of the notes do not run from 1 on."
