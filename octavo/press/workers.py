"""The processes that write and read back: for one build, or kept from build to build."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait

from octavo.formats import FORMATS, load
from octavo.model.finding import InputError
from octavo.system import children

SELDOM = 500_000
"""New objects between two searches for cycles, in a process that is kept: about one a build."""


@dataclass(frozen=True, slots=True)
class Workers:
    """The pool, and the process that sets the PDF.

    Where they are kept, the PDF has a process of its own: what Typst has laid out it still knows
    there, and a page that is as it was costs nothing.
    """

    pool: Executor
    setter: Executor

    def writer(self, name: str) -> Executor:
        """Give the executor that writes a format."""
        return self.setter if name == "pdf" else self.pool

    def warm(self, formats: Sequence[str]) -> None:
        """Let the processes load what they will need while the text is being read."""
        taken = signal.signal(signal.SIGINT, signal.SIG_IGN)  # a new process inherits this
        try:
            for name in (name for name in FORMATS if name in formats):
                self.writer(name).submit(load, name)
        finally:
            signal.signal(signal.SIGINT, taken)


@contextmanager
def workers(*, kept: bool = False) -> Iterator[Workers]:
    """Give a process for each core; on an interruption they end at once.

    Raises InputError where one is ended from outside.
    """
    count = min(len(FORMATS), os.cpu_count() or 1)
    try:
        with ExitStack() as stack:
            pool = stack.enter_context(_pool(count, kept=kept))
            setter = stack.enter_context(_pool(1, kept=kept)) if kept else pool
            yield Workers(pool, setter)
    except BrokenProcessPool as fault:
        raise InputError(
            "A process of the build was ended, perhaps for want of memory or of disk space.",
            hint="Build fewer formats at once: --to pdf, then --to epub.",
        ) from fault


@contextmanager
def _pool(count: int, *, kept: bool) -> Iterator[Executor]:
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=spawn, initializer=_begin, initargs=(kept,))
    others = set(multiprocessing.active_children())
    try:
        yield pool
    except (OSError, RuntimeError) as fault:  # what a pool says that breaks while it is asked
        if is_broken(pool):
            raise BrokenProcessPool(str(fault)) from fault
        raise
    finally:
        if is_broken(pool):
            # CPython ends the processes that it knew when the pool broke, and then waits for all:
            # also for one that was being started in that moment, for ever.
            for process in set(multiprocessing.active_children()) - others:
                process.kill()
        pool.shutdown(wait=True, cancel_futures=True)


def is_broken(pool: ProcessPoolExecutor) -> bool:
    """Whether a process of a pool was ended from outside; no public name says so."""
    return bool(getattr(pool, "_broken", False))


def _begin(kept: bool) -> None:
    """Leave interruptions to the main process, and cycles to the end of this one.

    What goes wrong reaches the main process as an exception; a process whose pool breaks would
    write its own to the terminal as well.
    """
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until it ends
    if kept:
        gc.set_threshold(SELDOM)
    else:
        gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    children.end_with_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the main process is gone, however it was ended: nobody else would end this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        children.end_all()
        os._exit(1)
