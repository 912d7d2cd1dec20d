"""What an e-book says of its accessibility is computed, and read once more from the file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from octavo.formats import archive
from octavo.formats.epub import claims_read
from octavo.formats.epub.page_list import put_pages
from octavo.model.finding import Severity
from octavo.model.groups import Accessibility
from tests.making import EDITION, make_job
from tests.test_ebook_wounds import EPUB, HTML, give_dot
from tests.test_epub import OPF
from tests.test_page_list import pages_at

WHOLE = '# One\n\n![A dot.](dot.png){alt="A black dot"}\n\nSo $a^2$.\n'
CAPTION = "# One\n\n![A dot.](dot.png)\n"
UNDESCRIBED = "# One\n\n![](dot.png)\n"
TYPED = "# One\n\nSo $\\nowhere{x}^2$ and $a$.\n"
PLAIN = "# One\n\nText.\n\n![](dot.png){.decorative}\n"


def members_of(folder: Path, text: str, **record: object) -> dict[str, bytes]:
    give_dot(folder)
    job, _ = make_job(folder, text, replace(EDITION, **record))  # type: ignore[arg-type]
    (artefact,) = EPUB.write(job)
    assert not [one for one in EPUB.check(artefact, job) if one.rule == "epub-claim"]
    return archive.read(artefact.path)


def said(members: dict[str, bytes], name: str) -> list[str]:
    return re.findall(rf'<meta property="{name}"[^>]*>([^<]*)</meta>', members[OPF].decode())


@pytest.mark.parametrize(
    ("text", "sufficient", "features", "conforms"),
    [
        (WHOLE, ["textual,visual", "textual"], {"alternativeText", "MathML", "describedMath"}, 1),
        (CAPTION, ["textual,visual"], set(), 0),
        (UNDESCRIBED, ["textual,visual"], set(), 0),
        (TYPED, ["textual,visual"], set(), 0),
        (PLAIN, ["textual"], set(), 1),
    ],
)
def test_what_is_said_is_what_the_content_shows(
    tmp_path: Path, text: str, sufficient: list[str], features: set[str], conforms: int
) -> None:
    members = members_of(tmp_path, text)
    assert said(members, "schema:accessModeSufficient") == sufficient
    named = set(said(members, "schema:accessibilityFeature"))
    assert named & {"alternativeText", "MathML", "describedMath"} == features
    assert len(said(members, "dcterms:conformsTo")) == conforms
    assert list(claims_read.faults(members)) == []


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("paged")
    give_dot(folder)
    job, _ = make_job(folder, WHOLE, EDITION)
    (artefact,) = EPUB.write(job)
    put_pages(artefact, job, pages_at(job, 0, 2))
    return archive.read(artefact.path)


CLAIM = re.compile(
    r'<meta property="(schema:access\w+|dcterms:conformsTo|pageBreakSource)"[^>]*>([^<]*)</meta>\n'
)


def test_each_claim_that_is_lost_or_changed_is_an_error(paged: dict[str, bytes]) -> None:
    """Of every claim in the package: it is taken out, it says another thing, it is said of none."""
    assert list(claims_read.faults(paged)) == []
    opf = paged[OPF].decode()
    lines = list(CLAIM.finditer(opf))
    assert len(lines) > 15
    for line in lines:
        lost = opf.replace(line[0], "", 1)
        assert list(claims_read.faults(paged | {OPF: lost.encode()})), line[0]
        if line[1] != "pageBreakSource":
            other = opf.replace(line[0], line[0].replace(f">{line[2]}<", ">flashing<"), 1)
            assert list(claims_read.faults(paged | {OPF: other.encode()})), line[0]
    for name, value in (("schema:accessibilityFeature", "longDescription"),
                        ("schema:accessMode", "auditory"),
                        ("schema:accessibilityHazard", "noFlashingHazard")):  # fmt: skip
        more = opf.replace("</metadata>", f'<meta property="{name}">{value}</meta></metadata>')
        messages = list(claims_read.faults(paged | {OPF: more.encode()}))
        assert messages == [f"It says {name} {value}, and its content does not bear that out."]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('alt="A black dot"', 'alt="A dot."'),
        (' alt="A black dot"', ""),
        (' alttext="a^2"', ""),
        ("h1", "h3"),
        ('<html ', '<html data-x="" '),
        ('role="doc-pagebreak"', 'role="none"'),
    ],
)  # fmt: skip
def test_content_that_no_longer_bears_a_claim_is_an_error(
    paged: dict[str, bytes], before: str, after: str
) -> None:
    name = "EPUB/text/ch001.xhtml"
    page = paged[name].decode()
    assert before in page
    changed = page.replace(before, after)
    if before == "<html ":
        changed = changed.replace(' lang="en-GB"', "", 1)
    assert list(claims_read.faults(paged | {name: changed.encode()}))


def test_who_has_certified_is_said_where_the_edition_says_it(tmp_path: Path) -> None:
    asked = Accessibility("access@press.example", "A Body")
    opf = members_of(tmp_path, WHOLE, accessibility=asked)[OPF].decode()
    assert '<meta property="a11y:certifiedBy" refines="#conformance">A Body</meta>' in opf


def test_a_certificate_that_is_not_passed_on_is_told(tmp_path: Path) -> None:
    """A book with a picture that nobody described does not conform."""
    asked = Accessibility("access@press.example", "A Body")
    job, _ = make_job(tmp_path, "# One\n\n![](dot.png)\n", replace(EDITION, accessibility=asked))
    give_dot(tmp_path)
    (epub,) = EPUB.write(job)
    assert b"certifiedBy" not in archive.read(epub.path)[OPF]
    [finding] = [one for one in EPUB.check(epub, job) if one.rule == "certified-unsaid"]
    assert finding.severity is Severity.WARNING
    assert "does not say that A Body has certified it" in finding.message
    assert str(finding.place) == "metadata/edition.yaml"


@pytest.mark.parametrize(
    ("lang", "title"), [("en-GB", "Accessibility"), ("de", "Barrierefreiheit")]
)
def test_a_statement_says_whom_to_ask(tmp_path: Path, lang: str, title: str) -> None:
    """It is in the contents of the e-book, and the first page of the site leads to it."""
    give_dot(tmp_path)
    asked = Accessibility("access@press.example")
    job, _ = make_job(tmp_path, WHOLE, replace(EDITION, lang=lang, accessibility=asked))
    (epub,) = EPUB.write(job)
    assert EPUB.check(epub, job) == []
    members = archive.read(epub.path)
    page = members["EPUB/text/accessibility.xhtml"].decode()
    assert "access@press.example" in page
    assert f'<a href="text/accessibility.xhtml">{title}</a>' in members["EPUB/nav.xhtml"].decode()
    _, site = HTML.write(job)
    assert HTML.check(site, job) == []
    index = (site.path / "index.html").read_text("utf-8")
    assert f'<a href="accessibility.html">{title}</a>' in index
    assert "access@press.example" in (site.path / "accessibility.html").read_text("utf-8")


def test_a_statement_in_english_says_that_it_is(tmp_path: Path) -> None:
    asked = Accessibility("access@press.example")
    page = members_of(tmp_path, PLAIN, lang="eo", accessibility=asked)[
        "EPUB/text/accessibility.xhtml"
    ]
    assert b'class="statement" lang="en"' in page


def test_without_a_contact_there_is_no_statement(tmp_path: Path) -> None:
    assert "EPUB/text/accessibility.xhtml" not in members_of(tmp_path, PLAIN)


@pytest.mark.parametrize(
    ("data", "moves"),
    [
        (b"\x89PNG\r\n\x1a\n....IHDR....acTL....IDAT....", True),
        (b"\x89PNG\r\n\x1a\n....IHDR....IDAT..acTL..ANIM", False),
        (b"RIFF....WEBPVP8X....\x02...ANIM", True),
        (b"RIFF....WEBPVP8 ........ANIM", False),
    ],
)
def test_a_picture_moves_by_its_head_and_not_by_its_pixels(data: bytes, moves: bool) -> None:
    assert claims_read._moves(data) is moves
