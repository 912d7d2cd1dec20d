"""Whether the package, the contents and the pages of an EPUB say what the edition and the text say.

It reads the finished file: by the edition's own values and by the words on the pages, never by what
the writer had in mind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from octavo.files import xml
from octavo.formats.epub.metadata import identifier_of
from octavo.formats.html import page_check
from octavo.formats.html.faults import Fault, Page, line_of
from octavo.formats.html.tree import EPUB_TYPE, Element, q
from octavo.model.edition import Edition
from octavo.text.terms import terms_for

X = {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}
NAV = "EPUB/nav.xhtml"
COLOUR = re.compile(r"(?<![\w-])(color|background(?:-color)?)\s*:\s*([^;}]+)")
PLAIN = frozenset(("inherit", "#fff"))
"""Colours that a book may set: the reader's own, and white behind a drawing."""


def faults(
    members: Mapping[str, bytes], package: Any, pages: Sequence[Page], edition: Edition
) -> Iterator[Fault]:
    """Yield what package, contents and pages do not say as edition and text do."""
    yield from _metadata(package, edition)
    yield from _colours(members, pages)
    nav = xml.parse_made(members[NAV]) if NAV in members else None
    for page in pages:
        titled = not _kinds(page.tree) & {"titlepage"}
        yield from page_check.faults(page, edition, is_titled=titled)
    if nav is not None:
        yield from _contents(nav, pages, edition)
        yield from _landmarks(nav, pages)


def _metadata(package: Any, edition: Edition) -> Iterator[Fault]:
    declared = {
        name: [str(one) for one in package.xpath(f"//d:{name}/text()", namespaces=X)]
        for name in ("title", "language", "identifier", "creator", "publisher", "date")
    }
    names = [person.name for person in edition.authors]
    right = {
        "title": [one for one in (edition.title, edition.subtitle) if one],
        "language": [edition.lang],
        "creator": names,
        "publisher": [edition.publisher] if edition.publisher else [],
        "date": [edition.date] if edition.date else [],
    }
    for name, values in right.items():
        if declared[name] != values:
            one, two = "; ".join(declared[name]), "; ".join(values)
            message = f"The package says {name} “{one}”, and the edition “{two}”."
            yield Fault("package-differs", "EPUB/content.opf", message, before=two)
    if identifier_of(edition) not in declared["identifier"]:
        message = f"The package does not bear the identifier {identifier_of(edition)}."
        yield Fault("package-differs", "EPUB/content.opf", message)
    cover = package.xpath("//o:item[contains(@properties,'cover-image')]", namespaces=X)
    if not cover:
        yield Fault("package-differs", "EPUB/content.opf", "The package names no cover.")


def _contents(nav: Any, pages: Sequence[Page], edition: Edition) -> Iterator[Fault]:
    """Each line of the contents has the words of the heading that it leads to."""
    toc = next((e for e in nav.iter(q("nav")) if e.get(EPUB_TYPE) == "toc"), None)
    if toc is None:
        return
    title = next(toc.iter(q("h1")), None)
    if title is None or (title.text or "") != terms_for(edition.lang).contents:
        message = "The contents do not bear their name."
        yield Fault("contents-differ", NAV, message)
    by_name = {page.name.removeprefix("EPUB/"): page.tree for page in pages}
    yield from page_check.contents(list(toc.iter(q("a"))), by_name, NAV)


def _landmarks(nav: Any, pages: Sequence[Page]) -> Iterator[Fault]:
    """The landmarks lead to what they are called: the first division of the text, the contents."""
    marks = next((e for e in nav.iter(q("nav")) if e.get(EPUB_TYPE) == "landmarks"), None)
    links = [] if marks is None else list(marks.iter(q("a")))
    leads = {link.get(EPUB_TYPE) or "": link.get("href") or "" for link in links}
    named = {page.name.removeprefix("EPUB/"): page for page in pages}
    kinds = {name: _kinds(page.tree) for name, page in named.items()}
    body = next((name for name, of in kinds.items() if of & {"part", "chapter"}), None)
    if marks is None or "bodymatter" not in leads:
        yield Fault("landmarks", NAV, "The landmarks do not say where the text starts.")
    elif body and leads["bodymatter"].partition("#")[0] != body:
        yield Fault("landmarks", NAV, "The landmark of the text's start leads elsewhere.")
    for kind in ("cover", "titlepage", "copyright-page", "bibliography"):
        homes = {name for name, of in kinds.items() if kind in of}
        if homes and leads.get(kind, "").partition("#")[0] not in homes:
            message = f"The landmark {kind} is not there, or leads elsewhere."
            yield Fault("landmarks", NAV, message)


def _kinds(tree: Element) -> set[str]:
    return {str(e.get(EPUB_TYPE)) for e in tree.iter(q("section")) if e.get(EPUB_TYPE)}


def _colours(members: Mapping[str, bytes], pages: Sequence[Page]) -> Iterator[Fault]:
    """The reader chooses the colours: a book sets none of the text (WCAG 2.2, 1.4.3)."""
    for name, data in members.items():
        if name.endswith(".css"):
            for match in COLOUR.finditer(data.decode("utf-8", "replace")):
                if match[2].strip() not in PLAIN:
                    yield Fault("colour-set", name, f"The style sheet sets {match[0].strip()}.")
    for page in pages:
        for element in page.tree.iter():
            if COLOUR.search(element.get("style") or ""):
                words = " ".join("".join(map(str, element.itertext())).split())
                message = f"{element.get('style')} is set on “{words[:40]}”."
                yield Fault("colour-set", page.name, message, words, line=line_of(element))
