"""One cause is reported once: EPUBCheck does not repeat our own check, nor that the comparison."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.formats import archive
from octavo.model import rules
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import Finding, Place, Severity
from octavo.press import echoes, verify
from tests.test_epub import PLAIN, build

PAGE = "EPUB/text/ch002.xhtml"
BODY = b"""\
<p id="twice">one <a href="#gone">away</a></p><p id="twice">two</p>
<p><a href="gone.xhtml">off</a> <img alt="x" src="../media/none.png"/></p>
<p><img alt="x" src="https://example.org/x.png"/></p><p>an <p>invalid</p> page</p>
<script>alert(1)</script></body>"""
ITEM = b'<item id="lost" href="styles/lost.css" media-type="text/css"/></manifest>'


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Artefact]:
    return build(tmp_path_factory.mktemp("epub"), PLAIN)


@pytest.fixture(scope="module")
def spoilt(edition: tuple[Job, Artefact]) -> list[Finding]:
    """Spoil an EPUB in many ways at once; return all findings."""
    job, artefact = edition
    files = archive.read(artefact.path)
    good = dict(files)
    files[PAGE] = files[PAGE].replace(b"</body>", BODY)
    files["EPUB/content.opf"] = files["EPUB/content.opf"].replace(b"</manifest>", ITEM)
    archive.write(artefact.path, files, job.epoch)
    own = verify.check([artefact], job)
    both = [*own, *verify.validate_epub(artefact.path, job.project.cache)]
    archive.write(artefact.path, good, job.epoch)
    return both


@pytest.mark.long
def test_epubcheck_adds_only_what_our_check_does_not_say(spoilt: list[Finding]) -> None:
    by_epubcheck = {f.rule for f in spoilt if f.rule.startswith("epubcheck-")}
    repeated = {"rsc-001", "rsc-005", "rsc-006", "rsc-007", "rsc-012", "opf-014"}
    assert {f"epubcheck-{name}" for name in repeated} <= by_epubcheck
    kept = echoes.without_echoes(spoilt)
    left = [f.message for f in kept if f.rule.startswith("epubcheck-")]
    assert left
    assert all('element "' in message for message in left), left
    own = {f.rule for f in kept if not f.rule.startswith("epubcheck-")}
    assert own == {
        *("dead-link", "missing-file", "duplicate-id", "remote-resource"),
        *("script", "epub-manifest", "epub-claim"),
    }


@pytest.mark.long
def test_what_epubcheck_says_has_its_page(
    spoilt: list[Finding], edition: tuple[Job, Artefact]
) -> None:
    name = edition[1].path.name
    places = {f.rule: str(f.place) for f in spoilt if f.rule.startswith("epubcheck-")}
    assert places["epubcheck-rsc-012"].startswith(f"{name}/{PAGE}:")
    assert places["epubcheck-rsc-001"] == f"{name}/EPUB/styles/lost.css"


def fault(rule: str, message: str, page: str = PAGE) -> Finding:
    evidence = (page,) if rule.startswith("epubcheck-") else ()
    place = Place(f"a.epub/{page}" if page else "a.epub")
    return Finding(rule, message, Severity.ERROR, place=place, evidence=evidence, format="epub")


OF_THEIR_OWN = {
    "another page": (
        fault("dead-link", "The link #x leads to no place in it.", "EPUB/text/ch001.xhtml"),
        fault("epubcheck-rsc-012", "Fragment identifier is not defined."),
    ),
    "another identifier": (
        fault("duplicate-id", "The id a is given 2 times."),
        fault("epubcheck-rsc-005", 'Error while parsing file: Duplicate ID "b" (…)'),
    ),
    "an identifier that is part of a word": (
        fault("duplicate-id", "The id a-1 is given 2 times."),
        fault("epubcheck-rsc-005", 'Error while parsing file: Duplicate ID "a" (…)'),
    ),
    "another fault under the same number": (
        fault("duplicate-id", "The id p is given 2 times."),
        fault("epubcheck-rsc-005", 'Error while parsing file: element "p" not allowed here'),
    ),
    "another file": (
        fault("missing-file", "../media/a.png is not there."),
        fault("epubcheck-rsc-007", 'Referenced resource "EPUB/media/b.png" could not be found'),
    ),
    "another part": (
        fault("epub-manifest", "EPUB/a.css is in the manifest but not in the archive.", ""),
        fault("file-unreadable", "It cannot be read: It has no part EPUB/b.css."),
    ),
    "an image that the text does not describe either": (
        fault("image-alt", "Image 3 has no description (alt)."),
        fault("text-differs", "The image “a” reads “b” in the epub.", ""),
    ),
}


@pytest.mark.parametrize("case", OF_THEIR_OWN)
def test_what_is_another_fault_stays(case: str) -> None:
    both = list(OF_THEIR_OWN[case])
    assert echoes.without_echoes(both) == both


def test_a_description_that_is_lost_is_reported_once(edition: tuple[Job, Artefact]) -> None:
    lost = fault("text-differs", "The image “a map” reads “” in the epub.", "")
    assert echoes.without_echoes([fault("image-alt", "Image 3 has no description."), lost]) == [
        lost
    ]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: b"no archive", "It is damaged"),
        (lambda data: data[: len(data) // 2], "It is damaged"),
        (lambda data: data[:3000] + b"12345678" + data[3008:], "It is damaged"),
        (lambda data: b"", "It is damaged"),
    ],
)
def test_a_damaged_epub_is_one_finding(
    edition: tuple[Job, Artefact], tmp_path: Path, damage: object, words: str
) -> None:
    job, artefact = edition
    assert callable(damage)
    good = artefact.path.read_bytes()
    artefact.path.write_bytes(damage(good))
    try:
        findings = verify.once(verify.verify([artefact], job), [])
    finally:
        artefact.path.write_bytes(good)
    (finding,) = findings
    assert finding.rule == "file-unreadable"
    assert words in finding.message


@pytest.mark.parametrize("part", ["EPUB/content.opf", "META-INF/container.xml"])
def test_a_part_that_is_gone_is_named(edition: tuple[Job, Artefact], part: str) -> None:
    job, artefact = edition
    files = archive.read(artefact.path)
    archive.write(artefact.path, {n: d for n, d in files.items() if n != part}, job.epoch)
    try:
        (finding,) = verify.once(verify.verify([artefact], job), [])
    finally:
        archive.write(artefact.path, files, job.epoch)
    assert f"It has no part {part}." in finding.message


def test_the_rules_that_repeat_each_other_are_in_the_table() -> None:
    pairs = [pair for pairs in echoes.PAIRS.values() for pair in pairs]
    assert {rule for pair in pairs for rule in pair.rules} <= rules.table().keys()
