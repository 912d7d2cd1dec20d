"""Finds a book's title where the head of each of its files repeats it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Manuscript
from octavo.model.finding import Finding, Place, Severity, Tier


def take(read: Sequence[Manuscript], stated: Mapping[str, object]) -> None:
    """Take the heading that every file begins with, and nothing stands under, for the title.

    It goes out of the chapters, with a finding; not where the first file, or what is `stated` of
    the book, has another title.
    """
    known = str(stated.get("title") or read[0].embedded.get("title") or "")
    chapters = [chapter for one in read for chapter in one.chapters]
    words = chapters[0].title if chapters else ""
    heads = [n for n, one in enumerate(chapters) if one.title == words and len(one.blocks) == 1]
    apart = all(b - a > 1 for a, b in pairwise([*heads, len(chapters)]))
    if not words or len(read) < 2 or len(heads) != len(read) or heads[0] or not apart:
        return
    if known and letters(known) != letters(words):
        return
    gone = {id(chapters[number]) for number in heads}
    for one in read:
        one.chapters = [chapter for chapter in one.chapters if id(chapter) not in gone]
        one.findings.append(_finding(one.name, words))
    if not known:
        read[0].embedded["title"] = words
        read[0].front |= {"title"}


def _finding(file: str, words: str) -> Finding:
    message = "Each file begins with this heading: it is taken for the title of the book."
    hint = "If it is not, change `title` in metadata/edition.yaml."
    place = Place(file)
    return Finding(
        "import-title", message, Severity.INFO, Tier.AUTO, place, before=words, hint=hint
    )
