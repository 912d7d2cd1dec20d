"""Makes small books for tests: Markdown in, a Job for a format out."""

from __future__ import annotations

from pathlib import Path

from octavo import pandoc
from octavo.book.filtering import load
from octavo.book.forms import settle_form
from octavo.book.paragraphs import set_paragraphs
from octavo.model.artefact import Job
from octavo.model.edition import Contributor, Edition, Project
from octavo.model.finding import Finding
from octavo.model.nodes import meta_value
from octavo.prose.prose import Prose

FILTERS = Path(__file__).parents[1] / "filters"
EDITION = Edition(
    title="A Test Book",
    subtitle="With a Subtitle",
    lang="en-GB",
    contributor=(Contributor("Ada Compositor", "Compositor, Ada"),),
    publisher="Octavo",
    date="2026-01-15",
    identifier="urn:uuid:6ba7b811-9dad-51d1-80b4-00c04fd430c8",
)


def make_job(folder: Path, markdown: str, edition: Edition = EDITION) -> tuple[Job, list[Finding]]:
    """Read, divide and cite a text; give the Job and what the filter `divisions` found."""
    source = folder / "book" / "source"
    source.mkdir(parents=True, exist_ok=True)
    (source / "01.md").write_text(markdown, encoding="utf-8")
    document = pandoc.read(markdown.encode())
    document.meta["lang"] = meta_value(edition.lang)
    document.meta["title"] = meta_value(edition.title)
    document.meta["author"] = meta_value([person.name for person in edition.authors])
    prose = Prose(document)
    findings = load(FILTERS / "divisions.py").apply(prose)
    prose.tidy()
    settle_form(document, edition)
    set_paragraphs(document)
    work = folder / "work"
    work.mkdir(exist_ok=True)
    path = folder / "document.json"
    path.write_bytes(document.dumps())
    project = Project(source.parent, (source / "01.md",), edition)
    return Job(path, project, work, "a-test-book", 1768435200), findings
