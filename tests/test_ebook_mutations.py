"""Each fault of a finished e-book or site is found by its content, at the line of its source."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from octavo.formats import archive
from octavo.formats.epub.page_list import put_pages
from octavo.formats.html.page_marks import put_pages as put_into_site
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import Finding, Severity
from octavo.model.pages import Page, PageLine, PageMap, Printed
from octavo.press import page_map, paging
from octavo.press import verify as press_verify
from tests.ebook_mutations import EPUB, SITE, TEXT, Mutation
from tests.making import EDITION, make_job
from tests.test_ebook_wounds import EPUB as EPUB_FORMAT
from tests.test_ebook_wounds import HTML as HTML_FORMAT
from tests.test_ebook_wounds import give_dot


@dataclass(frozen=True, slots=True)
class Text:
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """A finished e-book and site with the pages that they list."""

    job: Job
    epub: Artefact
    site: Artefact
    pages: PageMap

    def findings(self, artefact: Artefact) -> list[Finding]:
        """Give what is found in an artefact, at the places of the source."""
        job = self.job
        findings = press_verify.verify([artefact], job) + paging.unlike([artefact], self.pages, job)
        return press_verify.placed(findings, [Text("source/01.md", TEXT)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("mutations")
    give_dot(folder)
    job, _ = make_job(folder, TEXT, EDITION)
    (epub,) = EPUB_FORMAT.write(job)
    _, site = HTML_FORMAT.write(job)
    canon = reading.canon(job.document)
    starts = [0, canon.body.index("First") - 1, canon.body.index("Light")]
    ends = [*starts[1:], len(canon.body)]
    lines = [PageLine(1, one, two) for one, two in zip(starts, ends, strict=True)]
    listed = tuple(Page(str(n), (line,)) for n, line in enumerate(lines, 1))
    pages = PageMap({}, {}, page_map.digest(canon), ("source/01.md",), listed)
    printed = Printed(tuple(pages.starts()), (), "urn:isbn:9780306406157")
    put_pages(epub, job, printed)
    put_into_site(site, job, printed)
    return Made(job, epub, site, pages)


def test_the_book_itself_is_right(made: Made) -> None:
    assert made.findings(made.epub) == []
    assert made.findings(made.site) == []


def look(findings: list[Finding], mutation: Mutation) -> None:
    """A fault is an error, and one finding of it stands at its line."""
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert errors, f"{mutation.name}: not found"
    if mutation.line:
        lines = TEXT.splitlines()
        places = [one.place for one in errors if one.place and one.place.line]
        shown = [lines[place.line - 1] for place in places if place]
        assert any(mutation.line in line for line in shown), (shown, [e.message for e in errors])


@pytest.mark.parametrize("mutation", EPUB, ids=[one.name for one in EPUB])
def test_a_fault_of_an_e_book_is_found(made: Made, mutation: Mutation, tmp_path: Path) -> None:
    members = archive.read(made.epub.path)
    text = members[mutation.file].decode()
    assert mutation.before in text, text
    members[mutation.file] = text.replace(mutation.before, mutation.after).encode()
    path = tmp_path / made.epub.path.name
    archive.write(path, members, 0)
    look(made.findings(replace(made.epub, path=path)), mutation)


def test_an_e_book_without_contents_is_an_error(made: Made, tmp_path: Path) -> None:
    """Neither by its kind nor by its name: an independent reader looks for both."""
    members = archive.read(made.epub.path)
    nav = re.sub(rb'[\w:]+="(?:doc-)?toc"', b"", members["EPUB/nav.xhtml"])
    path = tmp_path / made.epub.path.name
    archive.write(path, members | {"EPUB/nav.xhtml": nav}, 0)
    findings = made.findings(replace(made.epub, path=path))
    assert {"epub-navigation", "file-unreadable"} <= {one.rule for one in findings}


@pytest.mark.parametrize("mutation", SITE, ids=[one.name for one in SITE])
def test_a_fault_of_a_site_is_found(made: Made, mutation: Mutation, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(made.site.path, folder)
    file = folder / mutation.file
    text = file.read_text("utf-8")
    assert mutation.before in text, text
    file.write_text(text.replace(mutation.before, mutation.after), "utf-8")
    look(made.findings(replace(made.site, path=folder)), mutation)
