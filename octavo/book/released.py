"""What was released: the EPUB of each release, by its content and by when it says it was modified.

`octavo release` writes metadata/released.yaml, so that the next build knows what shops have. It is
kept with the sources: the same sources give the same bytes, in any folder and in any year.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from octavo.book import chapters, entries
from octavo.model.edition import Edition
from octavo.model.released import Released

FILE = "metadata/released.yaml"
HEAD = """\
# What was released, the last one at the end: written by `octavo release`, and read by the next
# build. Keep it with the book: by it an EPUB that is corrected says that it was modified later.
"""
SHA256 = re.compile(r"[0-9a-f]{64}")
FORM = "%Y-%m-%dT%H:%M:%SZ"
LAST = 9999
"""No moment lies in this year: the next one could not be written."""


def _moment_fault(text: str) -> str:
    try:
        moment = datetime.strptime(text, FORM).replace(tzinfo=UTC)
    except ValueError:
        moment = None
    is_one = moment is not None and moment.strftime(FORM) == text and moment.year < LAST
    return "" if is_one else "a moment is written 2026-11-28T00:00:00Z"


def _hash_fault(text: str) -> str:
    return "" if SHA256.fullmatch(text) else "a hash has 64 hexadecimal digits"


SHAPE = entries.Shape(
    FILE,
    "release",
    ("printing", "modified", "content", "day", "chapters"),
    ("printing", "modified", "content"),
    {
        "modified": _moment_fault,
        "content": _hash_fault,
        "day": entries.day_fault,
        "chapters": chapters.fault,
    },
    HEAD,
)


def last(root: Path) -> Released | None:
    """Return the last release of a book; None where there was none.

    Raises InputError, with the lines, where the file is wrong.
    """
    listed = entries.load(root, SHAPE)
    return Released(**listed[-1][0]) if listed else None


def add(root: Path, release: Released) -> None:
    """Keep a release at the end of the list, once.

    Raises InputError where the file is wrong, or cannot be written.
    """
    kept = [entry for entry, _ in entries.load(root, SHAPE)]
    values = {key: getattr(release, key) for key in SHAPE.keys}
    new = {key: value for key, value in values.items() if value}
    if kept[-1:] != [new]:
        entries.save(root, SHAPE, entries.dump(SHAPE, [*kept, new]))


def day_of(edition: Edition) -> str:
    """Return the day of an edition, the first of its month or year; "" where it has none."""
    date = edition.modified or edition.date
    return "-".join([*date.split("-"), "01", "01"][:3]) if date else ""
