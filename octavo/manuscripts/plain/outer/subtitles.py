"""Reads the subtitle of a book from its title page, where it stands below the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.model.finding import Finding, Tier

SUBTITLE = re.compile(r"(?:an?|the|being|or)\b,? .{3,}[^.,;:]", re.IGNORECASE)
"""What may stand between a title and the name of its author: `A Romance`."""

NEAR = 3
"""Among so many lines below it stands the name of an author."""


def between(
    pieces: Sequence[Piece], gone: set[int], known: dict[str, object], file: str
) -> list[Finding]:
    """Take the line between a title and its author, both of which go, for the subtitle."""
    inner = [pieces[n] for n in range(1, len(pieces)) if n not in gone and {n - 1, n + 1} <= gone]
    lines = [one for one in inner if one.kind is Kind.PARAGRAPH and len(one.lines) == 1]
    if known.get("subtitle") or len(lines) != 1 or not SUBTITLE.fullmatch(lines[0].plain):
        return []
    known["subtitle"] = lines[0].plain
    note = Note(
        "import-title",
        "The line between title and author is taken for the subtitle.",
        "If it is not, change `subtitle` in metadata/edition.yaml.",
        Tier.AUTO,
        f"subtitle: {known['subtitle']}",
    )
    return [finding_at(file, lines[0], note)]


def subtitle_in(words: str, title: str, names: Sequence[str]) -> str:
    """Return what stands on a title page right below the title, and above an author; or ""."""
    lines = [line.strip(" _") for line in words.split("\n") if line.strip()]
    for n, line in enumerate(lines[:-2]):
        by = [letters(one) for one in lines[n + 2 : n + 2 + NEAR]]
        named = any(letters(name) in one for name in names for one in by)
        if letters(line) == letters(title) and SUBTITLE.fullmatch(lines[n + 1]) and named:
            return lines[n + 1]
    return ""
