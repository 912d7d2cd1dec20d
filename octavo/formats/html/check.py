"""The cheap checks of web pages and e-books: links, ids, images, notes, nothing from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from octavo.formats.html import note_check
from octavo.formats.html.faults import Fault, Page, line_of
from octavo.formats.html.tree import Element, classes, local
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place
from octavo.model.rules import severity

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

__all__ = ["Fault", "Page", "check_pages", "found_in", "front", "resolve", "text_of"]

ACTIVE = ("javascript:", "vbscript:", "data:text/html")
DATA_SCRIPT = "application/ld+json"


def front(tree: Element) -> tuple[list[str], list[str]]:
    """Return the paragraphs of the title page and of the page behind it, of a book's first page.

    A short form has its title above the text, which may be the text's own heading.
    """
    lines: dict[str, list[str]] = {"title-page": [], "title-head": [], "copyright": []}
    for element in tree.iter():
        for name, texts in lines.items():
            if name in classes(element) and local(element) in ("header", "footer"):
                texts += [text_of(line) for line in element.iter() if local(line) in ("h1", "p")]
    headings = [_without_marks(element) for element in tree.iter() if local(element) == "h1"]
    return [*lines["title-page"], *lines["title-head"], *headings], lines["copyright"]


def text_of(element: Element) -> str:
    """Return the words in an element."""
    return "".join(str(text) for text in element.itertext())


def _without_marks(heading: Element) -> str:
    """Return the words of a heading without the numbers of notes on it."""
    parts = [heading.text or ""]
    for child in heading:
        marks = child.get("role") == "doc-noteref"
        parts += ["" if marks else _without_marks(child), child.tail or ""]
    return "".join(parts)


def check_pages(
    pages: list[Page], files: set[str], format_name: str, own: frozenset[str] = frozenset()
) -> list[Finding]:
    """Check the pages of an artefact that holds `files`, by their names in it.

    `own` are the scripts among them that are the press's, as it wrote them.
    """
    places = {
        page.name: {str(e.get("id")) for e in page.tree.iter() if e.get("id")} for page in pages
    }
    faults: list[Fault] = []
    for page in pages:
        faults += _ids(page)
        faults += _links(page, places, files)
        faults += _images(page)
        faults += _fetched(page, files, own)
        faults += _formulas(page)
    faults += _notes(pages)
    return found_in(faults, format_name)


def found_in(faults: Iterable[Fault], format_name: str) -> list[Finding]:
    """Return faults of pages as findings of a format."""
    return [
        Finding(
            fault.rule,
            fault.message,
            severity(fault.rule),
            place=Place(fault.page, fault.line),
            before=fault.before or (fault.words if " " not in fault.words else ""),
            context=(fault.left, fault.words if " " in fault.words else ""),
            format=format_name,
        )
        for fault in faults
    ]


def _ids(page: Page) -> Iterator[Fault]:
    named = [(str(e.get("id")), e) for e in page.tree.iter() if e.get("id")]
    lines = {name: line_of(element) for name, element in named}
    for name, number in Counter(name for name, _ in named).items():
        if number > 1:
            message = f"The id {name} is given {number} times."
            yield Fault("duplicate-id", page.name, message, line=lines[name])


def _links(page: Page, places: dict[str, set[str]], files: set[str]) -> Iterator[Fault]:
    for link in page.tree.iter():
        url = link.get("href") if local(link) == "a" else None
        if url is None or EXTERNAL.match(url):
            if url and url.strip().lower().startswith(ACTIVE):
                message = f"The link {url[:40]} runs something; a book must not."
                yield Fault("script", page.name, message, _words(link), line=line_of(link))
            continue
        path, _, fragment = url.partition("#")
        target = resolve(page.name, path) if path else page.name
        if target not in files and target not in places:
            message = f"The link {url} leads to a file that is not there."
            yield Fault("dead-link", page.name, message, _words(link), line=line_of(link))
        elif fragment and unquote(fragment) not in places.get(target, set()):
            message = f"The link {url} leads to no place in {target}."
            yield Fault("dead-link", page.name, message, _words(link), line=line_of(link))


def _words(element: Element) -> str:
    """Return the words of an element, by which its place in the text is found."""
    return " ".join("".join(map(str, element.itertext())).split())


def resolve(page: str, url: str) -> str:
    """Return the name in the artefact that an address on a page means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(url)))


def _images(page: Page) -> Iterator[Fault]:
    for number, image in enumerate((e for e in page.tree.iter() if local(e) == "img"), 1):
        if not image.get("alt") and image.get("role") != "presentation":
            message = f"Image {number} has no description (alt)."
            yield Fault("image-alt", page.name, message, line=line_of(image))


def _fetched(page: Page, files: set[str], own: frozenset[str]) -> Iterator[Fault]:
    for element in page.tree.iter():
        name, line = local(element), line_of(element)
        if name == "script" and not _is_known(element, own):
            message = "There is a script; the book must read without."
            yield Fault("script", page.name, message, line=line)
        url = element.get(FETCHED[name]) if name in FETCHED else None
        if url is None or url.startswith("data:") or element.get("rel") == "canonical":
            continue
        if EXTERNAL.match(url):
            message = f"It fetches {url} from elsewhere."
            yield Fault("remote-resource", page.name, message, url, line=line)
        elif resolve(page.name, url) not in files:
            yield Fault("missing-file", page.name, f"{url} is not there.", url, line=line)


def _is_known(script: Element, own: frozenset[str]) -> bool:
    """Whether a script is data, or the press's own file; such a one has no words of its own."""
    if script.get("type") == DATA_SCRIPT:
        return True
    return script.get("src") in own and not "".join(map(str, script.itertext())).strip()


def _formulas(page: Page) -> Iterator[Fault]:
    """What pandoc cannot read as TeX it leaves as it is typed."""
    for span in page.tree.iter():
        if local(span) == "span" and "math" in classes(span):
            source = "".join(map(str, span.itertext()))
            message = f"The formula {source} is not valid TeX."
            yield Fault("formula", page.name, message, before=source, line=line_of(span))


def _notes(pages: list[Page]) -> Iterator[Fault]:
    """Each mark has its note, each note its way back, and the numbers run on."""
    for page in pages:
        links = [e for e in page.tree.iter() if local(e) == "a"]
        marks = [e for e in links if e.get("role") == "doc-noteref"]
        backs = [e for e in links if e.get("role") == "doc-backlink"]
        if len(marks) != len(backs):
            message = (
                f"The notes do not fit: {counted(len(marks), 'mark')}, "
                f"{counted(len(backs), 'way')} back."
            )
            yield Fault("note-mark", page.name, message)
    yield from note_check.numbers(pages)
    for page in pages:
        yield from note_check.ways(page)
