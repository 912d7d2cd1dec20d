"""Watches a book's text, metadata, filters and fonts for changes on the disk."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from octavo import fresh

SETTLE = 200
"""Milliseconds in which further changes join the first, at most: an editor saves several files."""

STEP = 40
"""Milliseconds without a further change after which the wait is over."""

FONTS = "fonts"
"""The folder of the fonts that a book brings."""

LOOK = 250
"""Milliseconds after which the watcher answers even if nothing has changed."""


def changes(root: Path, stop: threading.Event | None = None) -> Iterator[list[str]]:
    """Yield the names, below the book's folder, of the files that have changed, each time some do.

    The first list is empty, and given as soon as the folders are watched; from then on nothing is
    missed: what changes while the caller is busy is given next. Ends within LOOK after `stop` is
    set, or never.
    """
    import watchfiles  # no other verb needs it

    root = root.resolve()
    folders = [folder for name in (*fresh.INPUTS, FONTS) if (folder := root / name).is_dir()]
    batches = watchfiles.watch(
        *folders,
        debounce=SETTLE,
        step=STEP,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        stop_event=stop,
    )
    yield _names(next(batches), root)
    yield from (_names(changed, root) for changed in batches if changed)


def _names(changed: Iterable[tuple[object, str]], root: Path) -> list[str]:
    """Return the names of the files, without those that an editing program made for a moment."""
    paths = [Path(path) for _, path in changed]
    there = [path for path in paths if path.exists()]
    return sorted({path.relative_to(root).as_posix() for path in there or paths})
