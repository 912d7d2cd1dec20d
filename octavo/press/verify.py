"""Checks artefacts: each by its own rules, and all against the one text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from octavo.book import printers
from octavo.formats import load
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import Finding, InputError, Place, Severity, Tier
from octavo.model.printers import Printer
from octavo.model.structure import of_document
from octavo.press import agreement, locate, manifest, page_map, structure

FORMULAS = ("formula", "docx-formula", "pdf-formula")
"""Rules that report a formula which a format cannot set."""

METADATA = "metadata/"
"""Where a finding stands that is about what the metadata say, whichever file it was made in."""

Part = Callable[[Sequence[Artefact], Job], list[Finding]]
"""A part of the verification of one format's artefacts."""


def parts(name: str, artefacts: Sequence[Artefact]) -> list[tuple[Part, list[Artefact]]]:
    """Return the parts of the verification of a format's artefacts, to be done side by side.

    Reading a set book takes as long as checking its pages; elsewhere both share what they parse.
    """
    if name != "pdf":
        return [(verify, list(artefacts))]
    return [*((compare, [artefact]) for artefact in artefacts), (check, list(artefacts))]


def verify(artefacts: Sequence[Artefact], job: Job) -> list[Finding]:
    """Check one format's artefacts, and compare them with the text."""
    return [*check(artefacts, job), *compare(artefacts, job)]


def check(artefacts: Sequence[Artefact], job: Job) -> list[Finding]:
    """Check artefacts, each by its format's own rules."""
    return [finding for artefact in artefacts for finding in _findings_of(_checked, artefact, job)]


def compare(artefacts: Sequence[Artefact], job: Job) -> list[Finding]:
    """Compare what a reader meets in artefacts with the text."""
    return [finding for artefact in artefacts for finding in _findings_of(_compared, artefact, job)]


def printers_of(artefacts: Iterable[Artefact], own: Iterable[Printer]) -> tuple[Printer, ...]:
    """Return the printers for whom some artefacts are, a house's own as the design has them now.

    Raises InputError for one that is not known any more.
    """
    made = [artefact.format for artefact in artefacts if artefact.format not in manifest.SUFFIXES]
    asked = [name.removeprefix("pdf-") for name in made if name.startswith("pdf-")]
    return printers.chosen(dict.fromkeys(name.removesuffix("-cover") for name in asked), own)


def _checked(artefact: Artefact, job: Job) -> list[Finding]:
    return load(module_of(artefact.format)).check(artefact, job)


def _compared(artefact: Artefact, job: Job) -> list[Finding]:
    contents = load(module_of(artefact.format)).read(artefact, job)
    if contents is None:
        return []
    joined = artefact.format.startswith("pdf")
    canon, name = reading.canon(job.document), artefact.format
    if contents.lines:
        page_map.keep(contents, canon, job.work, artefact.format)
    marks = of_document(reading.document(job.document))
    return [
        *agreement.compare(canon, contents, name, joined=joined),
        *structure.compare(marks, contents.marks, name),
    ]


def _findings_of(
    work: Callable[[Artefact, Job], list[Finding]], artefact: Artefact, job: Job
) -> list[Finding]:
    try:
        findings = work(artefact, job)
    except InputError as fault:
        return [_error("file-unreadable", f"It cannot be read: {fault}", artefact)]
    return [_in_file(finding, artefact) for finding in findings]


def _in_file(finding: Finding, artefact: Artefact) -> Finding:
    """Name the file that a finding was made in, and the part of it that the finding names."""
    return _in_part(finding, artefact.path.name, artefact.format)


def _in_part(finding: Finding, name: str, made_as: str) -> Finding:
    part = finding.place.file if finding.place else ""
    if finding.place and part.startswith(METADATA):
        return replace(finding, format=made_as)
    file = name if part in ("", name) else f"{name}/{part}"
    line, column = (finding.place.line, finding.place.column) if finding.place else (0, 0)
    return replace(finding, format=made_as, place=Place(file, line, column))


def _error(rule: str, message: str, artefact: Artefact, hint: str = "") -> Finding:
    place, made_as = Place(artefact.path.name), artefact.format
    return Finding(rule, message, Severity.ERROR, place=place, hint=hint, format=made_as)


def unlike_manifest(artefacts: Iterable[Artefact], out: Path) -> list[Finding]:
    """Return an error for each artefact that is no longer what was built."""
    known = manifest.read(out) or manifest.Manifest()
    message = "This is not what was built: its bytes have changed."
    hint = "Move it away, or delete it, and build again."
    return [
        _error("file-changed", message, artefact, hint)
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
    return [_in_part(finding, path.name, "epub") for finding in findings]


def is_validated(path: Path, cache: Path) -> bool:
    """Whether EPUBCheck has seen these bytes before, or is not there to see them."""
    from octavo.formats.epub.epubcheck import known

    try:
        return known(path, cache) is not None
    except (InputError, OSError):
        return True


def pass_on_report(path: Path, cache: Path, other: Path) -> None:
    """Let another cache have what EPUBCheck has said of an EPUB, if one has it."""
    from octavo.formats.epub.epubcheck import pass_on

    with suppress(InputError, OSError):
        pass_on(path, cache, other)


def unverified(rule: str, message: str, name: str) -> Finding:
    """Return the error of an artefact that could not be verified."""
    return Finding(rule, message, Severity.ERROR, place=Place(name))


def unproven_epub(path: Path, _: Path) -> list[Finding]:
    """Return the flag that EPUBCheck has not seen a draft's EPUB."""
    message = "This is a draft: EPUBCheck has not seen it."
    hint = "Run `octavo build` before it goes to a shop."
    where = Place(path.name)
    return [Finding("epub-draft", message, tier=Tier.FLAG, place=where, hint=hint, format="epub")]


def module_of(format_name: str) -> str:
    """Return the format whose module makes an artefact: `pdf` makes `pdf-print`, `html` `site`."""
    return "html" if format_name == "site" else format_name.partition("-")[0]


def placed(
    findings: Iterable[Finding],
    chapters: Sequence[locate.Text],
    beside: Mapping[str, Path] | None = None,
) -> list[Finding]:
    """Return differences between the text and a file with their places, found by their words.

    The words of citations and descriptions stand `beside` the chapters: in the metadata, whose
    files are given by their paths in the project.
    """
    others = [_Beside(name, path) for name, path in (beside or {}).items() if path.is_file()]
    known = {chapter.file for chapter in chapters}
    return [
        finding
        if finding.place and finding.place.file in known
        else finding.at(_place(finding, chapters, others) or finding.place)
        for finding in findings
    ]


def once(in_files: Iterable[Finding], text: Iterable[Finding]) -> list[Finding]:
    """Report one cause once, not in each format, and not what was found in the `text` already."""
    unset = {_formula(finding) for finding in text if finding.rule == "formula"}
    causes: dict[object, list[Finding]] = {}
    for finding in in_files:
        if finding.rule in FORMULAS and _formula(finding) in unset:
            continue
        causes.setdefault(_cause(finding), []).append(finding)
    return [_joined(same) for same in causes.values()]


def _formula(finding: Finding) -> str:
    return "".join(finding.before.split()).strip("$")


def _cause(finding: Finding) -> object:
    """Return what findings of several formats share that have one cause."""
    words = finding.before, finding.after, *finding.context
    if finding.rule == "text-differs" and any(words):
        return finding.rule, words, finding.occurrence
    return finding.rule, finding.message, words, finding.hint


def _joined(same: list[Finding]) -> Finding:
    """Return one finding for those of one cause, which names the formats."""
    first = same[0]
    formats = tuple(dict.fromkeys(name for finding in same for name in finding.formats))
    if len(formats) < 2:
        return first
    *others, last = formats
    message = first.message.replace(f" in the {first.format}", "", 1)
    message = message.replace(f"the {first.format} ", "the files ", 1)
    message = f"{message.rstrip('.')} (in {', '.join(others)} and {last})."
    return replace(first, message=message, format=", ".join(formats))


def _place(
    finding: Finding, chapters: Sequence[locate.Text], others: Sequence[locate.Text]
) -> Place | None:
    left, right = finding.context
    words = left, finding.before, right
    place = locate.find(chapters, *words, finding.occurrence)
    return place or locate.find(others, *words)


@dataclass(frozen=True, slots=True)
class _Beside:
    """A file of the metadata, in which words of the edition stand; `file` is its path there."""

    file: str
    path: Path

    @property
    def text(self) -> str:
        """The text, as far as it can be read."""
        return self.path.read_text(encoding="utf-8", errors="replace")


def named(artefacts: Sequence[Artefact], files: Sequence[Path]) -> list[Artefact]:
    """Return those artefacts that some files are, with those of the same format.

    These are proven together: a print PDF by the pages of the screen PDF. Raises InputError for a
    file that the last build did not make.
    """
    names = {artefact.path.name: module_of(artefact.format) for artefact in artefacts}
    for file in files:
        if file.name not in names:
            near = get_close_matches(file.name, names, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"It made {', '.join(sorted(names))}."
            raise InputError(f"The last build did not make {file}.", hint=hint)
    modules = {names[file.name] for file in files}
    return [artefact for artefact in artefacts if module_of(artefact.format) in modules]


def artefacts_in(out: Path) -> list[Artefact]:
    """Return the artefacts that the manifest of a folder lists.

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
