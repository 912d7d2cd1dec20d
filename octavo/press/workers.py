"""The processes that write and read back: for one build, or kept from build to build."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any

from octavo.formats import FORMATS, load
from octavo.model.finding import InputError
from octavo.system import children
from octavo.system.host import Host

SELDOM = 500_000
"""New objects between two searches for cycles, in a process that is kept: about one a build."""

BEHIND = 5
"""By so much the priority of what works behind a text that is read is lower: a third of the time
where all cores are taken (sched(7)), all of it where one is free.
"""


@dataclass(frozen=True, slots=True)
class Workers:
    """The executors that a build is given, and the program that runs it.

    `setter` sets the PDF. Where processes are kept it has one of its own: what Typst has laid out
    it still knows there, and a page that is as it was costs nothing. `checker` is a process in
    which Java stays for EPUBCheck; without one it is run for each check.

    Where they are kept, files are begun while the text is read, and the text takes longest: pool
    and checker give way to it. The setter does not: an editor waits for the page she looks at.
    """

    pool: Executor
    setter: Executor
    host: Host = field(default_factory=Host)
    checker: Executor | None = None

    @classmethod
    def of(cls, executor: Executor, host: Host | None = None) -> Workers:
        """Work with an executor of the caller's own: threads, or the workers of a cluster."""
        return cls(executor, executor, host or Host())

    def writer(self, name: str) -> Executor:
        """Return the executor that writes a format."""
        return self.setter if name == "pdf" else self.pool

    def warm(self, formats: Sequence[str]) -> None:
        """Let the processes load what they will need while the text is being read."""
        with self.host.starting():
            for name in (name for name in FORMATS if name in formats):
                self.writer(name).submit(load, name)

    def start_java(self, formats: Sequence[str]) -> None:
        """Start Java for EPUBCheck, where a format asks for it and it stays.

        It takes as long to be ready as a short book to be written: it is started first of all.
        """
        if "epub" in formats and self.checker is not None:
            with self.host.starting():
                self.checker.submit(_start_checker, self.host.kept)


@contextmanager
def workers(host: Host | None = None, *, kept: bool = False) -> Iterator[Workers]:
    """Yield a process for each core; on an interruption they end at once.

    Raises InputError where one is ended from outside.
    """
    host = host or Host()
    count = min(len(FORMATS), os.cpu_count() or 1)
    begin = partial(_begin, host.begin, kept=kept)
    behind = partial(begin, priority=BEHIND) if kept else begin
    try:
        with ExitStack() as stack:
            pool = stack.enter_context(_pool(count, behind))
            setter = stack.enter_context(_pool(1, begin)) if kept else pool
            checker = stack.enter_context(_pool(1, behind, ends=True))
            yield Workers(pool, setter, host, checker)
    except BrokenProcessPool as fault:
        raise InputError(
            "A process of the build was ended, perhaps for want of memory or of disk space.",
            hint="Build fewer formats at once: --to pdf, then --to epub.",
        ) from fault


def _start_checker(kept: Path | None = None) -> None:
    from octavo.formats.epub import epubcheck  # this process alone needs it

    with Path(os.devnull).open("wb") as nowhere:  # Java itself writes to the terminal
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)
    epubcheck.start(kept)


class _Spawning(SpawnContext):
    """Starts processes for one pool, and knows them: another build may start its own meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[SpawnProcess] = []

    def Process(self, *args: Any, **named: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        process = SpawnProcess(*args, **named)
        self.started.append(process)
        return process


@contextmanager
def _pool(count: int, begin: Callable[[], None], *, ends: bool = False) -> Iterator[Executor]:
    """Yield an executor.

    If it `ends`, its processes do so at once when it is left, and a build goes on without them.
    """
    spawn = _Spawning()
    pool = ProcessPoolExecutor(count, mp_context=spawn, initializer=begin)
    try:
        yield pool
    except (OSError, RuntimeError) as fault:  # raised by a pool that breaks during a call
        if is_broken(pool) and not ends:
            raise BrokenProcessPool(str(fault)) from fault
        raise
    finally:
        if ends or is_broken(pool):
            # CPython ends the processes that it knew when the pool broke, and then waits for all:
            # also for one that was being started in that moment, for ever.
            for process in spawn.started:
                if process.is_alive():
                    process.kill()
        pool.shutdown(wait=True, cancel_futures=True)


def is_broken(pool: ProcessPoolExecutor) -> bool:
    """Whether a process of a pool was ended from outside; the library has no public name for it."""
    return bool(getattr(pool, "_broken", False))


def _begin(begin: Callable[[], None], *, kept: bool, priority: int = 0) -> None:
    """Begin as the host has it, and leave cycles to the end of this process.

    By `priority` it gives way to others, where the system knows that. What goes wrong reaches the
    main process as an exception; a process whose pool breaks would write its own to the terminal
    as well.
    """
    begin()
    if priority and hasattr(os, "nice"):
        os.nice(priority)
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until it ends
    if kept:
        gc.set_threshold(SELDOM)
    else:
        gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the main process is gone, however it was ended: nobody else would end this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        children.end_all()
        os._exit(1)
