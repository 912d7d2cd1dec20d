"""Names the files that chapters are written into."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.files.slugs import slug
from octavo.manuscripts.pieces import Chapter


def names_of(chapters: Sequence[Chapter]) -> list[str]:
    """Return a name for the file of each chapter: its number, then its title."""
    width = max(2, len(str(len(chapters))))
    return [
        f"{number:0{width}}-{slug(chapter.title, 'chapter', 48)}.md"
        for number, chapter in enumerate(chapters, 1)
    ]
