"""The tracked changes of a manuscript, kept in metadata/changes.yaml; the text is as accepted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from octavo.book import entries, queries
from octavo.book.chapter import Chapter
from octavo.book.queries import Query

FILE = "metadata/changes.yaml"

KINDS = ("insert", "delete", "move", "join", "split", "row", "cell", "format")

SHAPE = entries.Shape(
    FILE,
    "change",
    (
        "id", "kind", "author", "date", "source", "story", "paragraph", "left", "at", "right",
        "before", "after", "move",
    ),
    ("id", "kind", "source"),
    {
        "kind": lambda text: "" if text in KINDS else f"a kind is one of {', '.join(KINDS)}",
        "date": entries.moment_fault,
        "paragraph": entries.number_fault,
    },
    "# The tracked changes of the manuscript. The text in source/ is as if all were accepted.\n"
    "# `at` stands between `left` and `right`: the words whose look was changed.\n",
)  # fmt: skip
"""A change: what it was, by whom, when, where in the manuscript, and the words before and after."""


def listed(root: Path, chapters: Sequence[Chapter]) -> list[Query]:
    """Return the changes of a book's file, each as a query at its place in the text.

    Raises InputError, with the line, where the file is wrong.
    """
    return queries.placed([_query(*one) for one in entries.load(root, SHAPE)], chapters)


def _query(entry: dict[str, str], line: int) -> Query:
    text = {key: " ".join(entry.get(key, "").split()) for key in ("at", "before", "after")}
    words = entry["kind"] in ("insert", "move", "cell", "row")
    return Query(
        entry["id"],
        "",
        _shown(entry["kind"], text["before"], text["after"]),
        entry.get("left", ""),
        text["at"] or (text["after"] if words else ""),
        entry.get("right", ""),
        entry.get("author", ""),
        entry.get("date", "")[:10],
        line=line,
        kept_in=FILE,
    )


def _shown(kind: str, before: str, after: str) -> str:
    parts = [f"“{part[:LONGEST]}”" for part in (before, after) if part]
    return " ".join([kind, " → ".join(parts)]).strip()


LONGEST = 120
"""So many characters of a change are shown."""
