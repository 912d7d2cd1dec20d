"""Finds a book's title where the head of each of its files repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from octavo.manuscripts.pieces import Manuscript
from octavo.model.finding import Finding, Place, Severity, Tier


def title(read: Sequence[Manuscript]) -> str:
    """Take the heading that every file begins with, and nothing stands under, for the title.

    It goes out of the chapters, with a finding. Return "" where there is no such heading.
    """
    chapters = [chapter for one in read for chapter in one.chapters]
    words = chapters[0].title if chapters else ""
    heads = [n for n, one in enumerate(chapters) if one.title == words and len(one.blocks) == 1]
    apart = all(b - a > 1 for a, b in pairwise([*heads, len(chapters)]))
    if not words or len(read) < 2 or len(heads) != len(read) or heads[0] or not apart:
        return ""
    gone = {id(chapters[number]) for number in heads}
    for one in read:
        one.chapters = [chapter for chapter in one.chapters if id(chapter) not in gone]
        one.findings.append(_finding(one.name, words))
    return words


def _finding(file: str, words: str) -> Finding:
    message = "Each file begins with this heading: it is taken for the title of the book."
    hint = "If it is not, change `title` in metadata/edition.yaml."
    place = Place(file)
    return Finding(
        "import-title", message, Severity.INFO, Tier.AUTO, place, before=words, hint=hint
    )
