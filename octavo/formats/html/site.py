"""The site: the one page cut into a page a division, with ways from each to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from octavo.files import xml
from octavo.files.slugs import DEVICES, FreeNames, slug
from octavo.formats.html import frame as html_frame
from octavo.formats.html.finish import set_level
from octavo.formats.html.forms import is_one_page
from octavo.formats.html.frame import Entry
from octavo.formats.html.templates import Markup, block
from octavo.formats.html.tree import Element, divisions, heading_of, level_of, make, q, to_html
from octavo.formats.lists import Listing
from octavo.formats.pictures import Picture
from octavo.model.artefact import Job
from octavo.model.edition import Edition
from octavo.text.terms import terms_for

INDEX = "index.html"
OPENING = "opening"
RESERVED = {"index", *DEVICES}
"""Names that a page cannot have: the first page's, and Windows' devices."""

LONGEST = 60
"""How many characters a page's file name may have, with `.html`; file systems end at 255 bytes."""

WHOLE = 200
"""How many entries the contents may have that stand whole on every page.

A page of a larger book lists the entries around it, and leads to the first page, which has all:
else a thousand chapters would be a million links."""

NEAR = 100
"""How many entries such a page lists."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a site has beside its text: the pictures by name, and the lists behind the contents."""

    pictures: Mapping[str, Picture]
    lists: list[Listing]


def write(root: Element, job: Job, folder: Path, beside: Beside) -> int:
    """Cut a finished text (HTML, the book's title as h1) into pages; return their number.

    The tree is used up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _copy_images(root, beside.pictures, folder)
    _set_opening_apart(root)
    (folder / "style.css").write_bytes(html_frame.asset("style.css").encode())
    listed = html_frame.entries(root)
    if is_one_page(root, job.project.edition):
        cutter = _Cutter(job.project.edition, listed, [], html_frame.lists(beside.lists, {}))
        markup = cutter.one_page(root)
        (folder / INDEX).write_bytes(markup.encode())
        return 1
    names = page_names(listed)
    homes = _lead_links(listed, names)
    lists = html_frame.lists(beside.lists, homes)
    cutter = _Cutter(job.project.edition, listed, names, lists)
    for number, markup in enumerate(cutter.pages()):
        (folder / names[number]).write_bytes(markup.encode())
    (folder / INDEX).write_bytes(cutter.index().encode())
    return len(listed) + 1


def page_names(listed: list[Entry]) -> list[str]:
    """Choose a file name for each page, from its heading's identifier.

    A name has ASCII letters, figures and hyphens alone, and at most LONGEST characters, so that
    every file system, archive and server takes it; `page-N` where nothing of a title is left.
    """
    taken = set(RESERVED)
    free_names = FreeNames(taken)
    names = []
    for place, entry in enumerate(listed, 1):
        room = LONGEST - len("-1000.html")
        name = free_names.free(slug(entry.identifier, f"page-{place}", room))
        taken.add(name)
        names.append(f"{name}.html")
    return names


def _copy_images(root: Element, pictures: Mapping[str, Picture], folder: Path) -> None:
    """Copy each image once into images/, under its own file name where that is free."""
    given: dict[Path, str] = {}
    taken: set[str] = set()
    free_names = FreeNames(taken, fold=str.lower)
    for image in root.iter(q("img")):
        image.set("loading", "lazy")
        picture = pictures[image.get("src") or ""]
        file = picture.file.resolve()
        if file not in given:
            given[file] = free_names.free(file.stem, picture.suffix)
            taken.add(given[file].lower())
            (folder / "images").mkdir(exist_ok=True)
            (folder / "images" / given[file]).write_bytes(picture.data())
        image.set("src", f"images/{quote(given[file])}")


def _set_opening_apart(root: Element) -> None:
    """Make a division of what stands before the first one, if anything does."""
    first = next(divisions(root), None)
    before = [] if first is None else list(first.itersiblings(preceding=True))[::-1]
    before = list(root) if first is None else before
    if before:
        section = make("section", "", {"class": "frontmatter", "id": OPENING})
        root.insert(0, section)
        section.extend(before)


def _lead_links(listed: list[Entry], names: list[str]) -> dict[str, str]:
    """Lead each link within the book to the page on which its target now stands.

    Return the page of each identifier.
    """
    homes: dict[str, str] = {}
    for entry, name in zip(listed, names, strict=True):
        homes |= {str(e.get("id")): name for e in entry.section.iter() if e.get("id")}
    starts = {entry.identifier for entry in listed}
    for entry, name in zip(reversed(listed), reversed(names), strict=True):
        detach(entry.section)
        for link in entry.section.iter(q("a")):
            target = unquote(str(link.get("href") or ""))
            home = homes.get(target[1:]) if target.startswith("#") else None
            if home and home != name:
                link.set("href", home if target[1:] in starts else home + target)
    return homes


def detach(section: Element) -> None:
    """Take a division out of its part, so that it can be a page of its own."""
    parent = section.getparent()
    if parent is not None:
        parent.remove(section)


class _Cutter:
    """Makes the pages of one book; the contents are written once and marked on each page."""

    def __init__(
        self, edition: Edition, listed: list[Entry], names: list[str], lists: Markup
    ) -> None:
        self.lists = lists
        self.edition = edition
        self.terms = terms_for(edition.lang)
        self.listed = listed
        self.names = names
        self.titles = [_label(entry, edition) for entry in listed]
        self.contents = html_frame.contents(listed, names, edition) if names else Markup()
        self.stretches: dict[int, Markup] = {}

    def pages(self) -> Iterator[str]:
        """Yield the markup of each division's page."""
        for number in range(len(self.listed)):
            yield self._page(number)

    def _page(self, number: int) -> str:
        title, name = self.titles[number], self.names[number]
        whole = self.edition.title
        address = Markup('href="{}"').format(name)
        here = self._contents_at(number).replace(address, address + Markup(' aria-current="page"'))
        page = html_frame.Page(
            title=title if title == whole else f"{title} · {whole}",
            kind="page",
            head=html_frame.head(self.edition, self._links(number)),
            before=self._bar(here),
            main=self._section(self.listed[number].section),
            after=self._ways(number),
        )
        return html_frame.fill(page, self.edition)

    def _contents_at(self, number: int) -> Markup:
        """Return the contents on a page: whole, or the stretch of a long book that it is in."""
        if len(self.listed) <= WHOLE:
            return self.contents
        first = number - number % NEAR
        if first not in self.stretches:
            chosen = list(range(first, min(first + NEAR, len(self.listed))))
            part = first
            while self.listed[part].depth:
                part -= 1
            chosen = [part, *chosen] if part < first else chosen
            self.stretches[first] = html_frame.contents(
                [self.listed[one] for one in chosen],
                [self.names[one] for one in chosen],
                self.edition,
            )
        return self.stretches[first]

    def _section(self, section: Element) -> Markup:
        heading = heading_of(section)
        if heading is not None:
            set_level(section, 1 - level_of(heading))
        return Markup(to_html(section))

    def index(self) -> str:
        """Return the markup of the first page: title page, contents and copyright."""
        blocks = (
            html_frame.title_block(self.edition),
            html_frame.contents(self.listed, self.names, self.edition, is_open=True),
            self.lists,
            html_frame.copyright_block(self.edition),
        )
        page = html_frame.Page(
            title=self.edition.title,
            kind="index",
            head=html_frame.head(self.edition, self._links(-1)),
            before=Markup(),
            main=Markup("\n").join(part for part in blocks if part),
            after=Markup(),
        )
        return html_frame.fill(page, self.edition)

    def one_page(self, root: Element) -> str:
        """Return the markup of a site that is one page: the text stands on the first."""
        addresses = [f"#{entry.identifier}" for entry in self.listed]
        listing = html_frame.contents(self.listed, addresses, self.edition, is_open=True)
        listing = html_frame.joined(listing, self.lists)
        page = html_frame.Page(
            title=self.edition.title,
            kind="book",
            head=html_frame.head(self.edition, self._links(-1)),
            before=html_frame.before(self.listed, listing, self.edition),
            main=Markup(to_html(root)),
            after=html_frame.copyright_block(self.edition),
        )
        return html_frame.fill(page, self.edition)

    def _bar(self, contents: Markup) -> Markup:
        title = self.edition.title
        return block(html_frame.BLOCKS, "bar", address=INDEX, title=title, contents=contents)

    def _links(self, number: int) -> Markup:
        """Return the links of a page's head: to the style sheet, and to the pages beside it."""
        return block(
            html_frame.BLOCKS,
            "style_link",
            address="style.css",
            relations=self._neighbours(number),
        )

    def _neighbours(self, number: int) -> list[tuple[str, str, str]]:
        """Return relation, address and title of the pages before and after."""
        near = []
        if number == 0:
            near.append(("prev", INDEX, self.edition.title))
        elif number > 0:
            near.append(("prev", self.names[number - 1], self.titles[number - 1]))
        if number + 1 < len(self.names):
            near.append(("next", self.names[number + 1], self.titles[number + 1]))
        return near

    def _ways(self, number: int) -> Markup:
        return block(
            html_frame.BLOCKS,
            "ways",
            previous=self.terms.previous,
            following=self.terms.following,
            neighbours=self._neighbours(number),
        )


def _label(entry: Entry, edition: Edition) -> str:
    title = entry.title or edition.title
    return f"{entry.number}. {title}" if entry.number else title


def read_pages(folder: Path) -> dict[str, Element]:
    """Parse a site's pages by name: the first one, then each that the last one names as next."""
    pages: dict[str, Element] = {}
    name: str | None = INDEX
    while name and name not in pages:
        pages[name] = parse_page(folder / name)
        links = [e for e in pages[name].iter("link") if e.get("rel") == "next"]
        name = unquote(links[0].get("href") or "") if links else None
    return pages


def parse_page(path: Path) -> Element:
    """Parse an HTML file as a browser would."""
    return xml.parse_html(path.read_bytes())
