"""Reads artefacts back: each by its own rules, and all against the one text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from octavo.book import source
from octavo.formats import load
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import Finding, InputError, Place, Severity, Tier
from octavo.press import agreement, locate, manifest

Part = Callable[[Sequence[Artefact], Job], list[Finding]]
"""A part of the verification of one format's artefacts."""


def parts(name: str, artefacts: Sequence[Artefact]) -> list[tuple[Part, list[Artefact]]]:
    """Give the parts of the verification of a format's artefacts, to be done side by side.

    Reading a set book takes as long as checking its pages; elsewhere both share what they parse.
    """
    if name != "pdf":
        return [(verify, list(artefacts))]
    return [*((compare, [artefact]) for artefact in artefacts), (check, list(artefacts))]


def verify(artefacts: Sequence[Artefact], job: Job) -> list[Finding]:
    """Check one format's artefacts, and hold them against the text."""
    return [*check(artefacts, job), *compare(artefacts, job)]


def check(artefacts: Sequence[Artefact], job: Job) -> list[Finding]:
    """Check artefacts, each by its format's own rules."""
    return [finding for artefact in artefacts for finding in _told(_checked, artefact, job)]


def compare(artefacts: Sequence[Artefact], job: Job) -> list[Finding]:
    """Hold what a reader meets in artefacts against the text."""
    return [finding for artefact in artefacts for finding in _told(_compared, artefact, job)]


def _checked(artefact: Artefact, job: Job) -> list[Finding]:
    return load(module_of(artefact.format)).check(artefact, job)


def _compared(artefact: Artefact, job: Job) -> list[Finding]:
    found = load(module_of(artefact.format)).read(artefact, job)
    if found is None:
        return []
    joined = artefact.format.startswith("pdf")
    return agreement.compare(reading.canon(job.document), found, artefact.format, joined=joined)


def _told(
    work: Callable[[Artefact, Job], list[Finding]], artefact: Artefact, job: Job
) -> list[Finding]:
    try:
        findings = work(artefact, job)
    except InputError as fault:
        return [_error("artefact-unreadable", f"It cannot be read: {fault}", artefact)]
    return [replace(finding, format=artefact.format) for finding in findings]


def _error(rule: str, message: str, artefact: Artefact, hint: str = "") -> Finding:
    place, made_as = Place(artefact.path.name), artefact.format
    return Finding(rule, message, Severity.ERROR, place=place, hint=hint, format=made_as)


def unlike_manifest(artefacts: Iterable[Artefact], out: Path) -> list[Finding]:
    """Give an error for each artefact that is no longer what was built."""
    known = manifest.read(out) or manifest.Manifest()
    message = "This is not what was built: its bytes have changed."
    hint = "Move it away, or delete it, and build again."
    return [
        _error("artefact-changed", message, artefact, hint)
        for artefact in artefacts
        if artefact.sha256 and not known.is_as_made(artefact.path)
    ]


def validate_epub(path: Path, cache: Path) -> list[Finding]:
    """Send an EPUB through EPUBCheck, unless its verdict on these bytes is in the cache."""
    from octavo.formats.epub.epubcheck import epubcheck

    try:
        findings = epubcheck(path, cache)
    except InputError as fault:
        findings = [unverified("epubcheck-missing", str(fault), path.name)]
    except OSError as fault:
        words = f"EPUBCheck has not run: {fault.strerror or fault}."
        findings = [unverified("epubcheck-missing", words, path.name)]
    return [replace(finding, format="epub") for finding in findings]


def unverified(rule: str, message: str, name: str) -> Finding:
    """Give the error that says that an artefact could not be verified."""
    return Finding(rule, message, Severity.ERROR, place=Place(name))


def unproven_epub(path: Path, _: Path) -> list[Finding]:
    """Say of a draft's EPUB that EPUBCheck has not seen it."""
    message = "This is a draft: EPUBCheck has not seen it."
    hint = "Run `octavo build` before it goes to a shop."
    where = Place(path.name)
    return [Finding("epub-draft", message, tier=Tier.FLAG, place=where, hint=hint, format="epub")]


def module_of(format_name: str) -> str:
    """Give the format whose module makes an artefact: `pdf` for `pdf-print`, `html` for `site`."""
    return "html" if format_name == "site" else format_name.partition("-")[0]


def placed(findings: Iterable[Finding], chapters: list[source.Chapter]) -> list[Finding]:
    """Give a difference between text and artefact its place, found by the words around it."""
    return [
        finding if finding.place else finding.at(_place(finding, chapters)) for finding in findings
    ]


def _place(finding: Finding, chapters: list[source.Chapter]) -> Place | None:
    left, right = finding.context
    return locate.find(chapters, left, finding.before, right)


def named(artefacts: Sequence[Artefact], files: Sequence[Path]) -> list[Artefact]:
    """Give those artefacts that some files are, with those of the same format.

    These are proven together: a print PDF by the pages of the screen PDF. Raises InputError for a
    file that the last build did not make.
    """
    names = {artefact.path.name: module_of(artefact.format) for artefact in artefacts}
    for file in files:
        if file.name not in names:
            near = get_close_matches(file.name, names, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"It made {', '.join(sorted(names))}."
            raise InputError(f"The last build did not make {file}.", hint=hint)
    wanted = {names[file.name] for file in files}
    return [artefact for artefact in artefacts if module_of(artefact.format) in wanted]


def artefacts_in(out: Path) -> list[Artefact]:
    """Give the artefacts that the manifest of a folder lists.

    Raises InputError where there is no build, the manifest is wrong, or an artefact is gone.
    """
    known = manifest.read(out)
    if known is None:
        raise InputError(
            f"There is no build in {out.name}/ to verify.", hint="Run `octavo build` first."
        )
    for artefact in known.artefacts:
        _check_there(artefact.path, known)
    return list(known.artefacts)


def _check_there(path: Path, known: manifest.Manifest) -> None:
    """Refuse an artefact that is gone, or is a link, a pipe or a device now: it is not opened."""
    if not os.path.lexists(path):
        raise InputError(
            f"{path.name} is gone from {path.parent.name}/.", hint="Run `octavo build` again."
        )
    listed = {name for made in known.made.get(path.name, ()) for name in made.files}
    parts = [path / name for name in listed if os.path.lexists(path / name)]
    kind = path.is_dir() if path.name == manifest.SITE else path.is_file()
    if not kind or path.is_symlink() or any(p.is_symlink() or not p.is_file() for p in parts):
        raise InputError(
            "This is not what was built: it is a link, or no file any more.",
            place=Place(f"{path.parent.name}/{path.name}"),
            hint="Move it away, and run `octavo build` again.",
        )
