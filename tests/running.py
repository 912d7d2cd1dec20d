"""Runs the command on a small book, as a process or in this one, and ends it in the middle."""

from __future__ import annotations

import gc
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import (
    ExitStack,
    chdir,
    contextmanager,
    redirect_stderr,
    redirect_stdout,
    suppress,
)
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from octavo import cli
from octavo.book.book import Book
from octavo.model.edition import Project
from octavo.press import build as pipeline
from octavo.press.workers import Workers
from octavo.system.host import Host
from octavo.verbs import order

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "octavo.cli")

FILES = {
    "source/01-one.md": (
        '# One {#one}\n\nIt\'s "quoted" -- so, pp. 3-4 ... and it was well.[^1]\n\n'
        "Marx met Engels in Paris; Engels met Bebel in London. The Marx-Engels-Bebel letters are\n"
        "lost -- nobody knows why.\n\n"
        "Later hands copied the Bebel-Marx-Engels papers, see pp. 3-4, and kept them.\n\n"
        "[^1]: A note, pp. 5-6.\n"
    ),
    "source/02-two.md": '# Two\n\nSee [one](#one) -- "again" and it\'s over.\n',
    "metadata/edition.yaml": (
        "title: A Book\nlang: en-GB\ndate: 2026-01-15\nbibliography: references.json\n"
    ),
    "metadata/design.yaml": "citation-style: apa\n",
    "metadata/references.json": "[]\n",
    "metadata/pandoc.json": (ROOT / "metadata" / "pandoc.json").read_text(encoding="utf-8"),
}


def make_book(folder: Path, outputs: str = "html") -> Path:
    """Make a small book that has something to mend and something to decide."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with (folder / "metadata" / "edition.yaml").open("a", encoding="utf-8") as file:
        file.write(f"outputs: [{outputs}]\n")
    return folder


def octavo(folder: Path, *arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, text=True, encoding="utf-8", check=False, **how
    )


class AtOnce(Executor):
    """Does what it is asked for when it is asked, in this process."""

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Do a task; what it raises is kept for the one who asks for its result."""
        future: Future[Any] = Future()
        try:
            future.set_result(task(*given, **named))
        except Exception as fault:  # noqa: BLE001 - every executor hands on whatever was raised
            future.set_exception(fault)
        return future


@contextmanager
def _at_once(host: Host | None = None, **_: object) -> Iterator[Workers]:
    yield Workers.of(AtOnce(), host)


def build(project: Project, *given: Any) -> pipeline.Built:
    """Build an edition as `pipeline.build` does, in this process."""
    with _at_once() as crew:
        return pipeline.build_with(crew, Book(project), *given)


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, in this process: it takes a fraction of the time of `octavo`.

    For tests of what a verb says, writes and refuses. What is about processes, signals, the
    terminal, or how the command starts and ends, wants `octavo`.
    """
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2))
    with ExitStack() as stack:
        for module in (
            "press.build",
            "verbs.build",
            "verbs.watch",
            "verbs.verify",
            "verbs.verifying",
            "verbs.release",
        ):
            stack.enter_context(patch(f"octavo.{module}.workers", _at_once))
        for context in (patch.object(sys, "path", [*sys.path]), patch.dict(os.environ)):
            stack.enter_context(context)
        for context in (chdir(folder), redirect_stdout(out), redirect_stderr(err)):
            stack.enter_context(context)
        stack.callback(gc.enable)  # the command leaves cycles to the end of its process
        status = cli._run([*arguments])
    printed, complaint = (_text(stream) for stream in (out, err))
    return subprocess.CompletedProcess(arguments, status, printed, complaint)


LONG = pytest.mark.long
DRAFTS = [pytest.param(False, id="draft"), pytest.param(True, id="EPUBCheck", marks=LONG)]
CHECKED = pytest.mark.parametrize("checked", DRAFTS)
"""A test of a whole book: each time as a draft, and among the long ones with EPUBCheck."""


def whole(folder: Path, *, checked: bool) -> None:
    """Build all formats in this process, as `octavo build` or, not `checked`, as `octavo watch`.

    A draft is not sent through EPUBCheck, which takes four seconds of CPU.
    """
    if checked:
        done = call(folder, "build")
        assert done.returncode == 0, done.stdout + done.stderr
        return
    with _at_once() as crew:
        asked = order.Order("", folder, None, strict=False, quiet=True, draft=True)
        built, summary = order.make(crew, asked)
    assert built.status == 0, summary


def _text(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def killed_after(seconds: float, folder: Path, *arguments: str) -> bool:
    """Run the command and kill it after a while; False where it had ended before."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            return True
    return False


def snapshot(folder: Path) -> dict[str, str]:
    """Give what is in a folder: each name, hidden ones too, with its sha256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in sorted(folder.rglob("*"))
    }


def processes_in(folder: Path) -> Iterator[str]:
    """Give the command lines of living processes that work in a folder or name it (Linux)."""
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            line = (process / "cmdline").read_bytes().decode("utf-8", "replace")
            where = (process / "cwd").readlink()
        except OSError:
            continue
        if str(folder) in line or where.is_relative_to(folder):
            yield line.replace("\0", " ")


def gone_within(seconds: float, folder: Path) -> list[str]:
    """Wait until no process works in a folder; give those that still do."""
    end = time.monotonic() + seconds
    while (left := list(processes_in(folder))) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def workers_of(parent: int) -> Iterator[int]:
    """Give the processes of a build, waiting for them."""
    while True:
        yield from workers_now(parent)


def workers_now(parent: int) -> Iterator[int]:
    """Give the processes that a build has now: the pool's, and the one where Java stays."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
    for child in children:
        with suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield int(child)
