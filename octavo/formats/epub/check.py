"""The cheap checks of an EPUB; EPUBCheck does the rest, later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from octavo.formats import archive
from octavo.formats.html.check import Page, check_pages, resolve, text_of
from octavo.formats.html.tree import EPUB_TYPE, Element, parse, q
from octavo.model.finding import Finding, InputError, Severity

OPF = "{http://www.idpf.org/2007/opf}"
PACKAGE = "EPUB/content.opf"
CONTAINER = "META-INF/container.xml"
AGAIN = "Build it again."


def check(path: Path) -> list[Finding]:
    """Check links, ids, images and notes of the pages, and that the package tells the truth.

    Raises InputError where the file is damaged.
    """
    try:
        members = archive.read(path)
        package = parse(members[PACKAGE], PACKAGE)
    except archive.DAMAGED as fault:
        raise damaged(path, fault) from fault
    items = {i.get("id"): resolve(PACKAGE, i.get("href") or "") for i in package.iter(f"{OPF}item")}
    spine = [items.get(i.get("idref"), "") for i in package.iter(f"{OPF}itemref")]
    pages = [Page(name, parse(members[name], name)) for name in spine if name in members]
    faults = [*_manifest(set(items.values()), members), *_contents(pages, spine)]
    findings = check_pages(pages, set(members), "epub")
    return findings + [Finding(r, m, Severity.ERROR, format="epub") for r, m in faults]


def damaged(path: Path, fault: Exception) -> InputError:
    """Return the error of an EPUB that cannot be read, with the part that it lacks."""
    try:
        held = archive.read(path).keys()
    except archive.DAMAGED:
        return InputError("It is damaged.", hint=AGAIN)
    named = re.findall(r"[\w./-]+\.\w+", str(fault)) if isinstance(fault, KeyError) else []
    for part in (CONTAINER, PACKAGE, *named):
        if part not in held:
            return InputError(f"It has no part {part}.", hint=AGAIN)
    return InputError("It is damaged.", hint=AGAIN)


def front(path: Path) -> tuple[list[str], list[str]]:
    """Return the paragraphs of the title page and of the page behind it."""
    members = archive.read(path)
    names = ("EPUB/text/titlepage.xhtml", "EPUB/text/copyright-page.xhtml")
    trees = [parse(members[name], name) for name in names if name in members]
    lines = [[text_of(e) for tag in ("h1", "p") for e in tree.iter(q(tag))] for tree in trees]
    title, page = [*lines, [], []][:2]
    return title, page


def _manifest(listed: set[str], members: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    held = {name for name in members if name.startswith("EPUB/") and name != PACKAGE}
    for name in sorted(held - listed):
        yield "epub-manifest", f"{name} is in the archive but not in the manifest."
    for name in sorted(listed - held):
        yield "epub-manifest", f"{name} is in the manifest but not in the archive."


def _contents(pages: list[Page], spine: list[str]) -> Iterator[tuple[str, str]]:
    """The contents name each page of the text, in the order of the spine."""
    nav = next((p for p in pages if _nav(p.tree) is not None), None)
    toc = _nav(nav.tree) if nav else None
    if nav is None or toc is None:
        yield "epub-navigation", "There are no contents."
        return
    links = [(a.get("href") or "").partition("#")[0] for a in toc.iter(q("a"))]
    named = list(dict.fromkeys(resolve(nav.name, link) for link in links))
    text = spine[spine.index(nav.name) + 1 :]
    if set(named) <= set(spine) and named != text:  # a dead link has its own finding
        yield "epub-navigation", "The contents and the reading order do not agree."


def _nav(tree: Element) -> Element | None:
    return next((n for n in tree.iter(q("nav")) if n.get(EPUB_TYPE) == "toc"), None)
