"""The cheap checks of an EPUB; EPUBCheck does the rest, later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from octavo.formats import archive
from octavo.formats.epub import claims_read, package_check
from octavo.formats.epub.pages import is_leaf
from octavo.formats.html import kept, statement
from octavo.formats.html.check import Page, check_pages, found_in, resolve, text_of
from octavo.formats.html.tree import EPUB_TYPE, Element, parse, q
from octavo.model import reading
from octavo.model.artefact import Job
from octavo.model.edition import Edition
from octavo.model.finding import Finding, InputError, Place, Severity
from octavo.model.rules import severity

OPF = "{http://www.idpf.org/2007/opf}"
PACKAGE = "EPUB/content.opf"
CONTAINER = "META-INF/container.xml"
AGAIN = "Build it again."
CERTIFIED = "certified-unsaid"
FRONT = frozenset(("cover", "titlepage", "copyright-page", "toc"))


def check(path: Path, job: Job) -> list[Finding]:
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
    nav = next((str(i.get("href")) for i in package.iter(f"{OPF}item") if _is_nav(i)), "")
    listed = _listed(resolve(PACKAGE, nav), members)
    faults = [*_manifest(set(items.values()), members), *_contents(listed, pages)]
    faults += [("epub-claim", message) for message in claims_read.faults(members)]
    of_text = [page for page in pages if not is_front(page.tree)]
    more = [
        *package_check.faults(members, package, pages, job.project.edition),
        *kept.faults(of_text, reading.document(job.document)),
    ]
    findings = [*check_pages(pages, set(members), "epub"), *found_in(more, "epub")]
    findings += _uncertified(members[PACKAGE], job.project.edition)
    return findings + [Finding(r, m, Severity.ERROR, format="epub") for r, m in faults]


def _uncertified(package: bytes, edition: Edition) -> Iterator[Finding]:
    """Yield a warning where a certificate is not passed on: the content does not conform."""
    asked = edition.accessibility
    if asked is None or not asked.certified_by or b"certifiedBy" in package:
        return
    yield Finding(
        CERTIFIED,
        f"The e-book does not say that {asked.certified_by} has certified it: it does not conform.",
        severity(CERTIFIED),
        place=Place("metadata/edition.yaml"),
        hint="Describe each picture, mend formulas and headings; or take certified-by out.",
        format="epub",
    )


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
    """Return the paragraphs of the title page and of the page behind it.

    An article has its title on the first page of its text.
    """
    members = archive.read(path)
    titled = "titlepage" if "EPUB/text/titlepage.xhtml" in members else "ch001"
    names = (f"EPUB/text/{titled}.xhtml", "EPUB/text/copyright-page.xhtml")
    trees = [parse(members[name], name) if name in members else None for name in names]
    title, page = (
        [] if tree is None else [text_of(e) for tag in ("h1", "p") for e in tree.iter(q(tag))]
        for tree in trees
    )
    return title, page


def _manifest(listed: set[str], members: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    held = {name for name in members if name.startswith("EPUB/") and name != PACKAGE}
    for name in sorted(held - listed):
        yield "epub-manifest", f"{name} is in the archive but not in the manifest."
    for name in sorted(listed - held):
        yield "epub-manifest", f"{name} is in the manifest but not in the archive."


def is_front(body: Element) -> bool:
    """Whether a page is the press's own: cover, title page, copyright page, contents."""
    return any(
        section.get(EPUB_TYPE) in FRONT or section.get("id") == statement.NAME
        for section in body.iter(q("section"), q("nav"))
    )


def _is_nav(item: Element) -> bool:
    return "nav" in (item.get("properties") or "").split()


def _listed(nav: str, members: dict[str, bytes]) -> list[str]:
    """Return the pages that the contents name, in order; the contents need not be in the spine."""
    tree = parse(members[nav], nav) if nav in members else None
    toc = None if tree is None else next(filter(_is_toc, tree.iter(q("nav"))), None)
    links = [] if toc is None else [a.get("href") or "" for a in toc.iter(q("a"))]
    return list(dict.fromkeys(resolve(nav, link.partition("#")[0]) for link in links))


def _is_toc(nav: Element) -> bool:
    return nav.get(EPUB_TYPE) == "toc"


def _contents(listed: list[str], pages: list[Page]) -> Iterator[tuple[str, str]]:
    """The contents name each page of the text but a dedication, in the order of the spine."""
    own = {page.name for page in pages if is_front(page.tree)}
    leaves = {page.name for page in pages if is_leaf(page.tree)} - {*listed}
    text = [page.name for page in pages if page.name not in own | leaves]
    listed = [name for name in listed if name not in own]
    if not listed:
        yield "epub-navigation", "There are no contents."
    elif set(listed) <= {page.name for page in pages} and listed != text:
        yield "epub-navigation", "The contents and the reading order do not agree."
