"""From the sources to the one document that every format is written from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path

from octavo import pandoc
from octavo.bibliography import (
    as_examples,
    citeproc,
    csl,
    locators_printed,
    nested,
    stubs,
    written,
)
from octavo.bibliography.holdings import Holdings
from octavo.bibliography.places import places
from octavo.book import (
    asked,
    bylines,
    captions,
    chain,
    fonts,
    images,
    mapped,
    metadata,
    proposed,
    queries,
)
from octavo.book.book import Book, Text
from octavo.book.chapter import Chapter
from octavo.book.replay import Replay
from octavo.book.safety import classes, names, safeguards
from octavo.formats.epub import cover
from octavo.formats.pdf.faces import faces_of
from octavo.formats.pdf.glyphs import missing_glyphs, missing_in_edition, missing_in_works
from octavo.model.counted import counted
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError, Place, Severity
from octavo.model.nodes import Document, meta_value
from octavo.press import barred
from octavo.press.keeping import memory
from octavo.prose.prose import Prose
from octavo.system.host import Clock, stopped
from octavo.usage import ledger

PRINTER = "bibliographies.py"
"""The filter that writes bibliographies where the text or the design asks for them."""

Watch = Callable[[str, str], None]
"""Called at the start of each stage with its name and its subject."""


class StyleError(InputError):
    """The style of citations cannot be used: a build stops, all else can still be looked at."""


@dataclass(slots=True)
class Prepared:
    """The document of a book, filtered and cited, with what was found on the way."""

    book: Book
    chapters: Sequence[Chapter]
    document: Document
    findings: list[Finding]
    replay: Replay
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop a build: errors of the text, and not of one format."""
        errors = (finding for finding in self.findings if finding.severity is Severity.ERROR)
        return [finding for finding in errors if not finding.formats]


@dataclass(frozen=True, slots=True)
class Means:
    """The means to prepare a text.

    `aside` finds where each word stands in the sources while the filters run; `watch` is called at
    each stage, and `clock` times it. `formats` are asked for beside the edition's own.
    """

    watch: Watch = lambda *_: None
    aside: Executor | None = None
    clock: Clock = stopped
    formats: tuple[str, ...] = ()


def prepare(book: Book, means: Means | None = None, *, cite: bool = True) -> Prepared:
    """Read, filter and (with `cite`) cite the sources of a book: once, it is kept.

    Raises InputError where a file, a filter or the bibliography is wrong: StyleError where only the
    style of citations is. Errors in the text are in the findings: a caller that writes must stop on
    them.
    """
    means = means or Means()
    key = ("prepared", cite, _has_pdf(book, means))
    with memory(book.opened.cache):
        return book.once(key, lambda: _prepared(book, means, cite=cite))


def _has_pdf(book: Book, means: Means) -> bool:
    return "pdf" in (*book.edition.outputs, *means.formats)


def _prepared(book: Book, means: Means, *, cite: bool) -> Prepared:
    timer = _Timer(means)
    check(book)
    project = book.project
    cite = cite and chain.CITEPROC in book.chain.listed
    timer.start("read", counted(len(project.sources), "file"))
    text = book.text(cite=cite)
    document, trace = text.document, text.prose.trace
    timer.start("filter", "")
    aside = means.aside
    aligned = aside.submit(mapped.align, text.chapters, project.cache) if aside else None
    findings = _seen(book, text)
    findings += _look_through(text, notes=cite and _cites_in_notes(book))
    findings += (signs := _signs(text) if _has_pdf(book, means) else [])
    anchors = [trace.anchor(node["c"][1]) for node in citeproc.cites(document)]
    _name_style(document, project, cite=cite)
    prepared = Prepared(book, text.chapters, document, findings, text.replay, timer.seconds)
    with ThreadPoolExecutor(1) as thread:  # pandoc sets the citations meanwhile
        aware = copy_context()  # of what earlier builds held
        is_cited = cite and not prepared.errors
        cited = thread.submit(aware.run, citeproc.cite, document) if is_cited else None
        timer.start("place", counted(len(findings), "finding"))
        if aligned:
            aligned.result()
        prepared.findings = text.placed(findings)
        if cite and not prepared.errors:
            timer.start("cite", project.edition.design.citation_style)
            try:
                prepared.document = cited.result() if cited else citeproc.cite(document)
            except InputError as fault:
                raise _unset(project, fault) from fault
            in_citations = _look_at_cited(prepared, anchors)
            if _has_pdf(book, means):
                in_citations += _signs_in_works(prepared, signs)
            prepared.findings = citeproc.without_unset(prepared.findings, in_citations)
            prepared.findings += text.placed(in_citations)
        prepared.findings += text.replay.unused(cited=cite)
    timer.stop()
    return prepared


def _seen(book: Book, text: Text) -> list[Finding]:
    """Return what import asked, what is open, and what the filters have seen, each thing once."""
    examples = as_examples.check(text.chapters, lambda: Holdings.of(text.document.meta).works)
    questions, drafts = _asked(text), stubs.check(book.project)
    read = stubs.without_repeats(asked.without_repeats(text.filtered(), questions), drafts)
    open_ = [*queries.findings(book.root, text.chapters), *questions]
    proposals = proposed.proposals(book.root)
    return [*book.project.findings, *open_, *proposals, *drafts, *read, *examples]


def _name_style(document: Document, project: Project, *, cite: bool) -> None:
    """Name the style of citations, unless a filter that is listed has read the references."""
    if cite and "csl" not in document.meta:
        style = csl.style(project.edition.design.citation_style, project.metadata)
        document.meta["csl"] = meta_value(csl.address(style))


def _signs_in_works(prepared: Prepared, signs: list[Finding]) -> list[Finding]:
    """Report signs in the set citations that no font has, but for those of the text."""
    project = prepared.book.project
    if fonts.check(project):
        return []
    known = frozenset(sign.before for sign in signs)
    return missing_in_works(prepared.document, project, known)


def _asked(text: Text) -> list[Finding]:
    """Return what the import of a manuscript asked and nobody has answered."""
    questions = text.book.questions
    if questions is None:
        return []
    return asked.ask(text.prose, questions, text.book.edition)


def _look_through(text: Text, *, notes: bool) -> list[Finding]:
    """Check what no edition may have, and the images."""
    prose, project = text.prose, text.book.project
    findings = safeguards.safeguard(prose, notes=notes)
    findings += [*classes.check(prose), *names.check(prose), *nested.check(prose)]
    findings += [*fonts.check(project), *images.check(prose, project)]
    findings += [*captions.check(text.document, project), *bylines.check(text.document, project)]
    if limit := project.edition.design.quotation_limit:
        findings += ledger.exceeding(prose, int(limit))
    edition = project.edition
    pictured = any((edition.cover, edition.cover_back, edition.cover_wrap, edition.logo))
    shown = ("epub", "pdf") if pictured else ("epub",)
    if not {*shown}.isdisjoint(project.edition.outputs):
        findings += cover.check(project)
    prose.tidy()
    return findings


def _signs(text: Text) -> list[Finding]:
    """Return an error for each character of text and edition that the PDF's fonts lack."""
    project = text.book.project
    if fonts.check(project):
        return []
    faces = faces_of(project)
    in_text = missing_glyphs(text.document, text.prose.trace, faces)
    texts = {chapter.file: chapter.text for chapter in text.chapters}
    return barred.in_sources(in_text, texts) + missing_in_edition(project, faces)


def _look_at_cited(prepared: Prepared, anchors: citeproc.Anchors) -> list[Finding]:
    """Check the citations as they are set, and run the filters that stand behind citeproc.

    `anchors` holds the place of each citation. Raises InputError where the text has a place for a
    bibliography and no listed filter writes it: it would be missing without a message.
    """
    book, document = prepared.book, prepared.document
    if PRINTER not in book.chain.names and any(True for _ in places(document.blocks)):
        fault = chain.unlisted(PRINTER)
        asked = "The text has a place for a bibliography (`::: {.references}`)."
        raise InputError(f"{asked} {fault.message}", place=Place(chain.DEFAULTS), hint=fault.hint)
    prose = Prose(document)
    findings = citeproc.check(document, anchors) + locators_printed.check(document, anchors)
    first = citeproc.first_cited(document, anchors)  # the filters take some citations away
    after_citeproc = book.chain.run(prose, cited=True)
    findings += written.placed(after_citeproc, prepared.chapters, first)
    notes = _cites_in_notes(book)
    findings += safeguards.cited(prose, book.edition.bibliography, notes=notes)
    prose.tidy()
    return findings


def _cites_in_notes(book: Book) -> bool:
    style = csl.style(book.edition.design.citation_style, book.project.metadata)
    return csl.style_class(style) == "note"


def check(book: Book) -> None:
    """Refuse what a book must not name, and a style that nobody knows, before its text is read.

    Raises InputError, with the place in the metadata.
    """
    book.check()
    project = book.project
    design = project.edition.design
    try:
        csl.style(design.citation_style, project.metadata)
    except InputError as fault:
        at = _at(project, fault, "citation-style")
        raise StyleError(at.message, place=at.place, hint=at.hint) from fault
    listed = book.chain.names
    asked = {
        "bibliography-place": (PRINTER, design.bibliography_place == "chapter"),
        "ibid-across-chapters": ("apparatus.py", not design.ibid_across_chapters),
    }
    for key, (name, is_asked) in asked.items():
        if is_asked and name not in listed:
            raise _at(project, chain.unlisted(name), key)


def _unset(project: Project, fault: InputError) -> InputError:
    """Return the error of citations that cannot be set: for the style, or for the text."""
    design = project.edition.design
    if not isinstance(fault, pandoc.PandocError):  # it took too long, or too much memory
        place = fault.place or metadata.place_of(project.root, "citation-style")
        message = f"The citations cannot be set in the style {design.citation_style}. "
        return StyleError(message + fault.message, place=place, hint=fault.hint)
    if "Citeproc" not in fault.words:
        return InputError(f"The citations cannot be set: {fault.message}", place=Place("source"))
    reason = fault.reason.rpartition("Error: ")[2] or "it is not a style that citeproc can use"
    message = f"The citation style {design.citation_style} cannot be used: {reason}."
    place = metadata.place_of(project.root, "citation-style")
    return StyleError(message, place=place, hint="Choose another, or fetch it anew.")


def _at(project: Project, fault: InputError, *keys: str) -> InputError:
    """A fault of the design, with the line that it stands on."""
    place = fault.place or metadata.place_of(project.root, *keys)
    file, root = Path(place.file), project.root.resolve()
    if file.is_absolute() and file.is_relative_to(root):  # a style of the book's own
        place = Place(file.relative_to(root).as_posix(), place.line)
    return InputError(fault.message, place=place, hint=fault.hint)


class _Timer:
    """Times the stages, and reports each to the watcher."""

    def __init__(self, means: Means) -> None:
        self.watch, self.clock = means.watch, means.clock
        self.seconds: dict[str, float] = {}
        self.current = ""
        self.since = self.clock()

    def start(self, stage: str, about: str) -> None:
        self.stop()
        self.current = stage
        self.watch(stage, about)

    def stop(self) -> None:
        now = self.clock()
        if self.current:
            self.seconds[self.current] = round(now - self.since, 3)
        self.since, self.current = now, ""
