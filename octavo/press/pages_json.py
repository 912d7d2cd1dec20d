"""The page map as dist/pages.json: a page a line, so that two builds can be compared line by line.

A line of a page is `[number, words, within]`, with `file, line, column` of its first word behind
where that is known: `words` begin in it, and `within` characters of the word before stand above it.
A line in which no word begins and none goes on is a formula. A line of a note has the note's number
in front. Words are counted from 0 in each stream; where a line does not go on from the one before
in this file, its place in `lines` and its first word are in `jumps`. `others` are the same of PDFs
with other pages, as a printer's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from octavo.files import json
from octavo.model.finding import InputError, Place
from octavo.model.pages import BODY, At, Page, PageLine, PageMap
from octavo.press.manifest import PAGES as NAME

KIND = "octavo-pages-1"
HINT = "Build the book again: it is made with the PDF."


def dumps(pages: PageMap) -> bytes:
    """Return the bytes of pages.json."""
    head = {
        "kind": KIND,
        "files": pages.files,
        "covers": pages.covers,
        "text": pages.text,
        "sources": pages.sources,
        "ends": pages.ends,
    }
    counts: Counter[int] = Counter()
    lines = [orjson.dumps(_record(page, counts)) for page in pages.pages]
    data = orjson.dumps(head)[:-1] + b',"pages":[\n' + b",\n".join(lines) + b"\n]"
    others = [dumps(other).rstrip() for other in pages.others]
    return data + (b',"others":[\n' + b",\n".join(others) + b"]" if others else b"") + b"}\n"


def as_report(pages: PageMap | None) -> dict[str, bytes]:
    """Return the file of a build's page map by its name; none where there is no map."""
    return {} if pages is None else {NAME: dumps(pages)}


def _record(page: Page, counts: Counter[int]) -> dict[str, Any]:
    """Return a page as plain values; `counts` knows how many words of each stream came before."""
    record: dict[str, Any] = {"label": page.label}
    jumps = []
    for at, line in enumerate(page.lines):
        if line.begins != counts[BODY]:
            jumps.append([at, line.begins])
        counts[BODY] = line.end
    if jumps:
        record["jumps"] = jumps
    if page.lines:
        record["lines"] = [_row(line) for line in page.lines]
    if page.notes:
        record["notes"] = [[line.note, *_row(line)] for line in page.notes]
    return record


def _row(line: PageLine) -> list[int]:
    return [line.number, line.end - line.begins, line.within, *(line.at or ())]


def load(path: Path) -> PageMap:
    """Return the page map that a file holds.

    Raises InputError where it cannot be read, or is not what a build has made.
    """
    try:
        return loads(path.read_bytes(), path.name)
    except OSError as fault:
        reason = fault.strerror or "it cannot be read"
        raise InputError(f"{reason}.", place=Place(path.name), hint=HINT) from fault


def loads(data: bytes, name: str = NAME) -> PageMap:
    """Return the page map of the bytes of a file. Raises InputError where they are none."""
    value = json.parse(data, name)
    try:
        if value["kind"] != KIND:
            raise ValueError
        return _map(value)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        message = "These are not the pages of a book as a build lists them."
        raise InputError(message, place=Place(name), hint=HINT) from fault


def _map(value: dict[str, Any]) -> PageMap:
    counts: Counter[int] = Counter()
    pages = []
    for record in value["pages"]:
        jumps = dict(record.get("jumps", ()))
        lines = []
        for at, row in enumerate(record.get("lines", ())):
            counts[BODY] = int(jumps.get(at, counts[BODY]))
            lines.append(_line(BODY, row, counts))
        notes = tuple(_line(int(row[0]), row[1:], counts) for row in record.get("notes", ()))
        pages.append(Page(str(record["label"]), tuple(lines), notes))
    return PageMap(
        {str(name): str(sha) for name, sha in value["files"].items()},
        {str(name): int(count) for name, count in value["covers"].items()},
        str(value["text"]),
        tuple(map(str, value["sources"])),
        tuple(pages),
        tuple(None if end is None else _at(end) for end in value["ends"]),
        tuple(map(_map, value.get("others", ()))),
    )


def _line(note: int, row: list[int], counts: Counter[int]) -> PageLine:
    number, words, within, *at = map(int, row)
    begins = counts[note]
    counts[note] += words
    first = begins - 1 if within else begins
    return PageLine(number, first, begins + words, within, _at(at) if at else None, note)


def _at(values: Iterable[int]) -> At:
    file, line, column = map(int, values)
    return file, line, column
