"""The files of an EPUB that tell of the others: package document, navigation, NCX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from octavo.formats.epub import fonts
from octavo.formats.epub.elements import NCX, XML_LANG, on_lines, opf, serialise
from octavo.formats.epub.elements import ncx as ncx_element
from octavo.formats.epub.front import BLOCKS, Front, fill
from octavo.formats.epub.metadata import identifier_of, metadata, prefixes
from octavo.formats.epub.pages import Book, Page
from octavo.formats.html import statement
from octavo.formats.html.document import MEDIA_TYPES
from octavo.formats.html.templates import block
from octavo.formats.html.tree import Element
from octavo.formats.lists import Listing
from octavo.model.edition import Edition
from octavo.text.terms import direction, terms_for

TYPES = {"figure": "loi", "table": "lot"}
"""The EPUB types of lists (Structural Semantics Vocabulary 1.1)."""


@dataclass(frozen=True, slots=True)
class Package:
    """All that goes into an EPUB."""

    edition: Edition
    modified: str
    front: Front
    book: Book
    lists: tuple[Listing, ...] = ()

    @property
    def pages(self) -> list[Page]:
        """All pages, in reading order; the contents stand before the text."""
        return [*self.front.pages, *self.book.pages, *self.front.behind]


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the contents: where it leads, its words, and how deep it stands."""

    address: str
    label: str
    depth: int


@dataclass(frozen=True, slots=True)
class Landmark:
    """A landmark: its EPUB type, where it leads, and its words."""

    kind: str
    address: str
    label: str


def points(book: Book, behind: Sequence[Page] = ()) -> Iterator[Point]:
    """List the contents: divisions, the sections directly in them, and the statement `behind`.

    A dedication and a motto are not listed (The Chicago Manual of Style, 17th ed., 1.37).
    """
    for page in [page for page in book.pages if not page.is_leaf] or book.pages:
        label = f"{page.number}. {page.title}" if page.number else page.title
        yield Point(page.name, label, page.depth)
        for identifier, title in page.sections:
            yield Point(f"{page.name}#{identifier}", title, page.depth + 1)
    for page in behind:
        if page.kind == statement.NAME:
            yield Point(page.name, page.title, 0)


# --- the package document -------------------------------------------------------------------


def package(content: Package) -> bytes:
    """Return the package document (EPUB 3.3, 5)."""
    edition = content.edition
    root = opf(
        "package",
        {
            "version": "3.0",
            "unique-identifier": "book-id",
            XML_LANG: edition.lang,
            "dir": direction(edition.lang),
            **prefixes(edition),
        },
        metadata(edition, content.modified, content.book),
        on_lines(opf("manifest", *_manifest(content))),
        on_lines(_spine(content)),
    )
    return serialise(on_lines(root))


def _manifest(content: Package) -> Iterator[Element]:
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
        yield _item(f"media-{number}", name, (MEDIA_TYPES | fonts.MEDIA_TYPES)[suffix])


def _item(identifier: str, name: str, media_type: str, properties: str = "") -> Element:
    more = {"properties": properties} if properties else {}
    return opf("item", {"id": identifier, "href": name, "media-type": media_type, **more})


def name_of(page: Page) -> str:
    """Return a page's id in the manifest."""
    return "page-" + page.name.removeprefix("text/").removesuffix(".xhtml")


def _spine(content: Package) -> Element:
    """List the pages in reading order; the contents are one of them where the edition has them."""
    fronts = [name_of(page) for page in content.front.pages]
    pages = [name_of(page) for page in (*content.book.pages, *content.front.behind)]
    nav = ["nav"] if content.edition.has_contents else []
    return opf(
        "spine",
        {"toc": "ncx", "page-progression-direction": direction(content.edition.lang)},
        *(opf("itemref", {"idref": name}) for name in (*fronts, *nav, *pages)),
    )


# --- navigation -----------------------------------------------------------------------------


def navigation(content: Package) -> bytes:
    """Return the navigation document: contents and landmarks (EPUB 3.3, 7)."""
    terms = terms_for(content.edition.lang)
    body = block(
        BLOCKS,
        "navigation",
        contents=terms.contents,
        landmarks=terms.landmarks,
        points=list(points(content.book, content.front.behind)),
        marks=list(_landmarks(content)),
        lists=list(_lists(content)),
    )
    return fill(content.edition, terms.contents, "frontmatter", body, "styles/book.css")


@dataclass(frozen=True, slots=True)
class Lines:
    """A list of figures or tables: its EPUB type, its title, where each line leads, its words."""

    kind: str
    title: str
    lines: list[tuple[str, str]]


def _lists(content: Package) -> Iterator[Lines]:
    homes = {str(e.get("id")): p.name for p in content.book.pages for e in p.tree.iter()}
    for listing in content.lists:
        lines = [
            (
                f"{homes[thing.identifier]}#{thing.identifier}",
                f"{thing.number} {thing.title}".strip(),
            )
            for thing in listing.things
            if thing.identifier in homes
        ]
        yield Lines(TYPES[listing.kind], listing.title, lines)


def _landmarks(content: Package) -> Iterator[Landmark]:
    terms = terms_for(content.edition.lang)
    for page in content.front.pages:
        yield Landmark(page.kind, page.name, page.title)
        if page.kind == "titlepage" and content.edition.has_contents:
            yield Landmark("toc", "nav.xhtml#toc", terms.contents)
    start = next((p for p in content.book.pages if p.division in ("part", "chapter")), None)
    start = start or content.book.pages[0]
    yield Landmark("bodymatter", start.name, terms.start)
    for page in (*content.book.pages, *content.front.behind):
        if page.kind in ("bibliography", "copyright-page"):
            yield Landmark(page.kind, page.name, page.title)


# --- NCX ------------------------------------------------------------------------------------


def ncx(content: Package) -> bytes:
    """Return the NCX, for older readers: two levels at most, which is all that Kindles show."""
    listed = [point for point in points(content.book, content.front.behind) if point.depth < 2]
    depth = 1 + max((point.depth for point in listed), default=0)
    edition = content.edition
    named = {
        "dtb:uid": identifier_of(edition),
        "dtb:depth": str(depth),
        "dtb:totalPageCount": "0",
        "dtb:maxPageNumber": "0",
    }
    root = ncx_element(
        "ncx",
        {"version": "2005-1"},
        ncx_element(
            "head", *(ncx_element("meta", {"name": k, "content": v}) for k, v in named.items())
        ),
        ncx_element("docTitle", ncx_element("text", edition.title)),
        _map(listed),
    )
    on_lines(root)[-1].tail = None
    return serialise(root)


def _map(listed: list[Point]) -> Element:
    """Nest the points by depth."""
    root = ncx_element("navMap")
    above = [root]
    for number, point in enumerate(listed, 1):
        made = ncx_element(
            "navPoint",
            {"id": f"point-{number}", "playOrder": str(number)},
            ncx_element("navLabel", ncx_element("text", point.label)),
            ncx_element("content", {"src": point.address}),
        )
        del above[point.depth + 1 :]
        above[-1].append(made)
        above.append(made)
    for made in root.iter(f"{{{NCX}}}navPoint"):
        made[1].tail = "\n"
        is_last = made.getnext() is None and made.getparent() is not root
        made.tail = None if is_last else "\n"
    root.text = "\n"
    return root
