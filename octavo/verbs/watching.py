"""A book that is watched: built, and shown, again and again."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from octavo.book.chapter import Chapter
from octavo.book.spare import Spare
from octavo.desk.server import listing
from octavo.desk.server.changed import lines_of
from octavo.desk.server.editions import Editions
from octavo.desk.server.letters import Places
from octavo.desk.server.pages import placed_fragment
from octavo.desk.server.preview import Patch, Preview
from octavo.desk.server.spread import Pages
from octavo.formats.html.format import text_of
from octavo.model.finding import InputError, Severity, TextError
from octavo.model.nodes import Document
from octavo.press import proof
from octavo.press.ahead import Ready, Standing
from octavo.press.build import Built
from octavo.press.workers import Workers
from octavo.report import terminal, verdict
from octavo.text.terms import direction
from octavo.verbs.order import Order, make


@dataclass(slots=True)
class Desk:
    """How a book is built, and where it is shown.

    `standing` is the last build, `chapters` the chapters of it with what was shown ahead since; the
    build `is_behind` where some of that could not be put into its document. `spare` is the text
    as it was read for the next build.
    Two threads work here: one builds, the other shows ahead; each holds `lock` while it does so.
    """

    preview: Preview
    order: Order
    crew: Workers
    standing: Standing | None = None
    chapters: dict[str, Chapter] = field(default_factory=dict)
    is_behind: bool = False
    spare: Spare = field(default_factory=Spare)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def build_again(self, names: Sequence[str] = ()) -> None:
        """Build while a book is watched; report what is wrong and wait until it is mended."""
        started = self.crew.host.clock()
        self.preview.building("The book is being built …", self._changed(names))
        try:
            expected = self._expected(names)
            built, _ = make(self.crew, self.order, self._stand, expected, self.spare)
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
            seconds = self.crew.host.clock() - started
            words = f"Built in {seconds:.1f} s. {verdict.of_build(built.findings, built.missing)}."
            out.print(words)
            self.preview.built(built.findings, words, built.book.chain.own_rules())
        sys.stdout.flush()
        self._rest()

    def _rest(self) -> None:
        """Tidy the memory, and read the text for the next build: nobody waits now."""
        self.spare.documents.clear()
        gc.collect()
        if self.standing is not None:
            self.spare = Spare.of(self.standing.book.chapters)

    def _expected(self, names: Sequence[str]) -> Document | None:
        """Return the document that the text will likely give; None where a change is not in it."""
        with self.lock:
            if self.standing is None or self.is_behind or not names:
                return None
            shown = all(
                name in self.chapters
                and self.chapters[name].text == read_text(self.preview.root / name)
                for name in names
            )
            return self.standing.document if shown else None

    def show_ahead(self, names: Sequence[str]) -> None:
        """Show what has changed in the text before the whole book is built, where it is sure."""
        with self.lock:
            for name in names:
                self._show_ahead(name)

    def _show_ahead(self, name: str) -> None:
        chapter, text = self.chapters.get(name), read_text(self.preview.root / name)
        if self.standing is None or chapter is None or text is None:
            return
        changed = lines_of(chapter.text, text)
        try:
            ready = self.standing.ready(chapter, text) if changed else None
            if ready is None or changed is None:
                return
            root = text_of(ready.document, self.standing.book.edition)
        except InputError:  # the build of the whole book says what is wrong
            return
        stretch = ready.stretch
        html = placed_fragment(root, name, ready.lines)
        moved = stretch.now_end - stretch.end
        self.preview.patched(Patch(name, stretch.start, stretch.end, moved, changed.start, html))
        self._take(ready)

    def _take(self, ready: Ready) -> None:
        """Go on from what was shown; have its pages set, if somebody looks at pages."""
        if self.standing is None:
            return
        self.chapters[ready.chapter.file] = ready.chapter
        if ready.whole is None:
            self.is_behind = True
            return
        self.standing = Standing(self.standing.book, ready.whole)
        if self.preview.is_leafed:
            version = self.preview.shown.version
            proof.submit(self.crew, self.standing.book.project, ready.whole).add_done_callback(
                lambda done: self._repage(done, version)
            )

    def _repage(self, done: Future[bytes | None], version: int) -> None:
        """Show pages that were set ahead, unless a whole book has been built meanwhile."""
        if done.cancelled() or done.exception() or self.preview.shown.version != version:
            return
        pages = done.result()
        if pages:
            self.preview.repaged(Pages(pages))

    def _stand(self, built: Built) -> None:
        """Show the files of a build as soon as they stand."""
        book = built.book
        earlier = self.preview.shown.editions.places
        places = Places.of(book.chapters, book.project.cache, earlier)
        with self.lock:
            self.standing = Standing(book, built.document)
            self.is_behind = False
            self.chapters = {chapter.file: chapter for chapter in book.chapters}
            self.preview.standing(
                built.title,
                Editions.of(built.artefacts, places),
                "The files are being checked against the text …",
                is_rtl=direction(book.edition.lang) == "rtl",
            )
        root = self.preview.root
        texts = {chapter.file: chapter.text for chapter in book.chapters}
        self.show_ahead([name for name in texts if read_text(root / name) != texts[name]])

    def _changed(self, names: Sequence[str]) -> list[tuple[str, int]]:
        """Return the first line that has changed in each of some files of the text."""
        texts = dict(self.preview.shown.editions.places.kept.keys())
        ahead = {patch.file for patch in self.preview.shown.patches}
        changed = []
        for name in [name for name in names if name in texts and name not in ahead]:
            text = read_text(self.preview.root / name)
            lines = None if text is None else lines_of(texts[name], text)
            changed += [(name, lines.start)] if lines else []
        return changed


def read_text(path: Path) -> str | None:
    """Return a file's text, as a chapter has it; None where there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
