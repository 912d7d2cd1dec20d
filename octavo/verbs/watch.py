"""The verb watch: show the book in a browser, and build it again whenever it changes."""

from __future__ import annotations

import gc
import os
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from octavo.desk.server import editor as editors
from octavo.desk.server import listing
from octavo.desk.server.changed import lines_of
from octavo.desk.server.editions import Editions
from octavo.desk.server.letters import Places
from octavo.desk.server.preview import Preview
from octavo.desk.server.serving import served
from octavo.model.finding import InputError, Severity
from octavo.press import watch as press_watch
from octavo.press.build import Built
from octavo.press.prepare import TextError
from octavo.press.workers import Workers, workers
from octavo.report import terminal, verdict
from octavo.text.terms import direction
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, host_of
from octavo.verbs.order import Order, OutOption, StrictOption, ToOption, make

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
    file and line, and opens the editor there. EPUBCheck waits for octavo build.
    """
    open_book(project, trusted=trust)  # refuse a folder without a book at once
    command = editors.command_of(editor, os.environ)
    order = Order(to, project, out, strict, quiet=True, draft=True)
    desk = Desk(Preview(project), order)
    with (
        workers(host_of(context), kept=True) as crew,
        served(desk.preview, command) as address,
    ):
        print(f"The preview is at {address}", flush=True)
        print("Watching source/, metadata/ and filters/; Ctrl-C ends it.", flush=True)
        if not no_browser:
            open_browser(address)
        for names in press_watch.changes(project):
            if names:
                print(f"\n{', '.join(names)}", flush=True)
            desk.build_again(crew, names)
    return 0


def open_browser(address: str) -> None:
    """Open the preview in the user's browser, where there is a screen for one."""
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        return
    webbrowser.open(address)


@dataclass(slots=True)
class Desk:
    """A book that is watched: how it is built, and where it is shown."""

    preview: Preview
    order: Order

    def build_again(self, crew: Workers, names: Sequence[str]) -> None:
        """Build while a book is watched; report what is wrong and wait until it is mended."""
        started = crew.host.clock()
        self.preview.building("The book is being built …", self._changed(names))
        try:
            built, _ = make(crew, self.order, self._standing)
        except InputError as fault:
            terminal.complain(fault)
            self.preview.refused(listing.of_fault(fault), "Nothing was built: see the findings.")
        except TextError as fault:
            terminal.refuse(fault)
            self.preview.refused(fault.findings, "Nothing was built: the text has errors.")
        else:
            out = terminal.console()
            errors = [f for f in built.findings if f.severity is Severity.ERROR]
            terminal.show_findings(out, errors)
            seconds = crew.host.clock() - started
            words = f"Built in {seconds:.1f} s. {verdict.of_build(built.findings, built.missing)}."
            out.print(words)
            self.preview.built(built.findings, words, built.book.chain.own_rules())
        sys.stdout.flush()
        gc.collect()  # nobody waits now

    def _standing(self, built: Built) -> None:
        """Show the files of a build as soon as they stand."""
        book = built.book
        earlier = self.preview.shown.editions.places
        places = Places.of(book.chapters, book.project.cache, earlier)
        self.preview.standing(
            built.title,
            Editions.of(built.artefacts, places),
            "The files are being checked against the text …",
            is_rtl=direction(book.edition.lang) == "rtl",
        )

    def _changed(self, names: Sequence[str]) -> list[tuple[str, int]]:
        """Return the first line that has changed in each of some files of the text."""
        texts = dict(self.preview.shown.editions.places.kept.keys())
        changed = []
        for name in names:
            if name in texts and (text := read_text(self.preview.root / name)) is not None:
                lines = lines_of(texts[name], text)
                changed += [(name, lines.start)] if lines else []
        return changed


def read_text(path: Path) -> str | None:
    """Return a file's text, as a chapter has it; None where there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
