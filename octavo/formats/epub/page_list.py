"""The page list of an EPUB: where each page of the printed book begins, to the word.

The pages are those of the PDF of the same build, or of the marks that the text brings. The breaks
are put into the finished pages and show nothing; the contents get a list of them, and the package
says what they are of (EPUB Accessibility 1.1, 4.2; EPUB 3.3, 7.4.4; `pageBreakSource`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from octavo.formats import archive
from octavo.formats.epub.check import is_front
from octavo.formats.epub.modified import META, OPF, digest, moment
from octavo.formats.html.page_breaks import Break, breaks_of
from octavo.formats.html.tree import EPUB_TYPE, Element, parse, q
from octavo.formats.html.words import File, Spots, by_file, with_marks
from octavo.model.artefact import Artefact, Job
from octavo.model.pages import Printed
from octavo.text.terms import terms_for

NAV = "EPUB/nav.xhtml"
BEGINS = ("<section", "<nav")
"""How the press's own pages begin, and the contents."""

LANDMARKS = '<nav id="landmarks"'
FEATURES = ("pageBreakMarkers", "pageNavigation", "printPageNumbers")
"""What a page list gives a reader (schema.org's vocabulary; the last is its older name)."""

HAZARD = '<meta property="schema:accessibilityHazard">'
MARK = '<span epub:type="pagebreak" role="doc-pagebreak" id="{}" aria-label="{}"></span>'


def put_pages(artefact: Artefact, job: Job, printed: Printed) -> None:
    """Put the page breaks and the list of the pages into a finished EPUB."""
    members = archive.read(artefact.path)
    files = text_files(members)
    breaks = breaks_of(Spots(files), printed, _fronts(members))
    pieces = by_file([(one.spot, one.marked(MARK)) for one in breaks if one.spot.name != NAV])
    for name, marks in pieces.items():
        members[name] = with_marks(members[name].decode(), marks).encode()
    label = terms_for(job.project.edition.lang).pages
    listed = _navigation(breaks, label)
    members[NAV] = members[NAV].replace(LANDMARKS.encode(), f"{listed}{LANDMARKS}".encode(), 1)
    members[OPF] = _package(members[OPF].decode(), printed.source).encode()
    when = moment(job.project, digest(members)).encode()
    members[OPF] = META.sub(rb"\g<1>" + when + rb"\3", members[OPF])
    archive.write(artefact.path, members, job.epoch)


def text_files(members: Mapping[str, bytes]) -> list[File]:
    """Return the pages of the text in the order of the spine."""
    return [
        File(name, members[name].decode(), body, "<body")
        for name, body in _bodies(members)
        if not is_front(body)
    ]


def _bodies(members: Mapping[str, bytes]) -> Iterable[tuple[str, Element]]:
    opf = members[OPF].decode()
    hrefs = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', opf))
    for name in re.findall(r'<itemref idref="([^"]+)"', opf):
        file = f"EPUB/{hrefs[name]}"
        yield file, next(parse(members[file], file).iter(q("body")))


def _fronts(members: Mapping[str, bytes]) -> list[tuple[File, Sequence[str]]]:
    """Return the press's own pages before the text, contents too, and their words."""
    return [
        (File(name, members[name].decode(), body, BEGINS[name == NAV]), _words(body))
        for name, body in _bodies(members)
        if is_front(body) and not name.endswith("/cover.xhtml")
    ]


def _words(body: Element) -> list[str]:
    return " ".join(map(str, body.itertext())).split()


def _navigation(breaks: Sequence[Break], label: str) -> str:
    lines = "".join(
        f'<li><a href="{_address(one)}">{escape(one.label)}</a></li>\n' for one in breaks
    )
    return (
        '<nav id="page-list" epub:type="page-list" role="doc-pagelist" '
        f'aria-label="{escape(label)}" hidden="hidden">\n<ol>\n{lines}</ol>\n</nav>\n'
    )


def _address(one: Break) -> str:
    """Return where a page begins; in the contents, which may hold nothing else, they as a whole."""
    if one.spot.name == NAV:
        return "nav.xhtml#toc"
    return f"{one.spot.name.removeprefix('EPUB/')}#{one.identifier}"


def _package(opf: str, source: str) -> str:
    """Say in the package that there are pages, and what they are of."""
    written = f"<dc:source>{escape(source, quote=False)}</dc:source>\n"
    named = f'<dc:source id="page-source">{escape(source, quote=False)}</dc:source>\n'
    if written in opf:
        opf = opf.replace(written, named, 1)
    else:
        opf = opf.replace('<meta property="dcterms:modified">', named + MODIFIED, 1)
    metas = [
        '<meta property="source-of" refines="#page-source">pagination</meta>',
        f'<meta property="pageBreakSource">{escape(source, quote=False)}</meta>',
        *(f'<meta property="schema:accessibilityFeature">{one}</meta>' for one in FEATURES),
    ]
    return opf.replace(HAZARD, "\n".join([*metas, HAZARD]), 1)


MODIFIED = '<meta property="dcterms:modified">'


def breaks(artefact: Artefact) -> list[tuple[str, int]]:
    """Return the label of each page break of an EPUB's text, and the word that it stands before.

    Only those that the list of the pages names are there for a reader.
    """
    members = archive.read(artefact.path)
    tree = parse(members[NAV], NAV)
    listed = [
        (link.get("href") or "", "".join(map(str, link.itertext())))
        for nav in tree.iter(q("nav"))
        if nav.get(EPUB_TYPE) == "page-list"
        for link in nav.iter(q("a"))
    ]
    standing = Spots(text_files(members)).breaks()
    labels = {label for _, label in listed}
    return [one for one in standing if one[0] in labels]
