"""Builds one edition: prepare, write side by side, put in place, verify."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
import signal
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import orjson

from octavo import agreement, fresh, locating, reading, source
from octavo.artefact import Artefact, Job, Reading
from octavo.ast import Document
from octavo.edition import Edition, Project
from octavo.finding import Finding, InputError, Severity
from octavo.formats import FORMATS, load
from octavo.preparing import Prepared, TextError, cache_of, prepare

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)))
)
"""Names that Windows keeps for devices."""

EARLIEST = 315532800
"""1980-01-01: the date of an edition without a date; a zip archive can name none before it."""


class Watcher(Protocol):
    """Is told how a build goes."""

    def stage(self, name: str, about: str) -> None:
        """A stage of the text begins."""

    def wrote(self, name: str, seconds: float) -> None:
        """A format is written."""

    def standing(self, built: Built) -> None:
        """The artefacts stand in dist/; verification begins."""

    def verified(self, name: str, findings: list[Finding]) -> None:
        """An artefact has been read back."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to build: formats, the folder for artefacts, and whether warnings stop a build."""

    formats: tuple[str, ...]
    out: Path
    strict: bool = False
    processes: int = 0


@dataclass(slots=True)
class Built:
    """A finished build."""

    project: Project
    out: Path
    artefacts: list[Artefact]
    findings: list[Finding]
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """0, or 1 where a finding is an error."""
        return int(any(f.severity is Severity.ERROR for f in self.findings))


def build(project: Project, options: Options, watcher: Watcher) -> Built:
    """Build an edition.

    Raises InputError where input or folder is wrong, and TextError where the text has errors; then
    nothing has been written. Artefacts are made beside their place and renamed into it.
    """
    prepared = prepare(project, watcher.stage)
    check_errors(prepared, options)
    with workers(options) as pool, workroom(options.out) as room:
        jobs = make_jobs(prepared, options, room)
        made = _write(pool, jobs, watcher)
        fresh.forget(project.root)
        artefacts = [_put(artefact, options.out) for artefact in made]
        built = Built(project, options.out, artefacts, prepared.findings, prepared.seconds)
        watcher.standing(built)
        started = time.perf_counter()
        found = _verify(pool, artefacts, next(iter(jobs.values())), watcher)
        built.findings = [*prepared.findings, *_placed(found, prepared.chapters)]
        built.seconds["verify"] = round(time.perf_counter() - started, 3)
    return built


def verify(project: Project, out: Path, watcher: Watcher) -> list[Finding]:
    """Read the artefacts of an earlier build back, and hold them against the text as it is.

    Raises InputError where there is no build to verify.
    """
    artefacts = _artefacts_in(out)
    prepared = prepare(project, watcher.stage)
    options = Options(tuple({_module_of(a.format) for a in artefacts}), out)
    check_errors(prepared, options)
    with workers(options) as pool, workroom(out) as room:
        job = next(iter(make_jobs(prepared, options, room).values()))
        found = _verify(pool, artefacts, job, watcher)
    return _placed(found, prepared.chapters)


def _artefacts_in(out: Path) -> list[Artefact]:
    try:
        listed = orjson.loads((out / "manifest.json").read_bytes())["artefacts"]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as fault:
        raise InputError(
            f"There is no build in {out.name}/ to verify.", hint="Run `octavo build` first."
        ) from fault
    artefacts = [
        Artefact(a["format"], out / a["path"], a["media-type"], sha256=a["sha256"]) for a in listed
    ]
    for artefact in artefacts:
        if not artefact.path.exists():
            raise InputError(
                f"{artefact.path.name} is gone from {out.name}/.", hint="Run `octavo build` again."
            )
    return artefacts


def check_errors(prepared: Prepared, options: Options) -> None:
    """Stop on errors of the text; in a strict build on warnings too."""
    stopping = [Severity.ERROR, *([Severity.WARNING] if options.strict else [])]
    errors = [finding for finding in prepared.findings if finding.severity in stopping]
    if errors:
        raise TextError(errors)


def slug_of(title: str) -> str:
    """Give the name that artefacts bear: the title in small ASCII letters and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['\"]", "", plain)
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "book"
    return f"{slug}-book" if slug in RESERVED else slug


def epoch_of(edition: Edition) -> int:
    """Give the edition's date in seconds since 1970; never the clock's."""
    parts = [int(part) for part in edition.date.split("-")] if edition.date else []
    if not parts or parts[0] < 1980:
        return EARLIEST
    year, month, day = (*parts, 1, 1)[:3]
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


@contextmanager
def workroom(out: Path) -> Iterator[Path]:
    """Give a folder beside the artefacts' places, gone afterwards whatever happens."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=".making-", dir=out))
    except OSError as fault:
        raise InputError(
            f"The folder {out.name} cannot be written: {fault.strerror}.",
            hint="Free some room, or name another folder with --out.",
        ) from fault
    try:
        yield room
    except OSError as fault:
        raise InputError(
            f"Writing failed: {fault.strerror or fault} ({Path(fault.filename or out).name}).",
            hint="Free some room, or name another folder with --out.",
        ) from fault
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def workers(options: Options) -> Iterator[ProcessPoolExecutor]:
    """Give the processes that write and verify; on an interruption they end at once."""
    count = options.processes or min(len(FORMATS), os.cpu_count() or 1)
    pool = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Leave interruptions to the main process, and cycles to the end of this one."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def make_jobs(prepared: Prepared, options: Options, room: Path) -> dict[str, Job]:
    """Write the document once, and give each format its job."""
    document = room / "document.json"
    document.write_bytes(prepared.document.dumps())
    edition = prepared.project.edition
    jobs = {}
    for name in (name for name in FORMATS if name in options.formats):
        work = room / name
        work.mkdir()
        jobs[name] = Job(
            document, prepared.project, work, slug_of(edition.title), epoch_of(edition)
        )
    return jobs


def _write(pool: ProcessPoolExecutor, jobs: dict[str, Job], watcher: Watcher) -> list[Artefact]:
    waiting: dict[Future[tuple[list[Artefact], float]], str] = {
        pool.submit(_write_one, name, job): name for name, job in jobs.items()
    }
    made: dict[str, list[Artefact]] = {}
    for done in as_completed(waiting):
        name = waiting[done]
        artefacts, seconds = done.result()
        made[name] = [replace(artefact, seconds=round(seconds, 3)) for artefact in artefacts]
        watcher.wrote(name, seconds)
    return [artefact for name in reversed(FORMATS) for artefact in made.get(name, [])]


def _write_one(name: str, job: Job) -> tuple[list[Artefact], float]:
    started = time.perf_counter()
    artefacts = load(name).write(job)
    return artefacts, time.perf_counter() - started


def _put(artefact: Artefact, out: Path) -> Artefact:
    """Rename an artefact into its place, and say what it is."""
    place = out / artefact.path.name
    if place.is_dir():
        old = artefact.path.with_name(artefact.path.name + ".old")
        place.replace(old)
    artefact.path.replace(place)
    size = sum(f.stat().st_size for f in ([place] if place.is_file() else place.rglob("*")))
    return replace(artefact, path=place, sha256=fresh.digest(place), bytes=size)


def _verify(
    pool: ProcessPoolExecutor, artefacts: list[Artefact], job: Job, watcher: Watcher
) -> list[Finding]:
    waiting = {pool.submit(_verify_one, a, job): a for a in artefacts}
    for artefact in artefacts:
        if artefact.format == "epub":
            waiting[pool.submit(_epubcheck, artefact.path, cache_of(job.project))] = artefact
    findings: list[Finding] = []
    for done in as_completed(waiting):
        found = done.result()
        watcher.verified(waiting[done].format, found)
        findings += found
    order = {artefact.format: number for number, artefact in enumerate(artefacts)}
    return sorted(findings, key=lambda f: (order.get(f.format, 99), f.rule, f.message))


def _verify_one(artefact: Artefact, job: Job) -> list[Finding]:
    """Read an artefact back, and hold it against the canonical text."""
    module = load(_module_of(artefact.format))
    findings = module.check(artefact, job)
    found = module.read(artefact, job)
    joined = artefact.format.startswith("pdf")
    findings += agreement.compare(_canon(job.document), found, artefact.format, joined=joined)
    return [replace(finding, format=artefact.format) for finding in findings]


def _module_of(format_name: str) -> str:
    return "html" if format_name == "site" else format_name.partition("-")[0]


@lru_cache(maxsize=1)
def _canon(document: Path) -> Reading:
    return reading.read(Document.loads(document.read_bytes()))


def _epubcheck(path: Path, cache: Path) -> list[Finding]:
    from octavo.formats.epub.epubcheck import epubcheck

    return [replace(finding, format="epub") for finding in epubcheck(path, cache)]


def _placed(findings: list[Finding], chapters: list[source.Chapter]) -> list[Finding]:
    """Give a difference between text and artefact its place, found by the words around it."""
    return [
        finding if finding.place else finding.at(locating.find(chapters, *finding.context))
        for finding in findings
    ]
