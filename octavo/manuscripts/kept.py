"""Writes what editors left in manuscripts, changes and comments, as files of the book."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.book import changes, entries, remarks
from octavo.manuscripts.pieces import Manuscript


def files(read: Sequence[Manuscript]) -> dict[str, bytes]:
    """Return metadata/changes.yaml and comments.yaml where manuscripts have such; numbered."""
    made: dict[str, bytes] = {}
    tracked = [change for manuscript in read for change in manuscript.changes]
    if tracked:
        numbered = ({**one, "id": f"t{number}"} for number, one in enumerate(tracked, 1))
        made[changes.FILE] = entries.dump(changes.SHAPE, numbered)
    if any(manuscript.comments for manuscript in read):
        made[remarks.FILE] = entries.dump(remarks.SHAPE, _numbered(read))
    return made


def _numbered(read: Sequence[Manuscript]) -> list[dict[str, str]]:
    """Number the comments of all manuscripts; replies follow their thread."""
    made: list[dict[str, str]] = []
    for manuscript in read:
        first = len(made)
        for number, one in enumerate(manuscript.comments, first + 1):
            parent = one.get("reply-to", "")
            reply = f"c{first + int(parent)}" if parent else ""
            made.append({**one, "id": f"c{number}", "reply-to": reply})
    return made
