"""The pages of a site: a page a division, the first one, and the whole on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from octavo.formats.html import beside as extras
from octavo.formats.html import frame as html_frame
from octavo.formats.html import search
from octavo.formats.html.citing import BOOK, Citation
from octavo.formats.html.finish import set_level
from octavo.formats.html.frame import Entry
from octavo.formats.html.head import About, first_words, head
from octavo.formats.html.leaves import Leaf
from octavo.formats.html.templates import Markup, block
from octavo.formats.html.tree import Element, heading_of, to_html
from octavo.model.edition import Edition, Project
from octavo.text.terms import terms_for
from octavo.text.terms_web import web_terms

INDEX, WHOLE = "index.html", "whole.html"
STYLE, NOTES, SCRIPT = "style.css", "notes.css", "reader.js"

MOST = 200
"""How many entries the contents may have that stand whole on every page.

A page of a larger book lists the entries around it, and leads to the first page, which has all:
else a thousand chapters would be a million links."""

NEAR = 100
"""How many entries such a page lists."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book that is cut: its divisions, the names of their first pages, and all pages."""

    project: Project
    listed: tuple[Entry, ...]
    names: tuple[str, ...]
    cites: Mapping[str, Citation]
    pages: tuple[Leaf, ...] = ()
    has_markdown: bool = False
    has_notes: bool = False
    cover: str = ""

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.project.edition


class Cutter:
    """Makes the pages of one book; the contents are written once and marked on each page."""

    def __init__(self, book: Book, lists: Markup) -> None:
        """Take a book, and the lists that stand behind its contents."""
        self.book = book
        self.lists = lists
        self.edition = book.edition
        self.terms = terms_for(self.edition.lang)
        self.words = web_terms(self.edition.lang)
        self.listed, self.names = list(book.listed), list(book.names)
        self.titles = [_label(entry, self.edition) for entry in self.listed]
        named = bool(self.names)
        self.contents = (
            html_frame.contents(self.listed, self.names, self.edition) if named else Markup()
        )
        self.stretches: dict[int, Markup] = {}

    def pages(self) -> Iterator[str]:
        """Yield the markup of each division's page."""
        for at in range(len(self.book.pages)):
            yield self._page(at)

    def _page(self, at: int) -> str:
        leaf = self.book.pages[at]
        number, name = leaf.number, self.names[leaf.number]
        title = self._titled(leaf)
        entry, whole = self.listed[number], self.edition.title
        address = Markup('href="{}"').format(name)
        here = self._contents_at(number).replace(address, address + Markup(' aria-current="page"'))
        text = first_words(leaf.section)
        about = About(leaf.name, entry, number + 1, text, self.book.cover)
        alternates = [_markdown(name)] if self.book.has_markdown else []
        links = self._links(at, alternates)
        page = html_frame.Page(
            title=title if title == whole else f"{title} · {whole}",
            kind=self._kind("page"),
            head=head(self.edition, about, links),
            before=self._bar(here),
            main=self._section(leaf),
            after=html_frame.joined(self._cite(Path(name).stem), self._ways(at)),
            searched=True,
        )
        return html_frame.fill(page, self.edition)

    def _titled(self, leaf: Leaf) -> str:
        """Return what a page is called: its division, and which of its pages it is."""
        title = self.titles[leaf.number]
        return title if leaf.part == 1 else f"{title} ({leaf.part})"

    def _kind(self, kind: str) -> str:
        return f"{kind} noted" if self.book.has_notes else kind

    def _contents_at(self, number: int) -> Markup:
        """Return the contents on a page: whole, or the stretch of a long book that it is in."""
        if len(self.listed) <= MOST:
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

    def _section(self, leaf: Leaf) -> Markup:
        """Return the text of a page; one on which a division goes on says of which.

        One without a heading has its title for those who hear it.
        """
        set_level(leaf.section, leaf.shift)
        titled = heading_of(leaf.section) is not None
        text = Markup(to_html(leaf.section))
        if leaf.part == 1:
            title = block(html_frame.BLOCKS, "untitled", title=self.titles[leaf.number])
            return text if titled else html_frame.joined(title, text)
        head = block(
            html_frame.BLOCKS,
            "continued",
            address=self.names[leaf.number],
            title=self.titles[leaf.number],
            part=leaf.part,
            parts=leaf.parts,
        )
        return html_frame.joined(head, text)

    def index(self) -> str:
        """Return the markup of the first page: title page, contents and copyright."""
        blocks = (
            html_frame.title_block(self.edition),
            html_frame.contents(self.listed, self.names, self.edition, is_open=True),
            self.lists,
            self._more(),
            html_frame.copyright_block(self.edition),
        )
        page = html_frame.Page(
            title=self.edition.title,
            kind="index",
            head=head(self.edition, self._about(INDEX), self._links(-1, self._alternates())),
            before=self._tools(),
            main=html_frame.joined(*blocks),
            after=self._cite(BOOK),
        )
        return html_frame.fill(page, self.edition)

    def one_page(self, root: Element, lists: Markup) -> str:
        """Return the markup of a site that is one page: the text stands on the first."""
        return self._all(root, lists, INDEX)

    def whole(self, root: Element, lists: Markup) -> str:
        """Return the markup of the whole book on one page of a site of many.

        Those who search the web are led to the pages of the chapters.
        """
        return self._all(root, lists, WHOLE)

    def _all(self, root: Element, lists: Markup, name: str) -> str:
        addresses = [f"#{entry.identifier}" for entry in self.listed]
        listing = html_frame.contents(self.listed, addresses, self.edition, is_open=True)
        listing = html_frame.joined(listing, lists)
        links = self._links(-1, self._alternates(), relations=False)
        front = html_frame.before(self.listed, listing, self.edition)
        robots = Markup('<meta name="robots" content="noindex">') if name == WHOLE else Markup()
        page = html_frame.Page(
            title=self.edition.title,
            kind=self._kind("book"),
            head=head(self.edition, self._about(name), html_frame.joined(robots, links)),
            before=html_frame.joined(self._tools(), front),
            main=Markup(to_html(root)),
            after=html_frame.joined(self._cite(BOOK), html_frame.copyright_block(self.edition)),
            searched=name == INDEX,
        )
        return html_frame.fill(page, self.edition)

    def _about(self, name: str) -> About:
        return About(name, image=self.book.cover)

    def _alternates(self) -> list[tuple[str, str, str]]:
        made = bool(extras.changes(self.book.project))
        return [("application/atom+xml", extras.FEED, self.words.changes)] if made else []

    def _bar(self, contents: Markup) -> Markup:
        return block(
            html_frame.BLOCKS,
            "bar",
            address=INDEX,
            title=self.edition.title,
            contents=contents,
            tools=self._tools(),
        )

    def _tools(self) -> Markup:
        searches = search.program() is not None
        return block(html_frame.BLOCKS, "tools", words=self.words, searches=searches)

    def _cite(self, name: str) -> Markup:
        citation = self.book.cites.get(name)
        if citation is None:
            return Markup()
        return block(html_frame.BLOCKS, "cite", words=self.words, citation=citation)

    def _more(self) -> Markup:
        links = [(WHOLE, self.words.whole)]
        links += [(address, words) for _, address, words in self._alternates()]
        return block(html_frame.BLOCKS, "more", links=links)

    def _links(
        self, number: int, alternates: list[tuple[str, str, str]], *, relations: bool = True
    ) -> Markup:
        """Return the links of a page's head: to the style sheet, and to the pages beside it."""
        return block(
            html_frame.BLOCKS,
            "style_link",
            addresses=[STYLE, NOTES] if self.book.has_notes else [STYLE],
            script=SCRIPT,
            relations=self._neighbours(number) if relations else [],
            alternates=alternates,
        )

    def _neighbours(self, number: int) -> list[tuple[str, str, str]]:
        """Return relation, address and title of the pages before and after."""
        near, pages = [], self.book.pages
        if number == 0:
            near.append(("prev", INDEX, self.edition.title))
        elif number > 0:
            near.append(("prev", pages[number - 1].name, self._titled(pages[number - 1])))
        if number + 1 < len(pages):
            near.append(("next", pages[number + 1].name, self._titled(pages[number + 1])))
        return near

    def _ways(self, number: int) -> Markup:
        return block(
            html_frame.BLOCKS,
            "ways",
            previous=self.terms.previous,
            following=self.terms.following,
            neighbours=self._neighbours(number),
        )


def _markdown(name: str) -> tuple[str, str, str]:
    return "text/markdown", extras.markdown_name(name), ""


def _label(entry: Entry, edition: Edition) -> str:
    title = entry.title or edition.title
    return f"{entry.number}. {title}" if entry.number else title
