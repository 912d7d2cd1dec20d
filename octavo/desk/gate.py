"""Every edition below a folder verified: many books side by side, each once for the same bytes.

An edition is verified in a process of its own, a version of record too. EPUBCheck runs before
that, on the Java that stays: the edition's process finds its report in a cache. The findings of an
edition are kept in the cache of its book, or in the user's for a release that lies elsewhere, by
the bytes of all its files, by the programs and by the judges that were asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from octavo.book import metadata
from octavo.book.book import Book
from octavo.cache import Cache, key_of
from octavo.desk.release import again
from octavo.files import files
from octavo.model.artefact import Artefact
from octavo.model.finding import Finding, InputError, Severity, TextError
from octavo.press import manifest, records, standing
from octavo.press import verify as press_verify
from octavo.press.judges.judge import Judge
from octavo.press.workers import Workers
from octavo.system import programs

DIST = "dist"
KIND = "verdicts"
"""The kind of the cache's entries: the findings of a book."""

VERDICTS = "verified"
"""The folder of the user's cache for releases that lie outside their book."""

APART = frozenset((".octavo", ".git", "release", "__pycache__"))
"""Folders of a book that are not judged with it; a release is an edition of its own."""

PASSED = frozenset(("source", "metadata", "filters", "dist", "delivery", "node_modules"))
"""Folders in which no book is looked for."""

OpenBook = Callable[[Path], Book]


@dataclass(frozen=True, slots=True)
class Edition:
    """A finished edition: the folder of its book, or a version of record; and its name.

    `home` is the book in whose cache a verdict is kept, where it is there.
    """

    path: Path
    name: str
    home: Path
    is_record: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of an edition of so many files; the `fault` by which it cannot be verified.

    `is_known`: nothing has changed since it was verified before.
    """

    edition: Edition
    findings: tuple[Finding, ...] = ()
    fault: str = ""
    files: int = 0
    is_known: bool = False

    @property
    def status(self) -> int:
        """0, 1 where a finding is an error, 2 where it cannot be verified."""
        errors = any(finding.severity is Severity.ERROR for finding in self.findings)
        return 2 if self.fault else int(errors)


@dataclass(frozen=True, slots=True)
class Order:
    """How editions are verified: how their books are opened, and by which judges besides."""

    open_book: OpenBook
    judges: tuple[Judge, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands below a folder: finished editions, and books that were not built."""

    editions: tuple[Edition, ...]
    unbuilt: tuple[str, ...] = ()


def shelf(folders: Sequence[Path]) -> Shelf:
    """Find the editions below some folders. Raises InputError where there are none."""
    editions: dict[Path, Edition] = {}
    unbuilt: list[str] = []
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"There is no folder {folder}.")
        for root in _books(folder):
            name = root.as_posix()
            if again.is_record(root):
                home = root.parent.parent if root.parent.name == "release" else root
                editions.setdefault(root.resolve(), Edition(root, name, home, is_record=True))
            elif (root / DIST / manifest.NAME).is_file():
                editions.setdefault(root.resolve(), Edition(root, name, root))
            else:
                unbuilt.append(name)
    if not editions:
        where = ", ".join(map(str, folders))
        hint = "Build a book first: `octavo build`."
        raise InputError(f"There is no finished edition below {where}.", hint=hint)
    return Shelf(tuple(editions.values()), tuple(unbuilt))


def _books(folder: Path) -> Iterator[Path]:
    """Yield the folders of books and versions of record, by name; no link is followed."""
    if again.is_record(folder):
        yield folder
        return
    if (folder / metadata.EDITION).is_file():
        yield folder
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        hidden = entry.name.startswith(".") or entry.name in PASSED
        if entry.is_dir(follow_symlinks=False) and not hidden:
            yield from _books(folder / entry.name)


def verify(crew: Workers, editions: Sequence[Edition], order: Order) -> Iterator[Verdict]:
    """Yield the verdicts on editions, each as soon as it is verified."""
    identity = programs.digest(programs.libraries())
    asked = key_of(identity, *(f"{one.name} {one.identity()}" for one in order.judges))
    kept = crew.host.kept
    lookups = [(edition, _known(edition, _store(edition, kept), asked)) for edition in editions]
    yield from (known for _, known in lookups if known is not None)
    new = [edition for edition, known in lookups if known is None]
    for verdict in _verified_new(crew, new, order):
        yield _keep(verdict, _store(verdict.edition, kept), asked)
    if kept is not None:
        Cache(kept / VERDICTS).trim(crew.host.now() / 1e9)


def _verified_new(crew: Workers, editions: Sequence[Edition], order: Order) -> Iterator[Verdict]:
    """Yield the verdicts on editions that were not verified before, side by side."""
    running: dict[Future[Any], tuple[Edition, Path]] = {}
    checking: dict[Future[Any], tuple[Edition, Path]] = {}
    with TemporaryDirectory() as apart:
        for edition in editions:
            store = _store(edition, crew.host.kept)
            reports = Path(apart) if store is None else store.folder
            checked = _begin_check(crew, edition, reports, is_first=not checking)
            if checked is not None:
                checking[checked] = edition, reports
            else:
                running[crew.pool.submit(verified, edition, order, reports)] = edition, reports
        while running or checking:
            for done in wait([*running, *checking], return_when=FIRST_COMPLETED).done:
                if done in running:
                    yield _result(done, running.pop(done)[0])
                else:
                    edition, reports = checking.pop(done)
                    whole = crew.pool.submit(verified, edition, order, reports)
                    running[whole] = edition, reports


def _begin_check(
    crew: Workers, edition: Edition, reports: Path, *, is_first: bool
) -> Future[list[Finding]] | None:
    """Send the EPUB of an edition through EPUBCheck where Java stays; None where it need not be."""
    epub = None if crew.checker is None else _unchecked(edition, reports)
    if epub is None or crew.checker is None:
        return None
    with suppress(BrokenProcessPool):
        if is_first:
            crew.start_java(("epub",))
        return crew.checker.submit(press_verify.validate_epub, epub.path, reports)
    return None


def _unchecked(edition: Edition, reports: Path) -> Artefact | None:
    """Return the EPUB of an edition that EPUBCheck has not seen."""
    with suppress(InputError):
        for artefact in press_verify.artefacts_in(_dist(edition)):
            seen = press_verify.is_validated(artefact.path, reports)
            if artefact.format == "epub" and not seen:
                return artefact
    return None


def verified(edition: Edition, order: Order, reports: Path) -> Verdict:
    """Verify an edition in this process, with what EPUBCheck has reported."""
    with ThreadPoolExecutor(1) as pool:
        crew = Workers.of(pool)
        if edition.is_record:
            asked = again.Order(edition.path, order.open_book, reports=reports)
            return _guarded(edition, lambda: again.verify(asked, crew, Silent()))
        return _guarded(edition, lambda: _of_book(edition, order, crew))


def _of_book(edition: Edition, order: Order, crew: Workers) -> list[Finding]:
    asked = standing.Asked(judges=order.judges)
    book = order.open_book(edition.path)
    return standing.verify(crew, book, edition.path / DIST, Silent(), asked)


def _guarded(edition: Edition, work: Callable[[], list[Finding]]) -> Verdict:
    """Return the verdict of a check; errors of the text are among its findings."""
    try:
        findings = work()
    except TextError as fault:
        findings = fault.findings
    except InputError as fault:
        return Verdict(edition, fault=str(fault).split("\n", maxsplit=1)[0])
    return Verdict(edition, tuple(findings), files=_count(edition))


def _dist(edition: Edition) -> Path:
    """Return the folder of the finished files."""
    return edition.path / again.DATA / DIST if edition.is_record else edition.path / DIST


def _count(edition: Edition) -> int:
    known = manifest.read(_dist(edition))
    return 0 if known is None else len(known.artefacts)


def _result(done: Future[Verdict], edition: Edition) -> Verdict:
    try:
        return done.result()
    except (BrokenProcessPool, MemoryError):
        return Verdict(edition, fault="The process was ended, or ran out of memory.")


class Silent:
    """Receives the progress of one book among many, and says nothing."""

    def stage(self, name: str, about: str) -> None:
        """A stage of the text begins."""

    def wrote(self, name: str, seconds: float) -> None:
        """A format is written."""

    def standing(self, built: object) -> None:
        """The files are in dist/."""

    def verified(self, name: str, findings: list[Finding]) -> None:
        """A format has been checked."""


def _store(edition: Edition, kept: Path | None) -> Cache | None:
    """Return where the verdict on an edition is kept: the cache of its book, else the user's.

    Nothing is written into a version of record.
    """
    if (edition.home / metadata.EDITION).is_file():
        return Cache(edition.home / ".octavo" / "cache")
    return None if kept is None else Cache(kept / VERDICTS)


def _key(edition: Edition, asked: str) -> str:
    """Return the name of a verdict: of all bytes that it is about, and of what was asked."""
    facts = [asked, "record" if edition.is_record else "book"]
    for base, folders, names in os.walk(edition.path):
        folders[:] = sorted(name for name in folders if name not in APART)
        for name in sorted(names):
            path = Path(base, name)
            link = str(path.readlink()) if path.is_symlink() else ""
            content = files.digest(path) if path.is_file() else ""
            facts.append(f"{path.relative_to(edition.path).as_posix()}\0{link}\0{content}")
    return key_of(*facts)


def _known(edition: Edition, store: Cache | None, asked: str) -> Verdict | None:
    """Return the earlier verdict on the same bytes."""
    try:
        kept = None if store is None else store.get(KIND, _key(edition, asked))
        findings = None if kept is None else records.findings_of(kept)
        return None if findings is None else _recalled(edition, findings)
    except (OSError, InputError):
        return None


def _recalled(edition: Edition, findings: Sequence[Finding]) -> Verdict:
    return Verdict(edition, tuple(findings), files=_count(edition), is_known=True)


def _keep(verdict: Verdict, store: Cache | None, asked: str) -> Verdict:
    """Keep a verdict in a store."""
    if not verdict.fault and store is not None:
        data = records.findings_json(list(verdict.findings))
        with suppress(OSError):
            store.put(KIND, _key(verdict.edition, asked), data)
    return verdict


@dataclass(slots=True)
class Sorted:
    """Gives verdicts in the order of their editions, each as soon as all before it are there."""

    editions: Sequence[Edition]
    known: dict[Edition, Verdict] = field(default_factory=dict)
    at: int = 0

    def take(self, verdict: Verdict) -> Iterator[Verdict]:
        """Take a verdict, and yield those whose turn it is."""
        self.known[verdict.edition] = verdict
        while self.at < len(self.editions) and self.editions[self.at] in self.known:
            yield self.known[self.editions[self.at]]
            self.at += 1
