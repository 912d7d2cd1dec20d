"""What became of the changes of files that came back: kept beside what was sent, for the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import orjson

from octavo.desk.merge import sent
from octavo.desk.patch import undo
from octavo.model.finding import Finding, Severity, Tier
from octavo.press import records

FILE = "merged.json"
KEPT = "sent"
"""The format that kept findings have: a record names one."""


def file_of(identifier: str) -> str:
    """Return the path in the book of what is kept of the merges of something sent."""
    return f"{sent.FOLDER}/{identifier}/{FILE}"


def of_book(root: Path) -> list[Finding]:
    """Return what was merged into a book, and what of it must be made by hand."""
    return [one for identifier in sent.known_ids(root) for one in _load(root, identifier)]


def _load(root: Path, identifier: str) -> Iterator[Finding]:
    for one in records.of_files(root / file_of(identifier)):
        yield replace(one, format="")


def keep(
    root: Path,
    identifier: str,
    written: Sequence[Finding],
    waiting: Sequence[Finding],
    settled: Sequence[Finding],
) -> None:
    """Keep what a merge has written, and what waits; what is `settled` waits no longer."""
    old = list(_load(root, identifier))
    new = [
        *(replace(one, tier=Tier.AUTO) for one in written),
        *(replace(one, tier=Tier.FLAG, severity=Severity.WARNING) for one in waiting),
    ]
    now = {_key(one) for one in (*new, *settled)}
    done = {_key(one) for one in settled}
    kept = [
        one for one in old if _key(one) not in now or (one.tier is Tier.AUTO and _key(one) in done)
    ]
    made = [records.finding_record(replace(one, format=KEPT)) for one in (*kept, *new)]
    data = orjson.dumps(made, option=records.OPTIONS)
    path = root / file_of(identifier)
    if made and (not path.is_file() or path.read_bytes() != data):
        undo.replace_file(root, file_of(identifier), data)


def _key(one: Finding) -> tuple[str, str, str, tuple[str, str]]:
    """Return by what a change is known, whether it was written or not."""
    return one.place.file if one.place else "", one.before, one.after, one.context
