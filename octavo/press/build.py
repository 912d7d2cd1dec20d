"""Builds one edition: prepare, write side by side, put in place, verify."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from octavo import fresh
from octavo.book import printers
from octavo.book.book import Book
from octavo.files import files
from octavo.files.names import inside
from octavo.formats import FORMATS
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError, Severity, TextError
from octavo.model.nodes import Document
from octavo.model.pages import PageMap
from octavo.model.printers import Printer
from octavo.press import barred, begun, inputs, page_map, page_marks, paging, place
from octavo.press import verify as press_verify
from octavo.press.jobs import Press, Watcher
from octavo.press.page_map import Sources
from octavo.press.prepare import Means, Prepared, prepare
from octavo.press.source_map import SourceMap
from octavo.press.sourced import Lines
from octavo.press.tasks import jobs_of, settled, slug_of
from octavo.press.workers import Workers, workers

PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Options:
    """What to build: formats, the folder for artefacts, and whether warnings stop a build.

    A `draft` makes no printer's file, and goes through EPUBCheck only where Java stays: to start it
    takes longer than all else together. `printers` are those that get one; None stands for those of
    the design.
    """

    formats: tuple[str, ...]
    out: Path
    strict: bool = False
    draft: bool = False
    printers: tuple[Printer, ...] | None = None


@dataclass(slots=True)
class Built:
    """A finished build."""

    book: Book
    out: Path
    artefacts: list[Artefact]
    findings: list[Finding]
    seconds: dict[str, float] = field(default_factory=dict)
    used: list[Path] = field(default_factory=list)
    """The files that it was made of, beside the folders that are read as a whole."""
    missing: tuple[str, ...] = ()
    """The formats that were asked for and could not be written."""
    document: Document = field(default_factory=lambda: Document({}, []))
    """The document of which all formats were written."""
    pages: PageMap | None = None
    """Which words stand on which page of the PDFs; None where there is no PDF."""
    sources: SourceMap | None = None
    """Where the words stand in the sources; None in a draft."""

    @property
    def status(self) -> int:
        """0, or 1 where a finding is an error."""
        return int(any(f.severity is Severity.ERROR for f in self.findings))

    @property
    def title(self) -> str:
        """The edition's title."""
        return self.book.edition.title


def build(project: Project, options: Options, watcher: Watcher) -> Built:
    """Open a book and build an edition, as `build_with` does, with processes of its own."""
    with workers() as crew:
        return build_with(crew, Book(project), options, watcher)


def build_with(
    crew: Workers,
    book: Book,
    options: Options,
    watcher: Watcher,
    expected: Document | None = None,
) -> Built:
    """Build an edition.

    The files of an `expected` document are begun at once, where this is a draft.

    It may run in any thread, and beside builds of other books. Raises InputError where input or
    folder is wrong, and TextError where the text has errors; then nothing has been written.
    Artefacts are made beside their place and renamed into it. A format that alone cannot be
    written is missing, and its findings say why; an older file of it is removed with a whole build.
    """
    project = book.project
    slug = slug_of(project.edition.title)
    options = replace(options, printers=_printers(options, project))
    place.check(project.root, options.out, _names(slug, options))
    guess = expected.dumps() if expected and options.draft else None
    with ExitStack() as stack:
        early = stack.enter_context(begun.begin(crew, project, options, guess, watcher))
        prepared = prepare(book, means(crew, options.formats, watcher))
        check_errors(prepared, options)
        page_marks.refuse_wrong(prepared)
        writable = _writable(prepared, options)
        room = stack.enter_context(workroom(options.out))
        data = settled(prepared)
        taken = early.taken(data, writable.formats) if early else None
        jobs = {} if taken else jobs_of(project, data, writable, room)
        press, made = taken or _written(crew, jobs, options, watcher)
        if _is_own(project, options.out):
            fresh.forget(project.root)
        title, whole = project.edition.title, _is_whole(project, options)
        placed = place.put(made, options.out, title, is_whole=whole)
        replay = prepared.replay
        of_text = barred.concerning(prepared.findings, options.formats)
        findings = [*of_text, *press.refused, *replay.without_rejected(placed.findings)]
        built = Built(book, options.out, placed.artefacts, findings)
        built.missing = _missing(options, made)
        built.used = inputs.used(prepared)
        built.document = prepared.document
        watcher.standing(built)
        _read_back(built, press, prepared, options)
    built.seconds = prepared.seconds | press.seconds
    return built


def _read_back(built: Built, press: Press, prepared: Prepared, options: Options) -> None:
    """Read the finished files; add to a build what they show, at the lines of the text."""
    document = next(iter(press.jobs.values())).document
    lines = Lines(prepared, document, options.out)
    built.sources = None if options.draft else lines.map
    words = lines.words if PDF in press.jobs else None
    in_files = press.read_back()
    built.pages = _pages(press, built.artefacts, words)
    in_files += unlike_pages(press, built.artefacts, built.pages)
    built.findings = [*built.findings, *lines.at_source(in_files, built.artefacts)]


def _written(
    crew: Workers, jobs: dict[str, Job], options: Options, watcher: Watcher
) -> tuple[Press, list[Artefact]]:
    """Write the files; return the press that checks them, and the files."""
    pages = None if options.draft else paging.known(jobs, options.out)
    press = Press(crew, jobs, watcher, draft=options.draft, printed=pages)
    return press, press.write()


def _pages(press: Press, artefacts: Sequence[Artefact], words: Sources | None) -> PageMap | None:
    """Return the page map of the PDFs, once they were read."""
    if words is None:
        return None
    job = press.jobs[PDF]
    return page_map.made(job.work, artefacts, reading.canon(job.document), words)


def unlike_pages(
    press: Press, artefacts: Sequence[Artefact], pages: PageMap | None
) -> list[Finding]:
    """Return what is wrong in the lists of pages: of those that have one, none in a draft's."""
    paged = [one for one in artefacts if press_verify.module_of(one.format) in paging.PAGED]
    if press.draft or not paged:
        return []
    return paging.unlike(paged, pages, press.jobs[press_verify.module_of(paged[0].format)])


def _printers(options: Options, project: Project) -> tuple[Printer, ...]:
    """Return the printers that get a file of this build."""
    if options.draft or "pdf" not in options.formats:
        return ()
    asked = project.edition.design.printers if options.printers is None else options.printers
    return tuple(one for one in asked if one.name != printers.SCREEN)


def _names(slug: str, options: Options) -> list[str]:
    """Return the names of the files that a build will make."""
    asked = [one.name for one in options.printers or ()]
    return place.names_of(slug, options.formats, asked)


def _writable(prepared: Prepared, options: Options) -> Options:
    """Return the options without the formats that cannot be written.

    Raises TextError where no format is left.
    """
    kept_back = barred.by_format(prepared.findings)
    formats = tuple(name for name in options.formats if name not in kept_back)
    if not formats:
        concerned = barred.concerning(prepared.findings, options.formats)
        raise TextError([f for f in concerned if f.severity is Severity.ERROR])
    return replace(options, formats=formats)


def _missing(options: Options, made: Sequence[Artefact]) -> tuple[str, ...]:
    """Return the formats that were asked for and of which no file was made."""
    written = {press_verify.module_of(artefact.format) for artefact in made}
    return tuple(name for name in FORMATS if name in options.formats and name not in written)


def _is_whole(project: Project, options: Options) -> bool:
    """Whether a build makes all there is in a folder that is the book's own."""
    listed = {one.name for one in project.edition.design.printers} - {printers.SCREEN}
    return (
        _is_own(project, options.out)
        and set(options.formats) == set(project.edition.outputs)
        and listed <= {one.name for one in options.printers or ()}
    )


def _is_own(project: Project, out: Path) -> bool:
    return inside(project.root, out) is not None


def means(
    crew: Workers, formats: tuple[str, ...], watcher: Watcher, *, makes: bool = True
) -> Means:
    """Return what a text is prepared with beside its writing.

    Report each stage to the watcher. Java is started with the first, where new files are made; the
    workers are warmed when the filters begin: reading takes all cores, the filters take one.
    """

    def stage(name: str, about: str) -> None:
        if name == "read" and makes:
            crew.start_java(formats)
        elif name == "filter":
            crew.warm(formats)
        watcher.stage(name, about)

    return Means(stage, crew.pool, crew.host.clock, formats)


def check_errors(prepared: Prepared, options: Options) -> None:
    """Stop on errors of the text; in a strict build on warnings too."""
    stopping = [Severity.ERROR, *([Severity.WARNING] if options.strict else [])]
    errors = [
        finding
        for finding in prepared.findings
        if finding.severity in stopping and not _is_of_format(finding)
    ]
    if errors:
        strict = all(finding.severity is Severity.WARNING for finding in errors)
        raise TextError([replace(one, severity=Severity.ERROR) for one in errors], strict=strict)


def _is_of_format(finding: Finding) -> bool:
    """Whether an error stops only the formats that it names."""
    return finding.severity is Severity.ERROR and bool(finding.formats)


@contextmanager
def workroom(out: Path) -> Iterator[Path]:
    """Yield a folder beside the artefacts' places, gone afterwards whatever happens."""
    is_new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError(
            f"The folder {out.name} cannot be written: {fault.strerror}.",
            hint="Free some room, or name another folder with --out.",
        ) from fault
    try:
        with files.room(out, place.ROOM) as room:
            yield room
    except OSError as fault:
        raise InputError(
            f"Writing failed: {fault.strerror or fault} ({Path(fault.filename or out).name}).",
            hint="Free some room, or name another folder with --out.",
        ) from fault
    finally:
        with suppress(OSError):
            if is_new and not any(out.iterdir()):
                out.rmdir()


def make_jobs(prepared: Prepared, options: Options, room: Path) -> dict[str, Job]:
    """Write the document once, as `settled` leaves it, and give each format its job."""
    return jobs_of(prepared.book.project, settled(prepared), options, room)
