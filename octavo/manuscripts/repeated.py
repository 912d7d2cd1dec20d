"""Finds a book's title where the head of each of its files repeats it."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.manuscripts.pieces import Manuscript
from octavo.model.finding import Finding, Place, Severity, Tier


def title(read: Sequence[Manuscript]) -> str:
    """Take the heading that every file begins with, and nothing stands under, for the title.

    It goes out of the chapters, with a finding. Return "" where there is no such heading.
    """
    first = [one.chapters[0] for one in read if len(one.chapters) > 1]
    if len(read) < 2 or len(first) < len(read):
        return ""
    words = {chapter.title for chapter in first}
    alone = all(len(chapter.blocks) == 1 for chapter in first)
    if len(words) > 1 or not alone or not first[0].title:
        return ""
    for one in read:
        del one.chapters[0]
        one.findings.append(_finding(one.name, first[0].title))
    return first[0].title


def _finding(file: str, words: str) -> Finding:
    message = "Each file begins with this heading: it is taken for the title of the book."
    hint = "If it is not, change `title` in metadata/edition.yaml."
    place = Place(file)
    return Finding(
        "import-title", message, Severity.INFO, Tier.AUTO, place, before=words, hint=hint
    )
