"""From the sources to the one document that every format is written from."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from octavo import pandoc
from octavo.bibliography import citeproc, csl, locators_printed
from octavo.bibliography.places import places
from octavo.book import chain, images, metadata, paths, source
from octavo.book.replay import Replay
from octavo.book.safety import controls, safeguards
from octavo.formats.pdf.glyphs import missing_glyphs
from octavo.model.edition import Edition, Project
from octavo.model.finding import Finding, InputError, Place, Severity, told_apart
from octavo.model.nodes import Document, Node, meta_value
from octavo.prose.prose import Prose, strings
from octavo.text.style.house import STYLES, own_style, unknown

PRINTER = "bibliographies.py"
"""The filter that writes bibliographies where the text or the design asks for them."""

Watch = Callable[[str, str], None]
"""Told of each stage: its name, and what it is about."""


class TextError(Exception):
    """The sources have errors: nothing is written. `findings` holds all that was found."""

    def __init__(self, findings: list[Finding]) -> None:
        """Take the findings that stop the build."""
        super().__init__("The text has errors.")
        self.findings = findings


@dataclass(slots=True)
class Prepared:
    """The document of a book, filtered and cited, with what was found on the way."""

    project: Project
    chapters: list[source.Chapter]
    document: Document
    findings: list[Finding]
    seconds: dict[str, float] = field(default_factory=dict)
    replay: Replay = field(default_factory=Replay)

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop a build."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]


def prepare(
    project: Project, watch: Watch, *, cite: bool = True, aside: Executor | None = None
) -> Prepared:
    """Read, filter and (unless told not to) cite the sources of a book.

    `aside` finds where each word stands in the sources while the filters run.
    Raises InputError where a file, a filter or the bibliography is wrong. Errors in the text are
    in the findings: a caller that writes must stop on them.
    """
    clock = _Clock(watch)
    paths.check_paths(project)
    chain.check_trust(project)
    controls.check_yaml(project.root, (paths.EDITION, paths.DESIGN))
    check_design(project)
    cite = cite and chain.CITEPROC in chain.listed(project)
    clock.start("read", f"{len(project.sources)} files")
    chapters = source.read_chapters(list(project.sources), project.root, cache_of(project))
    document, prose = _joined(chapters, metadata_of(project, cite=cite))
    replay = Replay.of(project.root, chapters)
    prose.settle = replay.settle
    clock.start("filter", "")
    aligned = aside.submit(source.align, chapters, cache_of(project)) if aside else None
    findings = [*chapter_findings(chapters), *chain.filter_all(project, prose)]
    findings += safeguards.safeguard(prose, notes=cite and _cites_in_notes(project))
    findings += images.check(prose, project)
    if "pdf" in project.edition.outputs:
        findings += missing_glyphs(document, prose.trace)
    prose.tidy()
    anchors = [prose.trace.anchor(node["c"][1]) for node in citeproc.cites(document)]
    prepared = Prepared(project, chapters, document, findings, clock.seconds, replay)
    with ThreadPoolExecutor(1) as thread:  # pandoc sets the citations meanwhile
        cited = thread.submit(citeproc.cite, document) if cite and not prepared.errors else None
        clock.start("place", f"{len(findings)} findings")
        if aligned:
            aligned.result()
        prepared.findings = _placed(prepared, prepared.findings)
        if cite and not prepared.errors:
            clock.start("cite", project.edition.design.citation_style)
            try:
                prepared.document = cited.result() if cited else citeproc.cite(document)
            except InputError as fault:
                raise _unset(project, fault) from fault
            found = _look_at_cited(project, prepared.document, anchors)
            prepared.findings += _placed(prepared, found)
        prepared.findings += replay.unused()
    clock.stop()
    return prepared


def _joined(chapters: list[source.Chapter], meta: dict[str, Node]) -> tuple[Document, Prose]:
    document, prose = source.join(chapters)
    document.meta = meta
    if not any(True for _ in strings(document.blocks)):
        raise InputError("There is no text in it: every chapter is empty.", place=Place("source"))
    return document, prose


def _look_at_cited(
    project: Project, document: Document, anchors: citeproc.Anchors
) -> list[Finding]:
    """Check the citations as they are set, and run the filters that stand behind citeproc.

    `anchors` says for each citation where it stands. Raises InputError where a bibliography is
    asked for that no listed filter writes: it would be missing without a word.
    """
    if PRINTER not in chain.filter_names(project) and any(True for _ in places(document.blocks)):
        fault = chain.unlisted(PRINTER)
        asked = "The text has a place for a bibliography (`::: {.references}`)."
        raise InputError(f"{asked} {fault.message}", place=Place(chain.DEFAULTS), hint=fault.hint)
    prose = Prose(document)
    findings = citeproc.check(document, anchors) + locators_printed.check(document, anchors)
    findings += chain.filter_all(project, prose, cited=True)
    notes = _cites_in_notes(project)
    findings += safeguards.cited(prose, project.edition.bibliography, notes=notes)
    prose.tidy()
    return findings


def _cites_in_notes(project: Project) -> bool:
    style = csl.style(project.edition.design.citation_style, project.metadata)
    return csl.style_class(style) == "note"


def _placed(prepared: Prepared, findings: list[Finding]) -> list[Finding]:
    """Give findings with their places, without those that an editor rejected."""
    chapters, replay = prepared.chapters, prepared.replay
    cache = cache_of(prepared.project)
    placed = source.place(findings, chapters, cache)
    placed = safeguards.placed(without_escaped(placed, chapters), chapters)
    open_ones = images.placed(placed, chapters)
    decided = source.place(replay.rejected(), chapters, cache)
    numbered = told_apart([*open_ones, *decided])  # an answer leaves the other names as they are
    return replay.without_rejected(numbered[: len(open_ones)])


def check_design(project: Project) -> None:
    """Refuse a style that nobody knows, at its place in design.yaml, before anything is read."""
    check_house_style(project)
    design = project.edition.design
    try:
        csl.style(design.citation_style, project.metadata)
    except InputError as fault:
        raise _at(project, fault, "citation-style") from fault
    listed = chain.filter_names(project)
    asked = {
        "bibliography-place": (PRINTER, design.bibliography_place == "chapter"),
        "ibid-across-chapters": ("apparatus.py", not design.ibid_across_chapters),
    }
    for key, (name, is_asked) in asked.items():
        if is_asked and name not in listed:
            raise _at(project, chain.unlisted(name), key)


def check_house_style(project: Project) -> None:
    """Refuse a house style that nobody knows, or a line of a house's own that says nothing."""
    told = project.edition.design.house_style
    own = {} if isinstance(told, str) else told
    name = told if isinstance(told, str) else own.get("base", "")
    if name and name not in (project.edition.lang, *STYLES):
        keys = ("house-style", "base") if own else ("house-style",)
        raise _at(project, unknown(name), *keys)
    for key, value in own.items():
        try:
            own_style({**({"base": name} if name else {}), key: value})
        except InputError as fault:
            raise _at(project, fault, "house-style", *([key] if name else [])) from fault


def _unset(project: Project, fault: InputError) -> InputError:
    """Give the error of citations that cannot be set: for the style, or for the text."""
    design = project.edition.design
    if not isinstance(fault, pandoc.PandocError):  # it took too long, or too much memory
        place = fault.place or metadata.place_of(project.root, "citation-style")
        message = f"The citations cannot be set in the style {design.citation_style}. "
        return InputError(message + fault.message, place=place, hint=fault.hint)
    if "Citeproc" not in fault.words:
        return InputError(f"The citations cannot be set: {fault.message}", place=Place("source"))
    reason = fault.reason.rpartition("Error: ")[2] or "it is no style that citeproc can use"
    message = f"The citation style {design.citation_style} cannot be used: {reason}."
    place = metadata.place_of(project.root, "citation-style")
    return InputError(message, place=place, hint="Choose another, or fetch it anew.")


def _at(project: Project, fault: InputError, *keys: str) -> InputError:
    """A fault of the design, with the line that it stands on."""
    place = fault.place or metadata.place_of(project.root, *keys)
    file, root = Path(place.file), project.root.resolve()
    if file.is_absolute() and file.is_relative_to(root):  # a style of the book's own
        place = Place(file.relative_to(root).as_posix(), place.line)
    return InputError(fault.message, place=place, hint=fault.hint)


def chapter_findings(chapters: list[source.Chapter]) -> list[Finding]:
    """Give what was found while the chapters were read."""
    return [finding for chapter in chapters for finding in chapter.findings]


def cache_of(project: Project) -> Path:
    """The folder of what can be made again: never committed, safe to delete."""
    return project.root / ".octavo" / "cache"


def metadata_of(project: Project, *, cite: bool = True) -> dict[str, Node]:
    """Give the edition as pandoc's metadata, for filters, citeproc and writers.

    Told not to `cite`, the style of citations is left out: what it does to the sentence around a
    citation belongs to a build, and is never written into the source.
    """
    edition = project.edition
    plain = {
        "project": str(project.root.resolve()),
        "title": edition.title,
        "subtitle": edition.subtitle,
        "author": [person.name for person in edition.authors],
        "lang": edition.lang,
        "date": edition.date,
        "house-style": edition.design.house_style,
        "citation-style": edition.design.citation_style if cite else "",
        "chapter-numbers": "true" if edition.design.chapter_numbers else "false",
        "bibliography-place": edition.design.bibliography_place,
        "ibid-across-chapters": "no" if cite and not edition.design.ibid_across_chapters else "",
        "bibliography": _bibliographies(project),
        "check-bibliography": "true",
        "abbreviations": _abbreviations(project, edition),
    }
    return {key: meta_value(value) for key, value in plain.items() if value}


def _bibliographies(project: Project) -> list[str]:
    named = enumerate(project.edition.bibliography)
    return [str(paths.in_metadata(project, name, "bibliography", at)) for at, name in named]


def _abbreviations(project: Project, edition: Edition) -> str:
    path = paths.in_metadata(project, edition.abbreviations, "abbreviations")
    return str(path) if path.is_file() else ""


def without_escaped(findings: list[Finding], chapters: list[source.Chapter]) -> list[Finding]:
    r"""Drop the undefined notes that were typed `\[^1]`: the author meant the signs.

    Of a mark that has a note, and stands in another, say so.
    """
    texts = {chapter.file: chapter.text for chapter in chapters}
    kept = []
    for finding in findings:
        place = finding.place
        if finding.rule == "undefined-note" and place is not None and place.start is not None:
            text = texts[place.file]
            if "\\" in (text[place.start : place.start + 1], text[place.start - 1 : place.start]):
                continue
            if re.search(rf"(?m)^ {{0,3}}{re.escape(finding.before)}:", text):
                kept.append(_mark_in_note(finding))
                continue
        kept.append(finding)
    return kept


def _mark_in_note(finding: Finding) -> Finding:
    message = f"The note mark {finding.before} stands in a note: no format has notes of notes."
    hint = "Write its words where the mark stands, in brackets, or in a note of the text."
    return replace(finding, message=message, hint=hint)


class _Clock:
    """Times the stages, and tells the watcher of each."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.seconds: dict[str, float] = {}
        self.current = ""
        self.since = time.perf_counter()

    def start(self, stage: str, about: str) -> None:
        self.stop()
        self.current = stage
        self.watch(stage, about)

    def stop(self) -> None:
        now = time.perf_counter()
        if self.current:
            self.seconds[self.current] = round(now - self.since, 3)
        self.since, self.current = now, ""
