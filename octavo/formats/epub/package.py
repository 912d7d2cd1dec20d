"""The files of an EPUB that tell of the others: package document, navigation, NCX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from octavo.formats.epub.front import Front, fill
from octavo.formats.epub.metadata import identifier_of, metadata
from octavo.formats.epub.pages import Book, Page
from octavo.formats.html.document import MEDIA_TYPES
from octavo.model.edition import Edition
from octavo.text.terms import direction, terms_for


@dataclass(frozen=True, slots=True)
class Package:
    """All that goes into an EPUB."""

    edition: Edition
    epoch: int
    front: Front
    book: Book

    @property
    def pages(self) -> list[Page]:
        """All pages, in reading order; the contents stand before the text."""
        return [*self.front.pages, *self.book.pages]


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the contents: where it leads, its words, and how deep it stands."""

    address: str
    label: str
    depth: int


def points(book: Book) -> Iterator[Point]:
    """List the contents: divisions, and the sections directly in them."""
    for page in book.pages:
        label = f"{page.number}. {page.title}" if page.number else page.title
        yield Point(page.name, label, page.depth)
        for identifier, title in page.sections:
            yield Point(f"{page.name}#{identifier}", title, page.depth + 1)


# --- the package document -------------------------------------------------------------------


def package(content: Package) -> bytes:
    """Give the package document (EPUB 3.3, 5)."""
    edition = content.edition
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<package version="3.0" xmlns="http://www.idpf.org/2007/opf" '
        f'unique-identifier="book-id" xml:lang="{escape(edition.lang)}" '
        f'dir="{direction(edition.lang)}">',
        *metadata(edition, content.epoch, content.book),
        "<manifest>",
        *_manifest(content),
        "</manifest>",
        *_spine(content),
        "</package>\n",
    ]
    return "\n".join(lines).encode()


def _manifest(content: Package) -> Iterator[str]:
    xhtml = "application/xhtml+xml"
    yield _item("nav", "nav.xhtml", xhtml, "nav")
    yield _item("ncx", "toc.ncx", "application/x-dtbncx+xml")
    yield _item("style", "styles/book.css", "text/css")
    front = content.front
    yield _item("cover-image", front.cover_name, front.cover_type, "cover-image")
    for page in content.pages:
        yield _item(name_of(page), page.name, xhtml, "mathml" if page.has_math else "")
    for number, name in enumerate(content.book.media, 1):
        suffix = name[name.rindex(".") :].lower()
        yield _item(f"media-{number}", name, MEDIA_TYPES[suffix])


def _item(identifier: str, name: str, media_type: str, properties: str = "") -> str:
    more = f' properties="{properties}"' if properties else ""
    return f'<item id="{identifier}" href="{name}" media-type="{media_type}"{more}/>'


def name_of(page: Page) -> str:
    """Give a page's id in the manifest."""
    return "page-" + page.name.removeprefix("text/").removesuffix(".xhtml")


def _spine(content: Package) -> Iterator[str]:
    way = "rtl" if direction(content.edition.lang) == "rtl" else "ltr"
    yield f'<spine toc="ncx" page-progression-direction="{way}">'
    for page in content.front.pages:
        yield f'<itemref idref="{name_of(page)}"/>'
    yield '<itemref idref="nav"/>'
    for page in content.book.pages:
        yield f'<itemref idref="{name_of(page)}"/>'
    yield "</spine>"


# --- navigation -----------------------------------------------------------------------------


def navigation(content: Package) -> bytes:
    """Give the navigation document: contents and landmarks (EPUB 3.3, 7)."""
    terms = terms_for(content.edition.lang)
    contents = "\n".join(_list(list(points(content.book))))
    landmarks = "\n".join(_landmarks(content))
    body = (
        f'<nav id="toc" epub:type="toc" role="doc-toc" aria-labelledby="toc-title">\n'
        f'<h1 id="toc-title">{escape(terms.contents)}</h1>\n{contents}\n</nav>\n'
        f'<nav id="landmarks" epub:type="landmarks" aria-label="{escape(terms.landmarks)}" '
        f'hidden="hidden">\n<ol>\n{landmarks}\n</ol>\n</nav>'
    )
    return fill(content.edition, terms.contents, "frontmatter", body, "styles/book.css")


def _list(listed: list[Point]) -> Iterator[str]:
    """Nest the points by depth; a list begins and ends with its own tags."""
    depth = -1
    for point in listed:
        if point.depth > depth:
            yield "<ol>"
            depth += 1
        else:
            yield "</li>" + "</ol></li>" * (depth - point.depth)
            depth = point.depth
        yield f'<li><a href="{escape(point.address)}">{escape(point.label)}</a>'
    yield "</li></ol>" * (depth + 1)


def _landmarks(content: Package) -> Iterator[str]:
    terms = terms_for(content.edition.lang)
    for page in content.front.pages:
        yield _landmark(page.kind, page.name, page.title)
        if page.kind == "titlepage":
            yield _landmark("toc", "nav.xhtml#toc", terms.contents)
    start = next((p for p in content.book.pages if p.division in ("part", "chapter")), None)
    start = start or content.book.pages[0]
    yield _landmark("bodymatter", start.name, terms.start)
    for page in content.book.pages:
        if page.kind == "bibliography":
            yield _landmark(page.kind, page.name, page.title)


def _landmark(kind: str, address: str, words: str) -> str:
    return f'<li><a epub:type="{kind}" href="{address}">{escape(words)}</a></li>'


# --- NCX ------------------------------------------------------------------------------------


def ncx(content: Package) -> bytes:
    """Give the NCX, for older readers: two levels at most, which is all that Kindles show."""
    listed = [point for point in points(content.book) if point.depth < 2]
    depth = 1 + max((point.depth for point in listed), default=0)
    edition = content.edition
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">',
        f'<head><meta name="dtb:uid" content="{escape(identifier_of(edition))}"/>'
        f'<meta name="dtb:depth" content="{depth}"/>'
        '<meta name="dtb:totalPageCount" content="0"/><meta name="dtb:maxPageNumber" content="0"/>'
        "</head>",
        f"<docTitle><text>{escape(edition.title)}</text></docTitle>",
        "<navMap>",
        *_points(listed),
        "</navMap></ncx>\n",
    ]
    return "\n".join(lines).encode()


def _points(listed: list[Point]) -> Iterator[str]:
    depth = -1
    for number, point in enumerate(listed, 1):
        if point.depth <= depth:
            yield "</navPoint>" * (depth - point.depth + 1)
        depth = point.depth
        yield (
            f'<navPoint id="point-{number}" playOrder="{number}"><navLabel><text>'
            f'{escape(point.label)}</text></navLabel><content src="{escape(point.address)}"/>'
        )
    yield "</navPoint>" * (depth + 1)
