"""The tracked changes of a manuscript, kept in metadata/changes.yaml; the text is as accepted."""

from __future__ import annotations

import re

from octavo.book import entries

FILE = "metadata/changes.yaml"

KINDS = ("insert", "delete", "move", "join", "split", "row", "cell", "format")

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")


def moment_fault(text: str) -> str:
    """Return what is wrong with a moment, such as 2026-11-28T10:00:00Z, or ""."""
    return "" if MOMENT.fullmatch(text) else "a moment is written 2026-11-28T10:00:00Z (ISO 8601)"


def number_fault(text: str) -> str:
    """Return what is wrong with the number of a paragraph, or ""."""
    return "" if text.isascii() and text.isdecimal() else "a paragraph has a number"


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
        "date": moment_fault,
        "paragraph": number_fault,
    },
    "# The tracked changes of the manuscript. The text in source/ is as if all were accepted.\n"
    "# `at` stands between `left` and `right`: the words whose look was changed.\n",
)  # fmt: skip
"""A change: what it was, by whom, when, where in the manuscript, and the words before and after."""
