"""Writes all formats and reads them back, side by side in the executors that it is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from octavo.formats import FORMATS, load
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import Finding, InputError, Severity
from octavo.model.pages import Printed
from octavo.press import barred
from octavo.press import verify as press_verify
from octavo.press.keeping import memory
from octavo.press.page_map import SCREEN
from octavo.press.paging import PAGED, PDF, of_build, paginate
from octavo.press.verify import Part
from octavo.press.workers import Workers
from octavo.system.host import Clock

EPUBCHECK = "epubcheck"


class Watcher(Protocol):
    """Receives the progress of a build."""

    def stage(self, name: str, about: str) -> None:
        """A stage of the text begins."""

    def wrote(self, name: str, seconds: float) -> None:
        """A format is written."""

    def standing(self, built: Any) -> None:
        """The files are in dist/; verification begins."""

    def verified(self, name: str, findings: list[Finding]) -> None:
        """A format has been checked against the text."""


class Press:
    """Writes the files of a build and checks them against the text.

    A format is checked as soon as it is written, while slower ones are still being written.
    """

    def __init__(
        self,
        crew: Workers,
        jobs: dict[str, Job],
        watcher: Watcher,
        *,
        draft: bool = False,
        printed: Printed | None = None,
    ) -> None:
        """Take the workers, a job for each format and a watcher.

        A draft is sent through EPUBCheck only where Java stays for that. `printed` are the pages
        that are known already: those of a PDF that stands, or those that the text marks.
        """
        self.printed = printed
        self.draft = draft
        self.checker = crew.checker
        self.crew = crew
        self.clock = crew.host.clock
        self.jobs = jobs
        self.watcher = watcher
        self.seconds: dict[str, float] = {}
        self.started = self.clock()
        self.writing: dict[Future[tuple[list[Artefact], float]], str] = {}
        self.reading: dict[Future[list[Finding]], tuple[str, ...]] = {}
        self.is_dropped = False
        self.refused: list[Finding] = []
        self.epub: tuple[Path, Path] | None = None
        self.held: dict[str, list[Artefact]] = {}
        self.screen: Future[list[Finding]] | None = None

    def write(self) -> list[Artefact]:
        """Write all formats; return their artefacts, in the work folders.

        A format that cannot be written is left out: `refused` says why. Raises InputError where
        none can be written.
        """
        self.writing = {
            self.crew.writer(name).submit(_write, name, job, self.clock): name
            for name, job in self.jobs.items()
        }
        made: dict[str, list[Artefact]] = {}
        faults: list[InputError] = []
        for done in as_completed(self.writing):
            name = self.writing[done]
            try:
                artefacts, seconds = done.result()
            except InputError as fault:
                self.refused += barred.unwritten(name, fault)
                faults.append(fault)
                continue
            made[name] = [replace(artefact, seconds=round(seconds, 3)) for artefact in artefacts]
            self.watcher.wrote(name, seconds)
            if self._waits(name):
                self.held[name] = made[name]
            elif not self.is_dropped:
                self.verify(made[name])
        self._paginate(made.get(PDF, []))
        self._lap("write")
        if faults and not made:
            raise faults[0]
        self.refused.sort(key=lambda finding: (finding.format, finding.message))
        return [artefact for name in reversed(FORMATS) for artefact in made.get(name, [])]

    def _waits(self, name: str) -> bool:
        """Whether a format waits for the pages of the printed book."""
        return name in PAGED and not self.draft and (PDF in self.jobs or self.printed is not None)

    def _paginate(self, pdfs: Sequence[Artefact]) -> None:
        """Put the pages of the PDF, once it was read back, into what waits for them; check that."""
        screen = next((one for one in pdfs if one.format == SCREEN), None)
        is_open = self.held and self.printed is None
        if screen is not None and self.screen is not None and is_open:
            wait([self.screen])
            self.printed = of_build(self.jobs[PDF], screen.path)
        paging = {
            self.crew.pool.submit(paginate, name, artefacts, self.jobs[name], self.printed): name
            for name, artefacts in self.held.items()
        }
        for done in as_completed(paging):
            done.result()
            self.verify(self.held.pop(paging[done]))

    def verify(self, artefacts: Iterable[Artefact]) -> None:
        """Begin to read artefacts back: all of one format together, for they share their text."""
        for module, group in groupby(artefacts, lambda one: press_verify.module_of(one.format)):
            together, job = list(group), self.jobs[module]
            for part, of in press_verify.parts(module, together):
                names = tuple(artefact.format for artefact in of)
                done = self.crew.pool.submit(_look, part, of, job)
                self.reading[done] = names
                if part is press_verify.compare and names == (SCREEN,):
                    self.screen = done
            if module == "epub":
                self._validate(together[0].path, job.project.cache)

    def _validate(self, path: Path, cache: Path) -> None:
        """Begin to send an EPUB through EPUBCheck; a draft only where Java stays."""
        if self.checker is None and self.draft:
            done = self.crew.pool.submit(press_verify.unproven_epub, path, cache)
        else:
            done = self._checked(path, cache)
        self.reading[done] = (EPUBCHECK,)
        self.epub = path, cache

    def _checked(self, path: Path, cache: Path) -> Future[list[Finding]]:
        """Send an EPUB through EPUBCheck, where Java stays if it does."""
        if self.checker is not None and not press_verify.is_validated(path, cache):
            with suppress(BrokenProcessPool), self.crew.host.starting():
                return self.checker.submit(press_verify.validate_epub, path, cache)
        return self.crew.pool.submit(press_verify.validate_epub, path, cache)

    def _findings(self, done: Future[list[Finding]], names: tuple[str, ...]) -> list[Finding]:
        """Return what was found; where the Java that stays is gone, by one of its own."""
        is_gone = self.checker is not None and isinstance(done.exception(), BrokenProcessPool)
        if is_gone and names == (EPUBCHECK,) and self.epub:
            with suppress(BrokenProcessPool):
                done = self.crew.pool.submit(press_verify.validate_epub, *self.epub)
        return _result(done, names)

    def read_back(self) -> list[Finding]:
        """Wait until all files are checked; return the findings, sorted by artefact and rule."""
        waiting = Counter(name for names in self.reading.values() for name in names)
        by_format: dict[str, list[Finding]] = {name: [] for name in waiting}
        for done in as_completed(self.reading):
            names = self.reading[done]
            for finding in self._findings(done, names):
                by_format[finding.format if finding.format in names else names[0]].append(finding)
            waiting.subtract(names)
            for name in (name for name in names if not waiting[name]):
                self.watcher.verified(name, by_format[name])
        self._lap("verify")
        once = dict.fromkeys(finding for findings in by_format.values() for finding in findings)
        return sorted(once, key=lambda f: (f.format, f.rule, f.message, f.context))

    def drop(self) -> None:
        """Check nothing further: the files that are being written are out of date."""
        self.is_dropped = True

    def wait(self) -> None:
        """Wait until nothing that was begun here is read or written any more.

        It is not cancelled: where a process ends meanwhile, CPython forgets what waits behind it.
        """
        wait(self.writing)
        wait(self.reading)

    def _lap(self, stage: str) -> None:
        now = self.clock()
        self.seconds[stage] = round(now - self.started, 3)
        self.started = now


def _look(part: Part, artefacts: list[Artefact], job: Job) -> list[Finding]:
    """Do a part of the verification; what pages of earlier builds held is known."""
    with memory(job.project.cache):
        return part(artefacts, job)


def _result(done: Future[list[Finding]], names: tuple[str, ...]) -> list[Finding]:
    """Return the findings, or the error that there was no check; the files stay in any case."""
    try:
        return done.result()
    except (BrokenProcessPool, MemoryError):
        message = (
            "This file was not checked against the text: "
            "the process was ended, or ran out of memory."
        )
        hint = "Free some memory, then run `octavo verify`."
        return [
            Finding("file-unread", message, Severity.ERROR, hint=hint, format=name)
            for name in (name.removesuffix("check") for name in names)
        ]


def _write(name: str, job: Job, clock: Clock) -> tuple[list[Artefact], float]:
    started = clock()
    with memory(job.project.cache):
        artefacts = load(name).write(job)
    return artefacts, clock() - started
