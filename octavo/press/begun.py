"""Files that are begun before the text is ready, of the document that it will likely give.

While a book is watched, what has changed is shown ahead, and the last document with these
paragraphs is nearly always the one that the whole text then gives. Reading, filtering and citing
keep one core busy; the others write and check the files of that document meanwhile, in a folder
apart. The files count only where the document that the text gave is the same, byte for byte: else
they are dropped, and written anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from octavo.files import files
from octavo.model.artefact import Artefact, Job
from octavo.model.edition import Project
from octavo.press import place
from octavo.press.jobs import Press, Watcher
from octavo.press.tasks import Asked, jobs_of
from octavo.press.workers import Workers


@dataclass(frozen=True, slots=True)
class Begun:
    """The press that writes the files of an expected document, and what it has made once it ends.

    `data` is the document, as pandoc's JSON.
    """

    data: bytes
    press: Press
    made: Future[list[Artefact]]

    def taken(self, data: bytes, formats: tuple[str, ...]) -> tuple[Press, list[Artefact]] | None:
        """Return the press and its files, once they are written.

        Where they are not of this document and these formats, return None, and check nothing
        further. Raises InputError where no file can be written.
        """
        if data == self.data and set(self.press.jobs) == set(formats):
            return self.press, self.made.result()
        self.press.drop()
        return None

    def end(self) -> None:
        """Wait until nothing is written or read in the folder apart any more."""
        self.press.drop()
        wait([self.made])
        self.press.wait()


class Draft(Asked, Protocol):
    """What a draft is asked for."""

    @property
    def out(self) -> Path:
        """The folder of the finished files."""


@contextmanager
def begin(
    crew: Workers, project: Project, draft: Draft, data: bytes | None, watcher: Watcher
) -> Iterator[Begun | None]:
    """Begin the files of an expected document in a folder apart, which is gone afterwards.

    Yields None where no document is expected, or there is no room for one. It is left when
    nothing writes there any more.
    """
    with ExitStack() as stack:
        jobs = {} if data is None else _jobs(stack, project, draft, data)
        if data is None or not jobs:
            yield None
            return
        # signals belong to the main thread; the processes of a kept crew have started already
        aside = replace(crew, host=replace(crew.host, starting=nullcontext))
        press = Press(aside, jobs, watcher, draft=True)
        thread = stack.enter_context(ThreadPoolExecutor(1))
        begun = Begun(data, press, thread.submit(press.write))
        try:
            yield begun
        finally:
            begun.end()


def _jobs(stack: ExitStack, project: Project, draft: Draft, data: bytes) -> dict[str, Job]:
    """Make the folder and its jobs; none where the system refuses: the build says what is wrong."""
    try:
        return jobs_of(project, data, draft, stack.enter_context(files.room(draft.out, place.ROOM)))
    except OSError:
        return {}
