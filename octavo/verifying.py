"""Reads artefacts back: each by its own rules, and all against the one text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import orjson

from octavo import agreement, fresh, locating, reading, source
from octavo.artefact import Artefact, Job, Reading
from octavo.ast import Document
from octavo.finding import Finding, InputError, Place, Severity, Tier
from octavo.formats import load


def verify(artefact: Artefact, job: Job) -> list[Finding]:
    """Check an artefact by itself, and hold what a reader meets in it against the text."""
    module = load(module_of(artefact.format))
    try:
        findings = module.check(artefact, job)
        found = module.read(artefact, job)
    except InputError as fault:
        return [_error("artefact-unreadable", f"It cannot be read: {fault}", artefact)]
    joined = artefact.format.startswith("pdf")
    findings += agreement.compare(_canon(job.document), found, artefact.format, joined=joined)
    return [replace(finding, format=artefact.format) for finding in findings]


def _error(rule: str, message: str, artefact: Artefact) -> Finding:
    place = Place(artefact.path.name)
    return Finding(rule, message, Severity.ERROR, Tier.FLAG, place=place, format=artefact.format)


def unlike_manifest(artefact: Artefact) -> list[Finding]:
    """Give an error where an artefact is no longer the file that was built."""
    if not artefact.sha256 or fresh.digest(artefact.path) == artefact.sha256:
        return []
    message = "This is not the file that was built: its bytes have changed. Build it again."
    return [_error("artefact-changed", message, artefact)]


def validate_epub(path: Path, cache: Path) -> list[Finding]:
    """Send an EPUB through EPUBCheck, unless its verdict on these bytes is in the cache."""
    from octavo.formats.epub.epubcheck import epubcheck

    return [replace(finding, format="epub") for finding in epubcheck(path, cache / "epubcheck")]


def module_of(format_name: str) -> str:
    """Give the format whose module makes an artefact: `pdf` for `pdf-print`, `html` for `site`."""
    return "html" if format_name == "site" else format_name.partition("-")[0]


@lru_cache(maxsize=1)
def _canon(document: Path) -> Reading:
    return reading.read(Document.loads(document.read_bytes()))


def placed(findings: Iterable[Finding], chapters: list[source.Chapter]) -> list[Finding]:
    """Give a difference between text and artefact its place, found by the words around it."""
    return [
        finding if finding.place else finding.at(_place(finding, chapters)) for finding in findings
    ]


def _place(finding: Finding, chapters: list[source.Chapter]) -> Place | None:
    left, right = finding.context
    return locating.find(chapters, left, finding.before, right)


def listed_in(out: Path) -> set[str]:
    """Give the names of the artefacts that a folder's manifest lists; none without a manifest."""
    try:
        return {artefact.path.name for artefact in artefacts_in(out)}
    except InputError:
        return set()


def artefacts_in(out: Path) -> list[Artefact]:
    """Give the artefacts that the manifest of a folder lists.

    Raises InputError where there is no build, or an artefact of it is gone.
    """
    try:
        listed = orjson.loads((out / "manifest.json").read_bytes())["artefacts"]
        artefacts = [
            Artefact(a["format"], out / Path(a["path"]).name, a["media-type"], a["sha256"])
            for a in listed
        ]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as fault:
        raise InputError(
            f"There is no build in {out.name}/ to verify.", hint="Run `octavo build` first."
        ) from fault
    for artefact in artefacts:
        if not artefact.path.exists():
            raise InputError(
                f"{artefact.path.name} is gone from {out.name}/.", hint="Run `octavo build` again."
            )
    return artefacts
