"""What the preview shows at this moment, and who waits for it to change.

The builder tells it what it does; the browser's requests read from it, each in a thread of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from octavo.desk.server import listing
from octavo.desk.server.editions import Editions
from octavo.desk.server.letters import Places, Spot
from octavo.desk.server.spread import Pages
from octavo.model.finding import Finding
from octavo.model.rules import Rule

BUILDING, BUILT, REFUSED = "building", "built", "refused"


@dataclass(frozen=True, slots=True)
class Patch:
    """Paragraphs of a chapter as they read now, before the whole book is built.

    They take the place of what stood in the lines `start` to before `end` of `file`; what follows
    has moved by `moved` lines. `line` is the first that has changed.
    """

    file: str
    start: int
    end: int
    moved: int
    line: int
    html: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is shown. `version` counts the builds, `turn` every change, `sheets` the PDF's."""

    state: str = BUILDING
    turn: int = 0
    version: int = 0
    sheets: int = 0
    title: str = ""
    words: str = ""
    is_rtl: bool = False
    editions: Editions = field(default_factory=lambda: Editions(Places()))
    findings: tuple[dict[str, Any], ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    patches: tuple[Patch, ...] = ()
    """What has changed in the pages since they were built, in this order."""


class Preview:
    """The book as the browser sees it."""

    def __init__(self, root: Path) -> None:
        """Take the book's folder."""
        self.root = root.resolve()
        self.shown = Shown(title=self.root.name)
        self.is_leafed = False
        """Whether somebody has looked at the PDF's pages since they were last shown."""
        self._changed = threading.Condition()
        self._is_closed = False

    def building(self, words: str, places: Sequence[tuple[str, int]] = ()) -> None:
        """Say that a build begins, and which lines of which files have changed."""
        kept = places or self.shown.places
        self._put(state=BUILDING, words=words, places=tuple(kept))

    def standing(self, title: str, editions: Editions, words: str, *, is_rtl: bool) -> None:
        """Show the files of a build, which are still being checked."""
        self._put(
            state=BUILDING,
            title=title,
            editions=editions,
            words=words,
            version=self.shown.version + 1,
            sheets=self.shown.sheets + 1,
            patches=(),
            is_rtl=is_rtl,
        )

    def built(self, findings: Sequence[Finding], words: str, own: Sequence[Rule] = ()) -> None:
        """Show what was found: the files are checked."""
        self._put(state=BUILT, findings=tuple(listing.listed(findings, own)), words=words)

    def refused(self, findings: Sequence[Finding], words: str) -> None:
        """Show why nothing could be built; the pages stay as they were."""
        self._put(state=REFUSED, findings=tuple(listing.listed(findings)), words=words)

    def patched(self, patch: Patch) -> None:
        """Show the paragraphs that have changed, ahead of the whole book."""
        patches = (*self.shown.patches, patch)
        self._put(patches=patches, places=((patch.file, patch.line),))

    def repaged(self, pages: Pages) -> None:
        """Show the PDF's pages ahead of the whole book."""
        self.is_leafed = False
        editions = replace(self.shown.editions, pages=pages)
        self._put(editions=editions, sheets=self.shown.sheets + 1)

    def _put(self, **changes: Any) -> None:
        with self._changed:
            self.shown = replace(self.shown, turn=self.shown.turn + 1, **changes)
            self._changed.notify_all()

    def close(self) -> None:
        """Send those who wait away."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def wait(self, turn: int, seconds: float) -> Shown | None:
        """Wait until something has changed since a turn; None where the preview is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self.shown.turn != turn, seconds)
            return None if self._is_closed else self.shown

    def spot(self, file: str, line: int) -> Spot | None:
        """Return the paragraph at a line of a file."""
        return self.shown.editions.places.at(file, line)

    def source_file(self, name: str) -> Path | None:
        """Return a file of the book that an editor may be opened at, by its name; else None."""
        known = {file for file, _ in self.shown.places} | self.shown.editions.places.files
        known |= {
            one["file"]
            for kind in self.shown.findings
            for rule in kind["rules"]
            for one in rule["findings"]
        }
        path = (self.root / name).resolve()
        is_ours = name in known and path.is_relative_to(self.root)
        return path if is_ours and path.is_file() else None


def summary(shown: Shown) -> dict[str, Any]:
    """Return what is shown as plain data, without the findings and the pages themselves."""
    editions = shown.editions
    return {
        "turn": shown.turn,
        "state": shown.state,
        "version": shown.version,
        "sheets": shown.sheets,
        "title": shown.title,
        "words": shown.words,
        "rtl": shown.is_rtl,
        "web": editions.web is not None,
        "epub": editions.epub is not None,
        "pages": editions.pages.count if editions.pages else 0,
        "places": [{"file": file, "line": line} for file, line in shown.places],
        "patches": [asdict(patch) for patch in shown.patches],
    }
