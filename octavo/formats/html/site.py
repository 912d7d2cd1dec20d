"""The site: the one page cut into a page a division, with ways from each to the next."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from octavo.book import chapters as hashes
from octavo.files import redraw_covers, redraw_widths, xml
from octavo.files.slugs import DEVICES, FreeNames, slug
from octavo.formats.epub.cover import cover_file
from octavo.formats.html import beside as extras
from octavo.formats.html import citing, images, markdown, notes, search
from octavo.formats.html import frame as html_frame
from octavo.formats.html.check import Page, check_pages
from octavo.formats.html.cutter import INDEX, NOTES, SCRIPT, STYLE, WHOLE, Book, Cutter
from octavo.formats.html.forms import is_one_page
from octavo.formats.html.frame import Entry
from octavo.formats.html.leaves import Leaf, leaves
from octavo.formats.html.reading import read_trees
from octavo.formats.html.templates import Markup
from octavo.formats.html.tree import Element, divisions, make, q
from octavo.formats.lists import Listing
from octavo.model.artefact import Job
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError, Place
from octavo.model.nodes import Document
from octavo.model.rules import severity
from octavo.text.terms import terms_for

FOLDER = "site"
OPENING = "opening"
RESERVED = {"index", "whole", *DEVICES}
"""Names that a page cannot have: the first page's, and Windows' devices."""

COVER, SHARED = "cover.jpg", 800
"""The cover of pages that are shared, and how many pixels wide it is."""

LONGEST = 60
"""How many characters a page's file name may have, with `.html`; file systems end at 255 bytes."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a site has beside its text: its pictures' addresses by name, its lists, its document."""

    addresses: Mapping[str, str]
    lists: list[Listing]
    document: Document


def write(root: Element, job: Job, folder: Path, beside: Beside) -> int:
    """Cut a finished text (HTML, the book's title as h1) into pages; return their number.

    The tree is used up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _set_opening_apart(root, job.project.edition.title)
    _write_styles(root, folder)
    project = job.project
    listed = html_frame.entries(root)
    if is_one_page(root, project.edition):
        _one_page(root, project, folder, beside)
        return 1
    names = page_names(listed)
    whole = deepcopy(root)
    of_entries = _detached(listed, names)
    pages = leaves(listed, names, terms_for(project.edition.lang))
    homes = _lead_links(pages, dict(zip([one.identifier for one in listed], names, strict=True)))
    cites = citing.write(folder, citing.items(project.edition, listed, names), project)
    pairs = list(zip(listed, names, strict=True))
    chapters = hashes.written(hashes.hashes(beside.document.blocks))
    texts = markdown.write(folder, beside.document.blocks, pairs, beside.addresses, of_entries)
    has_notes = notes.has_notes(whole)
    book = Book(
        project,
        tuple(listed),
        tuple(names),
        cites,
        tuple(pages),
        bool(texts),
        has_notes,
        shared_cover(project, folder),
    )
    cutter = Cutter(book, html_frame.lists(beside.lists, homes))
    for page, markup in zip(pages, cutter.pages(), strict=True):
        (folder / page.name).write_bytes(markup.encode())
    (folder / INDEX).write_bytes(cutter.index().encode())
    extras.write(folder, project, pairs, [page.name for page in pages], chapters)
    lists = html_frame.lists(beside.lists, {})
    (folder / WHOLE).write_bytes(cutter.whole(whole, lists).encode())
    search.write(folder)
    return len(pages) + 1


def _write_styles(root: Element, folder: Path) -> None:
    """Write the style and the script of all pages; where there are notes, the style of these."""
    for name in (STYLE, SCRIPT):
        (folder / name).write_bytes(html_frame.asset(name).encode())
    if notes.has_notes(root):
        style = html_frame.asset(NOTES) + notes.margin_style(root)
        (folder / NOTES).write_bytes(style.encode())


def _one_page(root: Element, project: Project, folder: Path, beside: Beside) -> None:
    """Write a site that is one page: the text stands on the first."""
    edition = project.edition
    listed = html_frame.entries(root)
    cites = citing.write(folder, citing.items(edition, [], []), project)
    cover, has_notes = shared_cover(project, folder), notes.has_notes(root)
    book = Book(project, tuple(listed), (), cites, has_notes=has_notes, cover=cover)
    markup = Cutter(book, Markup()).one_page(root, html_frame.lists(beside.lists, {}))
    (folder / INDEX).write_bytes(markup.encode())
    extras.write(folder, project, [], [])
    search.write(folder)


def shared_cover(project: Project, folder: Path) -> str:
    """Write the cover that is shown where a page is shared; return its file.

    "" where the edition says no address of its own: such a picture has an absolute one (ogp.me).
    """
    if not project.edition.url:
        return ""
    with tempfile.TemporaryDirectory() as room:
        data = redraw_covers.as_jpeg(cover_file(project, Path(room)).read_bytes())
    (folder / COVER).write_bytes(redraw_widths.narrowed(data, SHARED) or data)
    return COVER


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


def _set_opening_apart(root: Element, title: str) -> None:
    """Make a division of what stands before the first one, if anything does.

    It has no heading: it is called by the title of the book.
    """
    first = next(divisions(root), None)
    before = [] if first is None else list(first.itersiblings(preceding=True))[::-1]
    before = list(root) if first is None else before
    if before:
        named = {"class": "frontmatter", "id": OPENING, "aria-label": title}
        section = make("section", "", named)
        root.insert(0, section)
        section.extend(before)


def _detached(listed: list[Entry], names: list[str]) -> dict[str, str]:
    """Take each division out of its part; return the page of each identifier's division."""
    homes: dict[str, str] = {}
    for entry in reversed(listed):
        detach(entry.section)
    for entry, name in zip(listed, names, strict=True):
        homes |= {str(e.get("id")): name for e in entry.section.iter() if e.get("id")}
    return homes


def _lead_links(pages: Sequence[Leaf], starts: Mapping[str, str]) -> dict[str, str]:
    """Lead each link within the book to the page on which its target now stands.

    `starts` are the divisions' identifiers. Return the page of each identifier.
    """
    homes: dict[str, str] = {}
    for page in pages:
        homes |= {str(e.get("id")): page.name for e in page.section.iter() if e.get("id")}
    for page in pages:
        for link in page.section.iter(q("a")):
            target = unquote(str(link.get("href") or ""))
            home = homes.get(target[1:]) if target.startswith("#") else None
            if home and home != page.name:
                link.set("href", home if target[1:] in starts else home + target)
    return homes


def detach(section: Element) -> None:
    """Take a division out of its part, so that it can be a page of its own."""
    parent = section.getparent()
    if parent is not None:
        parent.remove(section)


def read_pages(folder: Path) -> dict[str, Element]:
    """Parse a site's pages by name: the first one, then each that the last one names as next."""
    pages: dict[str, Element] = {}
    name: str | None = INDEX
    while name and name not in pages:
        if not (folder / name).is_file():
            message = f"It has no page {name}, to which another leads."
            raise InputError(message, hint="Build it again.")
        pages[name] = parse_page(folder / name)
        links = [e for e in pages[name].iter("link") if e.get("rel") == "next"]
        name = unquote(links[0].get("href") or "") if links else None
    return pages


def parse_page(path: Path) -> Element:
    """Parse an HTML file as a browser would."""
    return xml.parse_html(path.read_bytes())


def pictures_beside(page: Path) -> set[str]:
    """Return the pictures of the site beside the one page, as that page calls them."""
    folder = page.with_name(FOLDER) / images.FOLDER
    inside = folder.rglob("*") if folder.is_dir() else ()
    return {path.relative_to(page.parent).as_posix() for path in inside if path.is_file()}


def own_scripts(folder: Path) -> frozenset[str]:
    """Return the scripts of a site that are the press's own, as it wrote them."""
    path = folder / SCRIPT
    is_own = path.is_file() and path.read_bytes() == html_frame.asset(SCRIPT).encode()
    return frozenset((SCRIPT,)) if is_own else frozenset()


def check_whole(
    folder: Path, pages: list[Page], own: frozenset[str], known: Iterable[Finding]
) -> list[Finding]:
    """Check the whole on one page: as the others, and that it has the words of these.

    What is `known` of the others is not reported once more.
    """
    path = folder / WHOLE
    if not path.is_file():
        return []
    tree = parse_page(path)
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    findings = check_pages([Page(WHOLE, tree)], files, "site", own)
    reported = {(one.rule, one.message) for one in known}
    findings = [one for one in findings if (one.rule, one.message) not in reported]
    if read_trees(_main(one.tree) for one in pages) != read_trees([_main(tree)]):
        message = "The whole on one page has not the words of the chapters’ pages."
        findings.append(
            Finding(
                "site-whole", message, severity("site-whole"), place=Place(WHOLE), format="site"
            )
        )
    return findings


def _main(tree: Element) -> Element:
    return next((element for element in tree.iter("main")), tree)
