"""The verb that shows the cache, and clears it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from octavo.book import metadata
from octavo.cache import MOST, OLDEST, Cache, Entry
from octavo.verbs.options import ProjectOption

DAY = 24 * 3600
KINDS = {
    "chapters": "chapters, as pandoc read them",
    "places": "where each word stands in its chapter",
    "words": "the words of a chapter, for its pages",
    "comments": "where the queries stand in a chapter",
    "answers": "what filters and readers found in paragraphs and pages",
    "pictures": "pictures in smaller widths, for the web",
    "parts": "covers and styles that are the same in every build",
    "epubcheck": "reports of EPUBCheck",
}


def cache(
    project: ProjectOption = Path(),
    clear: Annotated[bool, typer.Option("--clear", help="Remove all that it holds.")] = False,
) -> int:
    """Show what the cache of a book holds, or clear it: a build makes it anew.

    Examples: octavo cache · octavo cache --clear
    """
    store = Cache(metadata.load(project).cache)
    if clear:
        count = len(store.entries())
        print(f"Removed {_entries(count)}, {_size(store.clear())}.")
        return 0
    entries = store.entries()
    print(f"The cache holds {_entries(len(entries))}, {_size(sum(e.size for e in entries))}.")
    for line in _by_kind(entries):
        print(line)
    print(
        f"It keeps {_size(MOST)} at most, and nothing that was not used for {OLDEST // DAY} days. "
        "`octavo cache --clear` empties it; the next build gives the same bytes."
    )
    return 0


def _by_kind(entries: list[Entry]) -> list[str]:
    counts = Counter(entry.kind for entry in entries)
    sizes = Counter[str]()
    for entry in entries:
        sizes[entry.kind] += entry.size
    return [
        f"  {count:5}  {_size(sizes[kind]):>9}  {KINDS.get(kind, kind)}"
        for kind, count in sorted(counts.items())
    ]


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"
