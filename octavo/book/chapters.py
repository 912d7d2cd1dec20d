"""What each chapter says, as a short hash: by it a later release knows which ones have changed."""

from __future__ import annotations

import hashlib
import re

from octavo.model import reading
from octavo.model.nodes import Node

DIVISIONS = frozenset(("part", "chapter", "frontmatter", "backmatter"))
LENGTH = 8
"""How many hexadecimal digits tell whether a chapter has changed."""

LISTED = re.compile(r"\S+=[0-9a-f]{8}( \S+=[0-9a-f]{8})*")

Hashes = dict[str, str]


def hashes(blocks: list[Node]) -> Hashes:
    """Return a hash of the words and notes of each division, by its identifier, in order."""
    parts: dict[str, list[Node]] = {}
    identifier = ""
    for block in blocks:
        if block["t"] == "Header" and DIVISIONS.intersection(block["c"][1][1]):
            identifier = block["c"][1][0]
        parts.setdefault(identifier, []).append(block)
    return {name: _hash(part) for name, part in parts.items() if name}


def _hash(blocks: list[Node]) -> str:
    body, notes = reading.streams(blocks)
    texts = ["".join(body), *("".join(note) for note in notes)]
    words = "\n".join(" ".join(reading.words(text)) for text in texts)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def written(known: Hashes) -> str:
    """Return hashes in one line, as the list of releases has them."""
    return " ".join(f"{name}={value}" for name, value in known.items())


def read(line: str) -> Hashes:
    """Read such a line."""
    return dict(pair.rsplit("=", 1) for pair in line.split())


def fault(line: str) -> str:
    """Return what is wrong with such a line, or ""."""
    return "" if LISTED.fullmatch(line) else "it lists chapters: one=1a2b3c4d two=…"


def changed(before: str, now: str) -> list[str]:
    """Return the identifiers of the chapters that are new or other than before, in order.

    Nothing is known where the list before is empty.
    """
    known = read(before)
    return [name for name, value in read(now).items() if known and known.get(name) != value]
