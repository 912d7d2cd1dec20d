"""The verb watch: show the book in a browser, and build it again whenever it changes."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Annotated

import typer

from octavo.desk.server import editor as editors
from octavo.desk.server.preview import Preview
from octavo.desk.server.serving import served
from octavo.press import watch as press_watch
from octavo.press.workers import workers
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, host_of
from octavo.verbs.order import Order, OutOption, StrictOption, ToOption
from octavo.verbs.watching import Desk

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
"""The variables by which a program on Linux finds a screen to open a window on."""

EditorOption = Annotated[
    str | None,
    typer.Option(
        help="What a click opens: 'code -g {file}:{line}'. Else $VISUAL or $EDITOR, where that has "
        "a window of its own.",
        show_default=False,
    ),
]
NoBrowserOption = Annotated[
    bool, typer.Option("--no-browser", help="Print the address of the preview, and open nothing.")
]


def watch(
    context: typer.Context,
    to: ToOption = "",
    project: ProjectOption = Path(),
    out: OutOption = None,
    strict: StrictOption = False,
    trust: TrustOption = False,
    editor: EditorOption = None,
    no_browser: NoBrowserOption = False,
) -> int:
    """Show the book in the browser, and build it again whenever it changes, until Ctrl-C.

    The page shows the web edition, the PDF's spread and the EPUB's page of what is being written,
    beside what was found. It can be opened on this computer only. A click on a paragraph shows its
    file and line, and opens the editor there.
    """
    open_book(project, trusted=trust)  # refuse a folder without a book at once
    command = editors.command_of(editor, os.environ)
    order = Order(to, project, out, strict, quiet=True, draft=True)
    preview = Preview(project)
    with (
        workers(host_of(context), kept=True) as crew,
        served(preview, command) as at,
        followed(project, Desk(preview, order, crew)) as (desk, batches),
    ):
        print(f"The preview is at {at.address}", flush=True)
        print("Watching source/, metadata/ and filters/; Ctrl-C ends it.", flush=True)
        if not no_browser:
            open_browser(at.once)
        for names in batches:
            if names:
                print(f"\n{', '.join(names)}", flush=True)
            desk.build_again(names)
    return 0


@contextmanager
def followed(project: Path, desk: Desk) -> Iterator[tuple[Desk, Iterator[list[str]]]]:
    """Yield the changes of a book to build, while what has changed is shown ahead at once.

    What changes while a book is built is one batch.
    """
    waiting: SimpleQueue[list[str] | None] = SimpleQueue()
    stop = threading.Event()

    def follow() -> None:
        try:
            for names in press_watch.changes(project, stop):
                desk.show_ahead(names)
                waiting.put(names)
        finally:
            waiting.put(None)

    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(follow)
        try:
            yield desk, batches_of(waiting)
            done.result()  # what ended the watch, if nobody did
        finally:
            stop.set()


def batches_of(waiting: SimpleQueue[list[str] | None]) -> Iterator[list[str]]:
    """Yield what waits, all of it at once; end at a None."""
    while True:
        gathered = [waiting.get()]
        while not waiting.empty():
            gathered.append(waiting.get())
        if None in gathered:
            return
        yield sorted({name for names in gathered for name in names or ()})


def open_browser(address: str) -> None:
    """Open the preview in the user's browser, where there is a screen for one."""
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        return
    webbrowser.open(address)
