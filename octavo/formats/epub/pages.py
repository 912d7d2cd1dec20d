"""The pages of an EPUB: pandoc's XHTML files, finished one by one and numbered through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from octavo.files.xml import remove
from octavo.formats.html.finish import finish, scroll_wide, set_level
from octavo.formats.html.frame import number_of
from octavo.formats.html.tree import (
    EPUB_TYPE,
    HEADINGS,
    MATHML,
    Element,
    classes,
    division_of,
    has_class,
    heading_of,
    level_of,
    local,
    make,
    parse,
    q,
    set_classes,
    take,
    title_text,
)
from octavo.model.edition import Edition
from octavo.model.structure import depth_of
from octavo.text.terms import Terms, direction, terms_for

OPF = "{http://www.idpf.org/2007/opf}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STYLE = "../styles/book.css"

MATTER = {
    "preface": "preface",
    "vorwort": "preface",
    "préface": "preface",
    "avant-propos": "preface",
    "prólogo": "prologue",
    "foreword": "foreword",
    "geleitwort": "foreword",
    "introduction": "introduction",
    "einleitung": "introduction",
    "introducción": "introduction",
    "introduzione": "introduction",
    "prologue": "prologue",
    "prolog": "prologue",
    "epilogue": "epilogue",
    "epilog": "epilogue",
    "épilogue": "epilogue",
    "afterword": "afterword",
    "nachwort": "afterword",
    "postface": "afterword",
    "conclusion": "conclusion",
    "acknowledgements": "acknowledgments",
    "acknowledgments": "acknowledgments",
    "danksagung": "acknowledgments",
    "remerciements": "acknowledgments",
    "dedication": "dedication",
    "widmung": "dedication",
    "dédicace": "dedication",
    "epigraph": "epigraph",
    "appendix": "appendix",
    "anhang": "appendix",
    "annexe": "appendix",
    "colophon": "colophon",
    "errata": "errata",
    "bibliography": "bibliography",
    "references": "bibliography",
    "bibliographie": "bibliography",
    "bibliografia": "bibliography",
    "bibliografía": "bibliography",
    "literaturverzeichnis": "bibliography",
}
"""First word of a title → its EPUB type (Structural Semantics Vocabulary 1.1)."""

LEAVES = frozenset(("dedication", "epigraph"))
"""Classes of what stands alone on a page before the text."""

BODY = {"part": "bodymatter", "chapter": "bodymatter"}


@dataclass(slots=True)
class Page:
    """A page: its name below EPUB/, its tree, what it is, and what the contents say of it."""

    name: str
    tree: Element
    kind: str
    title: str
    number: str = ""
    division: str = ""
    identifier: str = ""
    depth: int = 0
    sections: list[tuple[str, str]] = field(default_factory=list)
    has_math: bool = False

    @property
    def body(self) -> Element:
        """The body element."""
        return next(self.tree.iter(q("body")))

    @property
    def is_leaf(self) -> bool:
        """Whether all that it holds is a dedication or a motto."""
        return is_leaf(self.body)


def is_leaf(body: Element) -> bool:
    """Whether all that a page holds is a dedication or a motto: the contents do not list it."""
    section = next(body.iter(q("section")), None)
    held = [] if section is None else list(section)
    return bool(held) and all(LEAVES & {*classes(one)} for one in held)


@dataclass(slots=True)
class Book:
    """The pages of the text in order, and the media by name below EPUB/."""

    pages: list[Page]
    media: dict[str, bytes]


def finish_pages(members: dict[str, bytes], edition: Edition, opening: str) -> Book:
    """Finish the pages of an EPUB as pandoc wrote it; all else of it but the media is dropped."""
    terms = terms_for(edition.lang)
    pages = []
    notes, inside_part = 0, False
    for name in _spine(members["EPUB/content.opf"]):
        page = _page(name, parse(members[f"EPUB/{name}"]), edition, opening)
        inside_part = page.division == "part" or (inside_part and page.division == "chapter")
        page.depth = int(inside_part and page.division == "chapter")
        notes = _number_notes(page.tree, notes, terms)
        pages.append(page)
    _lead_links(pages)
    _name_citations(pages)
    media = {n[5:]: data for n, data in sorted(members.items()) if n.startswith("EPUB/media/")}
    return Book(pages, media)


def _spine(opf: bytes) -> list[str]:
    """Return the names of the pages in reading order, without pandoc's own navigation."""
    root = parse(opf)
    names = {item.get("id"): item.get("href") or "" for item in root.iter(f"{OPF}item")}
    listed = [names[item.get("idref")] for item in root.iter(f"{OPF}itemref")]
    return [name for name in listed if name.startswith("text/")]


def _page(name: str, tree: Element, edition: Edition, opening: str) -> Page:
    body = next(tree.iter(q("body")))
    finish(body)
    scroll_wide(body, terms_for(edition.lang).table, every=False)
    section = _section(body)
    heading = heading_of(section)
    if section.get("id") == opening and heading is not None:
        section.remove(heading)
        heading = None
    if heading is not None:
        _level(section, heading)
    title = (title_text(heading) if heading is not None else "") or edition.title
    page = Page(name, tree, "", title, number_of(heading), division_of(section))
    page.identifier = section.get("id") or ""
    page.kind = kind_of(page, section)
    page.sections = _sections(section)
    page.has_math = next(tree.iter(f"{{{MATHML}}}math"), None) is not None
    tree.set("dir", direction(edition.lang))
    _set_head(tree, f"{page.number}. {title}" if page.number else title)
    _set_roles(body, section, heading, page)
    _say_languages(body)
    return page


def _section(body: Element) -> Element:
    """Return the section of a page: pandoc makes none of what stands behind a box with a heading.

    It begins a new page there, because the heading is one of the level that pages begin with.
    """
    known = next(body.iter(q("section")), None)
    if known is not None:
        return known
    section = make("section")
    section.extend(list(body))
    body.append(section)
    return section


def _level(section: Element, heading: Element) -> None:
    """Let the page's title be h1, and its sections h2, whatever pandoc's splitting needed."""
    shift = 1 - level_of(heading)
    set_level(section, shift)
    below = [level_of(h) for h in section.iter(*HEADINGS) if h is not heading]
    if below and min(below) > 2:
        for other in list(section.iter(*HEADINGS)):
            if other is not heading:
                other.tag = q(f"h{level_of(other) - min(below) + 2}")
                kept = [name for name in classes(other) if not re.fullmatch(r"sub\d", name)]
                set_classes(other, [f"sub{depth_of(level_of(other), 1)}", *kept])


def kind_of(page: Page, section: Element) -> str:
    """Return the EPUB type of a division."""
    if page.division in BODY:
        return page.division
    if has_class(section, "appendix"):
        return "appendix"
    if any("references" in (d.get("class") or "").split() for d in section.iter(q("div"))):
        return "bibliography"
    first = re.match(r"[\w-]*", page.title.casefold())
    return MATTER.get(first[0] if first else "", "")


def _sections(section: Element) -> list[tuple[str, str]]:
    """Return id and title of the sections directly in a division, for the contents."""
    titled = []
    for child in section.iterchildren(q("section")):
        heading = heading_of(child)
        if heading is not None and child.get("id") and title_text(heading):
            titled.append((child.get("id") or "", title_text(heading)))
    return titled


def _set_head(tree: Element, title: str) -> None:
    head = next(tree.iter(q("head")))
    for child in list(head):
        head.remove(child)
    head.append(make("title", title))
    head.append(make("link", "", {"rel": "stylesheet", "type": "text/css", "href": STYLE}))


def _set_roles(body: Element, section: Element, heading: Element | None, page: Page) -> None:
    """Mark what the page is, for reading systems (epub:type) and those who listen (role)."""
    body.set(EPUB_TYPE, BODY.get(page.division, page.division or "bodymatter"))
    if page.kind:
        section.set(EPUB_TYPE, page.kind)
        section.set("role", f"doc-{page.kind}")
        if heading is not None:
            heading.set("id", heading.get("id") or f"{page.identifier}-title")
            section.set("aria-labelledby", heading.get("id") or "")
    for place in section.iter(q("div")):
        if has_class(place, "epigraph"):
            place.set(EPUB_TYPE, "epigraph")


def _say_languages(body: Element) -> None:
    """Reading systems look for xml:lang; pandoc writes lang alone."""
    for element in body.iter():
        lang = element.get("lang")
        if lang:
            element.set(XML_LANG, lang)


def _number_notes(tree: Element, before: int, terms: Terms) -> int:
    """Number a page's notes on from `before`, with ways back; return the last number."""
    for mark in tree.iter(q("a")):
        if mark.get("role") == "doc-noteref":
            number = before + int((mark.get("href") or "#fn0")[3:])
            mark.set("href", f"#fn{number}")
            mark.set("id", f"fnref{number}")
            mark.text = str(number)
    last = before
    for note in tree.iter(q("aside")):
        if note.get("role") == "doc-footnote":
            last = before + int((note.get("id") or "fn0")[2:])
            note.set("id", f"fn{last}")
            _lead_back(note, last, terms)
    for section in tree.iter(q("section")):
        if has_class(section, "footnotes"):
            _name_notes(section, terms)
    return last


def _lead_back(note: Element, number: int, terms: Terms) -> None:
    """Begin a note with its number, which leads back to the text."""
    label = terms.back.format(number)
    attributes = {"href": f"#fnref{number}", "role": "doc-backlink", "aria-label": label}
    link = make("a", f"{number}.", {**attributes, EPUB_TYPE: "backlink"})
    first = note[0] if len(note) else None
    if first is None or local(first) != "p":
        first = make("p")
        note.insert(0, first)
    link.tail, first.text = " " + (first.text or ""), None
    first.insert(0, link)


def _name_notes(section: Element, terms: Terms) -> None:
    section.set("class", "notes")
    section.set("aria-label", terms.notes)
    section.set("role", "group")
    take(section, "id")
    text = section.getprevious()
    if text is not None and text.tag == q("section"):
        text.append(section)
    for rule in list(section.iterchildren(q("hr"))):
        remove(rule)


def _lead_links(pages: list[Page]) -> None:
    """Lead links to figures on other pages, which pandoc's EPUB writer takes to be on the same."""
    homes = {str(e.get("id")): p.name for p in pages for e in p.tree.iter() if e.get("id")}
    for page in pages:
        for link in page.tree.iter(q("a")):
            address = link.get("href") or ""
            home = homes.get(address[1:]) if address.startswith("#") else None
            if home and home != page.name:
                link.set("href", home.removeprefix("text/") + address)


def _name_citations(pages: list[Page]) -> None:
    """Say of each link to an entry of the bibliography that it is one, as pandoc's HTML does.

    The links in notes look like those in the text then: pandoc calls only the latter citations.
    """
    entries = {
        str(entry.get("id"))
        for page in pages
        for entry in page.tree.iter(q("div"))
        if has_class(entry, "csl-entry")
    }
    for page in pages if entries else ():
        for link in page.tree.iter(q("a")):
            if (link.get("href") or "").rpartition("#")[2] in entries:
                link.set("role", "doc-biblioref")
