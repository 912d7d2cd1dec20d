"""The comments of a manuscript, kept in metadata/comments.yaml until they are answered.

One that is not done is an open query: it is listed with the others, and stops a release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.book import entries
from octavo.model.finding import InputError, Place

FILE = "metadata/comments.yaml"
DONE = "yes"

SHAPE = entries.Shape(
    FILE,
    "comment",
    (
        "id", "author", "initials", "date", "source", "story", "paragraph", "left", "at", "right",
        "text", "reply-to", "done", "answer", "answered-by", "answered",
    ),
    ("id", "source"),
    {
        "id": lambda text: (
            "" if re.fullmatch(r"[a-z0-9-]{1,40}", text) else "an id has small letters and figures"
        ),
        "date": entries.moment_fault,
        "paragraph": entries.number_fault,
        "done": lambda text: "" if text in (DONE, "no") else "done is yes or no",
        "answered": entries.day_fault,
    },
    "# The comments of the manuscript. `octavo query` lists those that are not done;\n"
    "# `octavo query ID --answer …` answers one, and `done: yes` settles it too.\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that begins a thread: its entry, the replies to it, and its line in the file."""

    entry: dict[str, str]
    replies: tuple[dict[str, str], ...]
    line: int

    @property
    def words(self) -> str:
        """What it says, with the replies, in one line."""
        parts = [_line(self.entry.get("text", "")) or "(a comment without words)"]
        for reply in self.replies:
            by = reply.get("author") or "reply"
            parts.append(f"{by}: {_line(reply.get('text', ''))}")
        return " / ".join(parts)

    @property
    def answer(self) -> str:
        """What answers it, or ""."""
        if answer := self.entry.get("answer", ""):
            return answer
        return "done in the manuscript" if self.entry.get("done") == DONE else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def load(root: Path) -> list[Remark]:
    """Return the threads of a book's file. Raises InputError, with all that is wrong in it."""
    each = entries.load(root, SHAPE)
    _check_ids(each)
    known = {entry["id"] for entry, _ in each}
    replies: dict[str, list[dict[str, str]]] = {}
    for entry, _ in each:
        if entry.get("reply-to") in known:
            replies.setdefault(entry["reply-to"], []).append(entry)
    return [
        Remark(entry, tuple(replies.get(entry["id"], ())), line)
        for entry, line in each
        if entry.get("reply-to") not in known
    ]


def _check_ids(each: Sequence[tuple[dict[str, str], int]]) -> None:
    met: dict[str, int] = {}
    for entry, line in each:
        first = met.setdefault(entry["id"], line)
        if first != line:
            message = f"The id {entry['id']} stands in line {first} already."
            hint = "Give one of the two another id."
            raise InputError(message, place=Place(FILE, line), hint=hint)


def answered(root: Path, name: str, given: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield the entries of a book's file, one of them with an answer."""
    for entry, _ in entries.load(root, SHAPE):
        yield {**entry, **given, "done": DONE} if entry["id"] == name else entry
