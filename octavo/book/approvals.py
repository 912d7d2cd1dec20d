"""Approvals: who found which text good to be published, and when (metadata/approvals.yaml).

A text is known by one hash of all that an edition is made of: chapters, pictures, decisions,
bibliography, metadata, filters. The number of the printing is left out: a reprint is the same text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo import fresh
from octavo.book import changes, entries, metadata, queries, released, remarks

FILE = "metadata/approvals.yaml"
HEAD = """\
# Who approved which text: `octavo approve --by NAME`. The hash is that of all that the edition is
# made of.
"""
SHA256 = re.compile(r"[0-9a-f]{64}")
SHAPE = entries.Shape(
    FILE,
    "approval",
    ("by", "text", "date", "note"),
    ("by", "text", "date"),
    {
        "text": lambda text: "" if SHA256.fullmatch(text) else "a hash has 64 hexadecimal digits",
        "date": entries.day_fault,
    },
    HEAD,
)
BESIDE = (
    FILE, queries.FILE, remarks.FILE, changes.FILE, released.FILE, "metadata/review.md",
)  # fmt: skip
"""Files of the metadata that do not change the text of an edition."""

PRINTING = re.compile(rb"(?m)^printing[ \t]*:.*(?:\r?\n)?")


@dataclass(frozen=True, slots=True)
class Approval:
    """Someone's word that a text, known by its hash, may be published."""

    by: str
    text: str
    date: str
    note: str = ""
    line: int = 0


def load(root: Path) -> list[Approval]:
    """Return a book's approvals. Raises InputError, with the lines, where the file is wrong."""
    return [Approval(**entry, line=line) for entry, line in entries.load(root, SHAPE)]


def add(root: Path, approval: Approval) -> None:
    """Keep an approval; an older one of the same person gives way to it.

    Raises InputError where the file is wrong, or cannot be written.
    """
    kept = [one for one in load(root) if one.by != approval.by]
    made = [{key: getattr(one, key) for key in SHAPE.keys} for one in (*kept, approval)]
    entries.save(root, SHAPE, entries.dump(SHAPE, made))


def text_digest(root: Path) -> str:
    """Return the sha256 of all that an edition is made of."""
    listed = fresh.hashes(root, fresh.INPUTS)
    kept = {name: sha for name, sha in listed.items() if not _is_beside(name)}
    data = (root / metadata.EDITION).read_bytes()
    kept[metadata.EDITION] = hashlib.sha256(PRINTING.sub(b"", data)).hexdigest()
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def _is_beside(name: str) -> bool:
    is_hidden = any(part.startswith(".") for part in name.split("/"))
    return name in BESIDE or name.endswith(".schema.json") or is_hidden


@dataclass(frozen=True, slots=True)
class Standing:
    """A text's hash, with the approvals that are of it and those that are of another."""

    text: str
    valid: Sequence[Approval]
    outdated: Sequence[Approval]


def standing(root: Path) -> Standing:
    """Return how a book's text stands. Raises InputError where the file is wrong."""
    text = text_digest(root)
    every = load(root)
    return Standing(
        text,
        [one for one in every if one.text == text],
        [one for one in every if one.text != text],
    )
