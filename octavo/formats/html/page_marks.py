"""The pages of the printed book on the web: an anchor where each begins, and a link to it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from octavo.formats.html import site
from octavo.formats.html.cutter import INDEX
from octavo.formats.html.frame import BLOCKS
from octavo.formats.html.page_breaks import Break, breaks_of
from octavo.formats.html.templates import block, escaped
from octavo.formats.html.tree import PAGE_LINK
from octavo.formats.html.words import File, Spots, by_file, with_marks
from octavo.model.artefact import Artefact, Job
from octavo.model.pages import Printed
from octavo.text.terms import terms_for

MAIN = '<main id="_text"'
FOOT = '<footer class="copyright">'
END = "</main>"


def put_pages(artefact: Artefact, job: Job, printed: Printed) -> None:
    """Put an anchor at the begin of each printed page; a site lists them on its first page."""
    paths = _paths(artefact)
    files = [_file(name, path) for name, path in paths.items()]
    texts = {file.name: file.text for file in files}
    of_text = _of_text(files)
    words = terms_for(job.project.edition.lang).page
    breaks = breaks_of(Spots(of_text), printed)
    together = {one for one, after in pairwise(breaks) if one.spot == after.spot}
    for name, marks in by_file(
        [(one.spot, one.marked(_mark(words, one, shown=one not in together))) for one in breaks]
    ).items():
        texts[name] = with_marks(texts[name], marks)
    if len(files) > 1:
        texts[INDEX] = _listed(texts[INDEX], breaks, job)
    for name, path in paths.items():
        path.write_bytes(texts[name].encode())


def _paths(artefact: Artefact) -> Mapping[str, Path]:
    """Return the pages of an artefact by name, in the order of reading."""
    if not artefact.path.is_dir():
        return {artefact.path.name: artefact.path}
    return {name: artefact.path / name for name in site.read_pages(artefact.path)}


def _file(name: str, path: Path) -> File:
    root = next(site.parse_page(path).iter("main"))
    return File(name, path.read_text(encoding="utf-8"), root, MAIN)


def _mark(words: str, page: Break, *, shown: bool) -> str:
    """Return the markup of a page's begin: a mark for those who listen, and a link to copy.

    Where a page begins within a link there is the mark alone: no link stands in another. Of pages
    that begin at one place, as an empty one and the next, the last is shown.
    """
    link = f'<a class="{PAGE_LINK}" href="#{{0}}" tabindex="-1" aria-hidden="true">{words}</a>'
    label = '<span id="{0}" role="doc-pagebreak" title="{1}"></span>'
    return label + (
        "" if page.spot.linked or not shown else link.replace(words, words.replace("{0}", "{1}"))
    )


def _listed(text: str, breaks: list[Break], job: Job) -> str:
    """Return the first page of a site with the list of the printed pages behind its contents."""
    terms = terms_for(job.project.edition.lang)
    pages = [(f"{one.spot.name}#{one.identifier}", one.label) for one in breaks]
    listed = block(BLOCKS, "printed_pages", label=terms.pages, pages=pages)
    end = FOOT if FOOT in text else END
    return text.replace(end, f"{escaped(listed)}\n{end}", 1)


def _of_text(files: list[File]) -> list[File]:
    """Return the files with the text: a site's first page has none, if there are others."""
    return files[1:] or files


def breaks(artefact: Artefact) -> list[tuple[str, int]]:
    """Return the label of each page's begin, and the number of the word that it stands before."""
    return Spots(_of_text([_file(*one) for one in _paths(artefact).items()])).breaks()
